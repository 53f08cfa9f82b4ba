//! A new account: of the first admin, or of anybody where the fleet lets strangers in.

use furgo_shared::{
    api,
    auth::{Password, Register, SignedInView},
    validate::Validate,
};
use yew::prelude::*;

use crate::{
    hooks::{use_action, use_form},
    i18n::text,
    locale::use_language,
    platform::document,
    session::use_session,
    ui::{Form, TextField, TextKind},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RegisterFormProps {
    pub submit: AttrValue,
    /// For the first account.
    #[prop_or_default]
    pub setup_code: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Draft {
    name: String,
    email: String,
    password: String,
}

/// See the module. Whoever registers is signed in.
#[component]
pub fn RegisterForm(props: &RegisterFormProps) -> Html {
    let (session, language) = (use_session(), use_language().current);
    let form = use_form(Draft::default);
    let register = use_action(&api::REGISTER, move |answer: SignedInView| {
        document::forget_fragment();
        session.enter(answer.user);
    });
    let onsubmit = {
        let (register, setup_code) = (register.clone(), props.setup_code.clone());
        let request = move |draft: &Draft| {
            let request = Register {
                name: draft.name.trim().to_owned(),
                email: draft.email.trim().to_owned(),
                password: Password(draft.password.clone()),
                locale: Some(language),
                setup_code: setup_code.clone().map(Password),
            };
            request.check().map(|()| request)
        };
        form.submit(request, move |request| register.run(&[], &request))
    };
    let draft = form.draft();
    html! {
        <Form stage=true submit={props.submit.clone()} {onsubmit} errors={form.errors()} problem={register.problem()} busy={register.busy()}>
            <TextField name="name" label={text("account-name")} value={draft.name.clone()} autocomplete="name" autofocus=true
                oninput={form.bind(|draft, value| draft.name = value)} />
            <TextField name="email" kind={TextKind::Email} label={text("account-email")} value={draft.email.clone()} autocomplete="username"
                oninput={form.bind(|draft, value| draft.email = value)} />
            <TextField name="password" kind={TextKind::Password} label={text("account-password")} value={draft.password.clone()}
                hint={text("account-password-hint")} autocomplete="new-password" oninput={form.bind(|draft, value| draft.password = value)} />
        </Form>
    }
}
