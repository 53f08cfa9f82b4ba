//! Where mail leaves, why it waits, and a mail to try it. A password never waits in the outbox.

use std::rc::Rc;

use furgo_shared::{
    api,
    auth::Password,
    mail::{MailObstacle, MailSettings, MailSettingsView, MailSource, MailTestView},
    text::wire_name,
    validate::{Empty, FieldErrors, Validate},
};
use yew::prelude::*;

use crate::{
    format::filled,
    hooks::{Query, use_action, use_form, use_query},
    i18n::{text, text_with},
    platform::document,
    ui::{
        Button, Card, Form, Icon, IconName, ProblemBox, ProblemCard, Skeleton, TextField, TextKind,
        use_toasts,
    },
};

/// See the module.
#[component]
pub fn MailCard() -> Html {
    let mail = use_query(&api::GET_MAIL_SETTINGS, &[], &Empty {});
    let content = match &*mail {
        Query::Loading => html! { <Skeleton lines=6 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={mail.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => html! {
            <div class="stack">
                { for value.obstacle.map(|obstacle| html! { <Waits key="waits" {obstacle} waiting={value.waiting} /> }) }
                <MailForm key={value.version.to_string()} mail={value.clone()} onsaved={mail.refetch.clone()} />
                <TestButton key="test" />
            </div>
        },
    };
    html! {
        <Card title={text("settings-mail")}>
            <p class="muted" key="text">{ text("settings-mail-text") }</p>
            <div key="content">{ content }</div>
        </Card>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct WaitsProps {
    obstacle: MailObstacle,
    waiting: u64,
}

/// Why mail waits, and how many do.
#[component]
fn Waits(props: &WaitsProps) -> Html {
    let why = text(&format!("mail-obstacle-{}", wire_name(&props.obstacle)));
    let waiting = (props.waiting > 0)
        .then(|| text_with("settings-mail-waiting", [("count", props.waiting.into())]));
    html! {
        <p class="row" role="status"><Icon name={IconName::Info} /><span class="grow">{ why }{ " " }{ for waiting }</span></p>
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Draft {
    smtp_url: String,
    password: String,
    mail_from: String,
    public_url: String,
}

impl Draft {
    /// Where nobody said where links lead, the address at which this page is found is proposed.
    fn of(mail: &MailSettingsView) -> Self {
        Self {
            smtp_url: mail.smtp_url.clone().unwrap_or_default(),
            password: String::new(),
            mail_from: mail.mail_from.clone().unwrap_or_default(),
            public_url: mail.public_url.clone().unwrap_or_else(|| document::absolute("")),
        }
    }

    fn request(&self) -> Result<MailSettings, FieldErrors> {
        let request = MailSettings {
            smtp_url: filled(&self.smtp_url),
            password: Some(self.password.clone())
                .filter(|password| !password.is_empty())
                .map(Password),
            mail_from: filled(&self.mail_from),
            public_url: filled(&self.public_url),
        };
        request.check().map(|()| request)
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct MailFormProps {
    mail: Rc<MailSettingsView>,
    onsaved: Callback<()>,
}

#[component]
fn MailForm(props: &MailFormProps) -> Html {
    let (toasts, mail) = (use_toasts(), props.mail.clone());
    let form = use_form(|| Draft::of(&mail));
    let save = {
        let onsaved = props.onsaved.clone();
        use_action(&api::PUT_MAIL_SETTINGS, move |_: MailSettingsView| {
            toasts.say(text("state-saved"));
            onsaved.emit(());
        })
    };
    let onsubmit = {
        let save = save.clone();
        form.submit(Draft::request, move |request| save.run(&[], &request))
    };
    if mail.source == MailSource::Configuration {
        let server = mail.smtp_url.clone().unwrap_or_default();
        return html! { <p>{ text_with("settings-mail-configured", [("server", server.into())]) }</p> };
    }
    let draft = form.draft();
    let password = match mail.has_password {
        true => text("settings-mail-password-kept"),
        false => text("settings-mail-password-hint"),
    };
    html! {
        <Form submit={text("settings-mail-save")} {onsubmit} errors={form.errors()} problem={save.problem()} busy={save.busy()}>
            <TextField name="smtp_url" kind={TextKind::Url} label={text("settings-mail-server")} value={draft.smtp_url.clone()} optional=true
                hint={text("settings-mail-server-hint")} placeholder="smtps://user@mail.example.org"
                oninput={form.bind(|draft: &mut Draft, value| draft.smtp_url = value)} />
            <TextField name="password" kind={TextKind::Password} label={text("account-password")} value={draft.password.clone()} optional=true
                hint={password} autocomplete="off" oninput={form.bind(|draft: &mut Draft, value| draft.password = value)} />
            <TextField name="mail_from" label={text("settings-mail-from")} value={draft.mail_from.clone()} optional=true
                hint={text("settings-mail-from-hint")} placeholder="furgo@example.org"
                oninput={form.bind(|draft: &mut Draft, value| draft.mail_from = value)} />
            <TextField name="public_url" kind={TextKind::Url} label={text("settings-mail-public")} value={draft.public_url.clone()} optional=true
                disabled={mail.is_public_url_configured} hint={text("settings-mail-public-hint")}
                oninput={form.bind(|draft: &mut Draft, value| draft.public_url = value)} />
        </Form>
    }
}

#[component]
fn TestButton() -> Html {
    let outcome = use_state(|| None::<MailTestView>);
    let test = {
        let outcome = outcome.clone();
        use_action(&api::TEST_MAIL, move |tested| outcome.set(Some(tested)))
    };
    let onclick = {
        let (test, outcome) = (test.clone(), outcome.clone());
        Callback::from(move |()| {
            outcome.set(None);
            test.run(&[], &Empty {});
        })
    };
    html! {
        <div class="stack stack--tight">
            <div key="button"><Button icon={IconName::Send} busy={test.busy()} {onclick}>{ text("settings-mail-test") }</Button></div>
            { for test.problem().map(|problem| html! { <ProblemBox key="problem" {problem} /> }) }
            <div key="outcome" role="status">{ for outcome.iter().map(said) }</div>
        </div>
    }
}

fn said(tested: &MailTestView) -> Html {
    let (icon, sentence) = match &tested.error {
        None => (
            IconName::CircleCheck,
            text_with("settings-mail-tested", [("email", tested.to.clone().into())]),
        ),
        Some(error) => (
            IconName::CircleAlert,
            text_with("settings-mail-untested", [("error", error.clone().into())]),
        ),
    };
    html! { <p class="row"><Icon name={icon} /><span class="grow">{ sentence }</span></p> }
}
