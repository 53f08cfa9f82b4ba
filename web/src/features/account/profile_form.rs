//! Name and e-mail. Another address wants the password, which does not wait in the outbox.

use furgo_shared::{
    api,
    auth::{Password, UpdateProfile},
    change::Change,
    users::UserView,
    validate::{FieldErrors, Validate},
};
use yew::prelude::*;

use crate::{
    hooks::{use_action, use_form},
    i18n::text,
    outbox::use_write,
    session::{use_session, use_viewer},
    ui::{Form, TextField, TextKind, use_toasts},
};

#[derive(Clone, Debug, PartialEq)]
struct Draft {
    name: String,
    email: String,
    password: String,
}

/// See the module.
#[component]
pub fn ProfileForm() -> Html {
    let (viewer, session, toasts) = (use_viewer(), use_session(), use_toasts());
    let form = use_form(|| Draft {
        name: viewer.name.clone(),
        email: viewer.email.clone(),
        password: String::new(),
    });
    let done = {
        let form = form.clone();
        move |user: UserView| {
            form.edit(|draft| draft.password = String::new());
            session.enter(user);
            toasts.say(text("state-saved"));
        }
    };
    let save = use_write(&api::UPDATE_PROFILE, done.clone());
    let prove = use_action(&api::UPDATE_PROFILE, done);
    let wants_password = has_other_email(&viewer.email, form.draft());
    let onsubmit = {
        let (save, prove, viewer) = (save.clone(), prove.clone(), viewer.clone());
        form.submit(
            move |draft| request_of(&viewer, draft),
            move |request| match request.current_password.is_some() {
                true => prove.run(&[], &request),
                false => save.send(&[], &request),
            },
        )
    };
    let problem = if wants_password { prove.problem() } else { save.problem() };
    let draft = form.draft();
    html! {
        <Form submit={text("action-save")} {onsubmit} errors={form.errors()} {problem} busy={save.busy() || prove.busy()} waiting={save.waiting()}>
            <TextField name="name" label={text("account-name")} value={draft.name.clone()} autocomplete="name" oninput={form.bind(|draft: &mut Draft, value| draft.name = value)} />
            <TextField name="email" kind={TextKind::Email} label={text("account-email")} value={draft.email.clone()} autocomplete="email"
                oninput={form.bind(|draft: &mut Draft, value| draft.email = value)} />
            <div key="password" hidden={!wants_password}>
                { for wants_password.then(|| html! {
                    <TextField name="current_password" kind={TextKind::Password} label={text("account-current-password")} value={draft.password.clone()}
                        hint={text("account-current-password-hint")} autocomplete="current-password"
                        oninput={form.bind(|draft: &mut Draft, value| draft.password = value)} />
                }) }
            </div>
        </Form>
    }
}

/// In other letters it is the same address.
fn has_other_email(own: &str, draft: &Draft) -> bool {
    !draft.email.trim().eq_ignore_ascii_case(own)
}

fn request_of(viewer: &UserView, draft: &Draft) -> Result<UpdateProfile, FieldErrors> {
    let proof = has_other_email(&viewer.email, draft).then(|| Password(draft.password.clone()));
    let request = UpdateProfile {
        name: Change::between(&viewer.name, &draft.name.trim().to_owned()),
        email: Change::between(&viewer.email, &draft.email.trim().to_owned()),
        current_password: proof,
        ..UpdateProfile::default()
    };
    request.check().map(|()| request)
}
