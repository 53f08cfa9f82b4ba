//! A new password; every other device is signed out by it.

use furgo_shared::{
    api,
    auth::{Password, UpdatePassword},
    validate::Validate,
};
use yew::prelude::*;

use crate::{
    hooks::{use_action, use_form},
    i18n::text,
    ui::{Form, TextField, TextKind, use_toasts},
};

#[derive(Clone, Debug, Default, PartialEq)]
struct Draft {
    current: String,
    new: String,
}

/// See the module.
#[component]
pub fn PasswordForm() -> Html {
    let (toasts, form) = (use_toasts(), use_form(Draft::default));
    let save = {
        let form = form.clone();
        use_action(&api::UPDATE_PASSWORD, move |()| {
            form.edit(|draft| *draft = Draft::default());
            toasts.say(text("profile-password-done"));
        })
    };
    let onsubmit = {
        let save = save.clone();
        let request = |draft: &Draft| {
            let request = UpdatePassword {
                current_password: Password(draft.current.clone()),
                new_password: Password(draft.new.clone()),
            };
            request.check().map(|()| request)
        };
        form.submit(request, move |request| save.run(&[], &request))
    };
    let draft = form.draft();
    html! {
        <Form submit={text("profile-password-submit")} {onsubmit} errors={form.errors()} problem={save.problem()} busy={save.busy()}>
            <TextField name="current_password" kind={TextKind::Password} label={text("account-current-password")} value={draft.current.clone()}
                autocomplete="current-password" oninput={form.bind(|draft: &mut Draft, value| draft.current = value)} />
            <TextField name="new_password" kind={TextKind::Password} label={text("account-new-password")} value={draft.new.clone()}
                hint={text("account-password-hint")} autocomplete="new-password" oninput={form.bind(|draft: &mut Draft, value| draft.new = value)} />
        </Form>
    }
}
