//! Name and e-mail.

use furgo_shared::{api, auth::UpdateProfile, change::Change, users::UserView, validate::Validate};
use yew::prelude::*;

use crate::{
    hooks::use_form,
    i18n::text,
    outbox::use_write,
    session::{use_session, use_viewer},
    ui::{Form, TextField, TextKind, use_toasts},
};

#[derive(Clone, Debug, PartialEq)]
struct Draft {
    name: String,
    email: String,
}

/// See the module.
#[component]
pub fn ProfileForm() -> Html {
    let (viewer, session, toasts) = (use_viewer(), use_session(), use_toasts());
    let form = use_form(|| Draft { name: viewer.name.clone(), email: viewer.email.clone() });
    let save = use_write(&api::UPDATE_PROFILE, move |user: UserView| {
        session.enter(user);
        toasts.say(text("state-saved"));
    });
    let onsubmit = {
        let save = save.clone();
        let request = move |draft: &Draft| {
            let request = UpdateProfile {
                name: Change::between(&viewer.name, &draft.name.trim().to_owned()),
                email: Change::between(&viewer.email, &draft.email.trim().to_owned()),
                ..UpdateProfile::default()
            };
            request.check().map(|()| request)
        };
        form.submit(request, move |request| save.send(&[], &request))
    };
    let draft = form.draft();
    html! {
        <Form submit={text("action-save")} {onsubmit} errors={form.errors()} problem={save.problem()} busy={save.busy()} waiting={save.waiting()}>
            <TextField name="name" label={text("account-name")} value={draft.name.clone()} autocomplete="name" oninput={form.bind(|draft: &mut Draft, value| draft.name = value)} />
            <TextField name="email" kind={TextKind::Email} label={text("account-email")} value={draft.email.clone()} autocomplete="email"
                oninput={form.bind(|draft: &mut Draft, value| draft.email = value)} />
        </Form>
    }
}
