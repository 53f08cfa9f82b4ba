//! One package: its particulars, where it stands, what happened to it.

use std::rc::Rc;

use furgo_shared::{
    access::{Action, Role},
    api,
    id::PackageId,
    packages::{PackageStatus, PackageView},
    validate::Empty,
};
use yew::prelude::*;

use super::{
    correct_dialog::CorrectDialog, delete_dialog::DeleteDialog, facts_card::FactsCard,
    log_card::LogCard, mails_card::MailsCard, status_card::StatusCard, tracking_card::TrackingCard,
};
use crate::{
    hooks::{Query, use_query},
    i18n::text,
    screens::Screen,
    session::use_viewer,
    ui::{IconName, LinkButton, Menu, MenuItem, Page, ProblemCard, Skeleton},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PackagePageProps {
    pub id: PackageId,
}

/// See the module.
#[component]
pub fn PackagePage(props: &PackagePageProps) -> Html {
    let (package, role) =
        (use_query(&api::GET_PACKAGE, &[&props.id.to_string()], &Empty {}), use_viewer().role);
    let content = match &*package {
        Query::Loading => html! { <Skeleton lines=8 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={package.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => record(value, role),
    };
    let title = package
        .value()
        .map_or_else(|| text("package-title"), |package| package.recipient_name.clone().into());
    let subtitle = package.value().map(|package| AttrValue::from(package.tracking_code.clone()));
    let actions = package
        .value()
        .filter(|_| role.may(Action::EditPackages))
        .map(|package| html! { <Actions package={package.clone()} {role} /> });
    html! { <Page {title} {subtitle} back={Screen::Packages} age={package.age()} {actions}>{ content }</Page> }
}

fn record(package: &Rc<PackageView>, role: Role) -> Html {
    html! {
        <div class="columns columns--main columns--side-first">
            <div class="stack" key="side">
                <StatusCard package={package.clone()} {role} />
                { for package.tracking_url.iter().map(|path| html! { <TrackingCard key="tracking" id={package.id} path={path.clone()} /> }) }
            </div>
            <div class="stack" key="main">
                <FactsCard key="facts" package={package.clone()} />
                <LogCard key="log" id={package.id} />
                { for shows_mails(package, role).then(|| html! { <MailsCard key="mails" id={package.id} /> }) }
            </div>
        </div>
    }
}

/// The office sees what the recipient was told.
fn shows_mails(package: &PackageView, role: Role) -> bool {
    role.may(Action::EditPackages) && package.recipient_email.is_some()
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct ActionsProps {
    package: Rc<PackageView>,
    role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Correct,
    Delete,
}

#[component]
fn Actions(props: &ActionsProps) -> Html {
    let (package, asked) = (&props.package, use_state(|| None::<Asked>));
    let ask = |what: Asked| {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(Some(what)))
    };
    let close = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(None))
    };
    let mut items = Vec::new();
    if props.role.may(Action::EditPackages) {
        items.push(MenuItem::new(IconName::History, text("package-correct"), ask(Asked::Correct)));
    }
    if package.status == PackageStatus::Pending {
        items.push(
            MenuItem::new(IconName::Trash, text("action-delete"), ask(Asked::Delete)).danger(),
        );
    }
    html! {
        <div class="row">
            <LinkButton key="edit" to={Screen::EditPackage { id: package.id }} icon={IconName::Pencil} shortcut="n">{ text("action-edit") }</LinkButton>
            <Menu key="menu" label={text("action-more")} {items} />
            <CorrectDialog key="correct" open={*asked == Some(Asked::Correct)} package={package.clone()} onclose={close.clone()} />
            <DeleteDialog key="delete" open={*asked == Some(Asked::Delete)} package={package.clone()} onclose={close} />
        </div>
    }
}
