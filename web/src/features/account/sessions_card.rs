//! Where one is signed in, and the way to end what one does not recognise.

use furgo_shared::{api, auth::SessionView, validate::Empty};
use yew::prelude::*;

use crate::{
    format,
    hooks::{Query, use_query},
    i18n::{text, text_with},
    outbox::use_write,
    ui::{
        Button, Card, ConfirmDialog, Icon, IconName, ProblemCard, Skeleton, StatusPill, Tone,
        use_toasts,
    },
};

/// See the module.
#[component]
pub fn SessionsCard() -> Html {
    let sessions = use_query(&api::LIST_SESSIONS, &[], &Empty {});
    let (toasts, ending) = (use_toasts(), use_state(|| None::<SessionView>));
    let end = {
        let ending = ending.clone();
        use_write(&api::END_SESSION, move |()| {
            ending.set(None);
            toasts.say(text("sessions-ended"));
        })
    };
    let onconfirm = {
        let (end, ending) = (end.clone(), ending.clone());
        Callback::from(move |()| {
            if let Some(session) = &*ending {
                end.send(&[&session.id.to_string()], &Empty {});
            }
        })
    };
    let onclose = {
        let ending = ending.clone();
        Callback::from(move |()| ending.set(None))
    };
    let device = ending.as_ref().map(|session| session.device.clone()).unwrap_or_default();
    let content = match &*sessions {
        Query::Loading => html! { <Skeleton lines=3 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={sessions.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => html! {
            <ul class="stack">{ for value.items.iter().map(|session| row(session, &ending)) }</ul>
        },
    };
    html! {
        <Card title={text("sessions-title")}>
            <div key="content">{ content }</div>
            <ConfirmDialog key="confirm" open={ending.is_some()} title={text("sessions-end-title")} text={text_with("sessions-end-text", [("device", device.into())])}
                confirm={text("sessions-end")} danger=true busy={end.busy()} problem={end.problem()} {onconfirm} {onclose} />
        </Card>
    }
}

fn row(session: &SessionView, ending: &UseStateHandle<Option<SessionView>>) -> Html {
    let last = text_with(
        "sessions-last-used",
        [("moment", format::moment(session.last_used_at).to_string().into())],
    );
    let action = if session.is_current {
        html! { <StatusPill tone={Tone::Good} icon={IconName::CircleCheck} label={text("sessions-this")} /> }
    } else {
        let onclick = {
            let (ending, session) = (ending.clone(), session.clone());
            Callback::from(move |()| ending.set(Some(session.clone())))
        };
        html! { <Button {onclick}>{ text("sessions-end") }</Button> }
    };
    html! {
        <li class="row row--between" key={session.id.to_string()}>
            <Icon name={IconName::Monitor} />
            <span class="grow grow--lines"><span class="strong">{ &session.device }</span><br /><span class="muted small">{ last }</span></span>
            { action }
        </li>
    }
}
