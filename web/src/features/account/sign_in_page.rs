//! The door. After a session ended on its own it stands before the page, which waits as it was.

use furgo_shared::{
    api,
    auth::{ForgotPassword, Grant, Login, Password, SignedInView},
    validate::Validate,
};
use yew::prelude::*;

use super::{demo_accounts::DemoAccounts, register_form::RegisterForm, stage::Stage};
use crate::{
    features::waiting::Others,
    hooks::{FormState, use_action, use_form},
    i18n::text,
    session::{Standing, use_session},
    ui::{Button, ButtonKind, Form, ProblemBox, TextField, TextKind, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SignInPageProps {
    /// The session ended on its own.
    #[prop_or_default]
    pub again: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Draft {
    email: String,
    password: String,
}

/// See the module.
#[component]
pub fn SignInPage(props: &SignInPageProps) -> Html {
    let (session, registers) = (use_session(), use_state(|| false));
    let welcome = session.welcome().cloned();
    let form = use_form(|| Draft { email: known_email(session.standing()), ..Draft::default() });
    let open = welcome.as_ref().is_some_and(|welcome| welcome.registration_open) && !props.again;
    let mails_links = welcome.as_ref().is_some_and(|welcome| welcome.mails_links);
    let toasts = use_toasts();
    let forgot = use_action(&api::FORGOT_PASSWORD, move |()| {
        toasts.say(text("sign-in-forgot-sent"));
    });
    let onforgot = {
        let forgot = forgot.clone();
        let request = |draft: &Draft| {
            let request = ForgotPassword { email: draft.email.trim().to_owned() };
            request.check().map(|()| request)
        };
        form.submit(request, move |request| forgot.run(&[], &request))
    };
    let toggle = {
        let registers = registers.clone();
        Callback::from(move |()| registers.set(!*registers))
    };
    let (title, lead) = match (*registers, props.again) {
        (true, _) => (text("register-title"), text("register-lead")),
        (false, true) => (text("sign-in-again-title"), text("sign-in-again-lead")),
        (false, false) => (text("sign-in-title"), text("sign-in-lead")),
    };
    let demo = welcome.map(|welcome| welcome.demo_accounts.clone()).unwrap_or_default();
    let pick = form.bind(|draft: &mut Draft, (email, password): (String, String)| {
        *draft = Draft { email, password }
    });
    html! {
        <Stage {title} {lead}>
            <div key="form" class="stack">
                { if *registers { html! { <RegisterForm submit={text("register-submit")} /> } } else { html! { <SignInForm form={Held(form)} /> } } }
            </div>
            <div key="switch" hidden={!open}>
                <Button kind={ButtonKind::Ghost} wide=true onclick={toggle}>{ if *registers { text("register-back") } else { text("register-title") } }</Button>
            </div>
            <div key="forgot" class="stack stack--tight">
                { for forgot.problem().map(|problem| html! { <ProblemBox key="problem" {problem} /> }) }
                { if mails_links {
                    html! { <Button kind={ButtonKind::Ghost} wide=true busy={forgot.busy()} onclick={onforgot}>{ text("sign-in-forgot-ask") }</Button> }
                } else {
                    html! { <p class="muted small">{ text("sign-in-forgot") }</p> }
                } }
            </div>
            <Others key="others" />
            <DemoAccounts key="demo" accounts={demo} onpick={pick} />
        </Stage>
    }
}

fn known_email(standing: &Standing) -> String {
    match standing {
        Standing::Expired(user) => user.email.clone(),
        Standing::Asking
        | Standing::Unreachable(_)
        | Standing::SignedOut
        | Standing::SignedIn(_) => String::new(),
    }
}

/// The form lives in the page, so that a demo account can be filled in.
#[derive(Clone, Debug)]
struct Held(FormState<Draft>);

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        self.0.draft() == other.0.draft() && self.0.errors() == other.0.errors()
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct SignInFormProps {
    form: Held,
}

#[component]
fn SignInForm(props: &SignInFormProps) -> Html {
    let (form, session) = (&props.form.0, use_session());
    let login = use_action(&api::LOGIN, move |answer: SignedInView| session.enter(answer.user));
    let onsubmit = {
        let login = login.clone();
        let request = |draft: &Draft| {
            let request = Login {
                email: draft.email.trim().to_owned(),
                password: Password(draft.password.clone()),
                grant: Some(Grant::Session),
            };
            request.check().map(|()| request)
        };
        form.submit(request, move |request| login.run(&[], &request))
    };
    let draft = form.draft();
    html! {
        <Form stage=true submit={text("sign-in-submit")} {onsubmit} errors={form.errors()} problem={login.problem()} busy={login.busy()}>
            <TextField name="email" kind={TextKind::Email} label={text("account-email")} value={draft.email.clone()} autocomplete="username"
                autofocus={draft.email.is_empty()} oninput={form.bind(|draft, value| draft.email = value)} />
            <TextField name="password" kind={TextKind::Password} label={text("account-password")} value={draft.password.clone()} autocomplete="current-password"
                autofocus={!draft.email.is_empty()}
                oninput={form.bind(|draft, value| draft.password = value)} />
        </Form>
    }
}
