//! Everything that holds for the whole fleet.

use furgo_shared::{access::Action, api, validate::Empty};
use yew::prelude::*;

use super::{
    backup_card::BackupCard, demo_card::DemoCard, files_card::FilesCard, jobs_card::JobsCard,
    mail_card::MailCard, settings_form::SettingsForm, tls_card::TlsCard,
};
use crate::{
    hooks::{Query, use_query},
    i18n::text,
    session::use_viewer,
    ui::{Page, PageWidth, ProblemCard, Skeleton},
};

/// See the module.
#[component]
pub fn SettingsPage() -> Html {
    let (settings, viewer) = (use_query(&api::GET_SETTINGS, &[], &Empty {}), use_viewer());
    let content = match &*settings {
        Query::Loading => html! { <Skeleton lines=10 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={settings.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => {
            let files = viewer
                .role
                .may(Action::ManageSettings)
                .then(|| html! { <FilesCard key="files" settings={value.clone()} /> });
            html! {
                <div class="stack stack--sections">
                    <SettingsForm key="settings" settings={value.clone()} onreload={settings.refetch.clone()} />
                    { for files }
                </div>
            }
        }
    };
    html! {
        <Page title={text("settings-title")} width={PageWidth::Narrow}>
            <div key="form">{ content }</div>
            { for viewer.role.may(Action::ManageSettings).then(|| html! { <TlsCard key="tls" /> }) }
            { for viewer.role.may(Action::TakeBackup).then(|| html! { <BackupCard key="backup" /> }) }
            { for viewer.role.may(Action::ManageSettings).then(|| html! { <MailCard key="mail" /> }) }
            { for viewer.role.may(Action::ManageSettings).then(|| html! { <DemoCard key="demo" /> }) }
            { for viewer.role.may(Action::ManageSettings).then(|| html! { <JobsCard key="jobs" /> }) }
        </Page>
    }
}
