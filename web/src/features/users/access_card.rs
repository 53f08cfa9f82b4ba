//! Whether a person may sign in: locks the account, lets them in again, makes a new link.

use std::rc::Rc;

use furgo_shared::{
    api,
    users::{CreatedUserView, ResetLinkView, UserView},
    validate::Empty,
};
use yew::prelude::*;

use super::invitation::Invitation;
use crate::{
    hooks::use_action,
    i18n::{text, text_with},
    outbox::use_write,
    platform::document,
    ui::{Button, Card, ConfirmDialog, CopyField, IconName, ProblemBox, account_pill, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AccessCardProps {
    pub user: Rc<UserView>,
    /// The viewer's own account.
    pub own: bool,
}

/// See the module.
#[component]
pub fn AccessCard(props: &AccessCardProps) -> Html {
    let user = props.user.clone();
    let content = match (props.own, user.is_active) {
        (true, _) => html! { <p class="muted">{ text("users-own-account") }</p> },
        (false, true) => html! {
            <div class="stack">
                <NewLink key="link" user={user.clone()} />
                <Lock key="lock" {user} />
            </div>
        },
        (false, false) => html! { <LetIn {user} /> },
    };
    html! {
        <Card title={text("users-access")}>
            <div key="state">{ account_pill(&props.user) }</div>
            <div key={props.user.is_active.to_string()}>{ content }</div>
        </Card>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct PieceProps {
    user: Rc<UserView>,
}

/// For whoever forgot their password and gets no mail.
#[component]
fn NewLink(props: &PieceProps) -> Html {
    let link = use_state(|| None::<ResetLinkView>);
    let make = {
        let link = link.clone();
        use_action(&api::MAKE_RESET_LINK, move |made| link.set(Some(made)))
    };
    let onclick = {
        let (make, id) = (make.clone(), props.user.id.to_string());
        Callback::from(move |()| make.run(&[&id], &Empty {}))
    };
    html! {
        <div class="stack stack--tight">
            <div key="button"><Button icon={IconName::Key} busy={make.busy()} {onclick}>{ text("users-reset-link") }</Button></div>
            { for make.problem().map(|problem| html! { <ProblemBox key="problem" {problem} /> }) }
            { for link.iter().map(|made| html! {
                <CopyField key="link" label={text("users-link")} value={document::absolute(&made.reset_url)} hint={text("users-reset-link-hint")} />
            }) }
        </div>
    }
}

#[component]
fn Lock(props: &PieceProps) -> Html {
    let (toasts, open) = (use_toasts(), use_state(|| false));
    let write = {
        let open = open.clone();
        use_write(&api::DEACTIVATE_USER, move |()| {
            open.set(false);
            toasts.say(text("users-locked"));
        })
    };
    let ask = {
        let (open, write) = (open.clone(), write.clone());
        Callback::from(move |()| {
            write.reset();
            open.set(true);
        })
    };
    let onclose = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    let onconfirm = {
        let (write, id) = (write.clone(), props.user.id.to_string());
        Callback::from(move |()| write.send(&[&id], &Empty {}))
    };
    html! {
        <div>
            <Button icon={IconName::Lock} onclick={ask}>{ text("users-lock") }</Button>
            <ConfirmDialog open={*open} title={text_with("users-lock-title", [("name", props.user.name.clone().into())])} text={text("users-lock-text")}
                confirm={text("users-lock")} danger=true busy={write.busy()} problem={write.problem()} {onconfirm} {onclose} />
        </div>
    }
}

/// One button for both cases: an account that was locked is open again, one that was never
/// activated gets a new link.
#[component]
fn LetIn(props: &PieceProps) -> Html {
    let (toasts, link) = (use_toasts(), use_state(|| None::<CreatedUserView>));
    let invite = {
        let link = link.clone();
        use_write(&api::INVITE_USER_AGAIN, move |created| link.set(Some(created)))
    };
    let unlock = {
        let invite = invite.clone();
        use_write(&api::REACTIVATE_USER, move |user: UserView| {
            if user.is_active {
                toasts.say(text("users-unlocked"));
            } else {
                invite.send(&[&user.id.to_string()], &Empty {});
            }
        })
    };
    let onclick = {
        let (unlock, id) = (unlock.clone(), props.user.id.to_string());
        Callback::from(move |()| unlock.send(&[&id], &Empty {}))
    };
    let (why, verb, icon) = match props.user.is_activated {
        true => (text("users-locked-why"), text("users-let-in"), IconName::Key),
        false => (text("users-awaited-why"), text("drivers-awaited-again"), IconName::Mail),
    };
    html! {
        <div class="stack">
            <p class="muted" key="why">{ why }</p>
            <div key="button"><Button {icon} busy={unlock.busy() || invite.busy()} {onclick}>{ verb }</Button></div>
            { for unlock.problem().or(invite.problem()).map(|problem| html! { <ProblemBox key="problem" {problem} /> }) }
            { for link.iter().map(|created| html! { <Invitation key="link" created={created.clone()} /> }) }
        </div>
    }
}
