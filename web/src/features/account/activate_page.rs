//! Chooses the password of a new account, or a new password, with the token of a link. The token
//! stands behind `#`, so it reaches neither logs nor other sites; it leaves the address bar at once.

use furgo_shared::{
    api,
    auth::{ChoosePassword, Password},
    validate::Validate,
};
use yew::prelude::*;
use yew_router::prelude::*;

use super::stage::Stage;
use crate::{
    hooks::{use_action, use_form},
    i18n::text,
    platform::document,
    screens::Screen,
    session::use_session,
    ui::{EmptyState, Form, IconName, LinkButton, TextField, TextKind, use_toasts},
};

#[derive(Clone, Copy, Debug, PartialEq, Properties)]
pub struct ActivatePageProps {
    /// A new password for an old account.
    pub resets: bool,
}

/// See the module.
#[component]
pub fn ActivatePage(props: &ActivatePageProps) -> Html {
    let token = use_state(document::fragment);
    use_effect_with((), |()| document::forget_fragment());
    let (title, lead) = if props.resets {
        (text("reset-title"), text("reset-lead"))
    } else {
        (text("activate-title"), text("activate-lead"))
    };
    if token.is_empty() {
        return html! {
            <Stage {title} lead={text("activate-no-token")}>
                <EmptyState icon={IconName::Link} title={text("activate-no-token-title")} hint={text("activate-no-token-hint")}>
                    <LinkButton to={Screen::Dashboard}>{ text("activate-to-sign-in") }</LinkButton>
                </EmptyState>
            </Stage>
        };
    }
    html! { <Stage {title} {lead}><ChooseForm token={(*token).clone()} resets={props.resets} /></Stage> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct ChooseFormProps {
    token: String,
    resets: bool,
}

#[component]
fn ChooseForm(props: &ChooseFormProps) -> Html {
    let (navigator, toasts, session) = (use_navigator(), use_toasts(), use_session());
    let form = use_form(String::new);
    // The server has let in whoever chose: it says who that is.
    let on_done = move |()| {
        toasts.say(text("activate-done"));
        if let Some(navigator) = &navigator {
            navigator.replace(&Screen::Dashboard);
        }
        session.start_again();
    };
    let endpoint = if props.resets { Endpoint::Reset } else { Endpoint::Activate };
    let (activate, reset) =
        (use_action(&api::ACTIVATE, on_done.clone()), use_action(&api::RESET_PASSWORD, on_done));
    let (busy, problem) = match endpoint {
        Endpoint::Activate => (activate.busy(), activate.problem()),
        Endpoint::Reset => (reset.busy(), reset.problem()),
    };
    let onsubmit = {
        let token = props.token.clone();
        let request = move |password: &String| {
            let request = ChoosePassword {
                token: Password(token.clone()),
                password: Password(password.clone()),
                sign_in: true,
            };
            request.check().map(|()| request)
        };
        form.submit(request, move |request| match endpoint {
            Endpoint::Activate => activate.run(&[], &request),
            Endpoint::Reset => reset.run(&[], &request),
        })
    };
    html! {
        <Form stage=true submit={text("activate-submit")} {onsubmit} errors={form.errors()} {problem} {busy}>
            <TextField name="password" kind={TextKind::Password} label={text("account-new-password")} value={form.draft().clone()}
                hint={text("account-password-hint")} autocomplete="new-password" autofocus=true oninput={form.bind(|draft, value| *draft = value)} />
        </Form>
    }
}

#[derive(Clone, Copy)]
enum Endpoint {
    Activate,
    Reset,
}
