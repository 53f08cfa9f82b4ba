//! Name, e-mail and language of a person, and whether they drive besides.

use std::rc::Rc;

use furgo_shared::{
    api,
    change::Change,
    text::Locale,
    users::{PatchUser, UserView},
    validate::{FieldErrors, Validate},
};
use yew::prelude::*;

use super::drives_field::DrivesField;
use crate::{
    hooks::{use_draft, use_stale},
    i18n::text,
    outbox::use_write,
    screens::Screen,
    session::use_session,
    ui::{Form, LanguageField, StaleNotice, TextField, TextKind, use_toasts},
};

#[derive(Clone, Debug, PartialEq)]
struct Draft {
    name: String,
    email: String,
    locale: Locale,
    also_drives: bool,
}

impl Draft {
    fn of(user: &UserView) -> Self {
        Self {
            name: user.name.clone(),
            email: user.email.clone(),
            locale: user.locale,
            also_drives: user.also_drives,
        }
    }

    fn patch(&self, before: &UserView) -> Result<PatchUser, FieldErrors> {
        let request = PatchUser {
            name: Change::between(&before.name, &self.name.trim().to_owned()),
            email: Change::between(&before.email, &self.email.trim().to_owned()),
            locale: Change::between(&before.locale, &self.locale),
            also_drives: Change::between(&before.also_drives, &self.also_drives),
            ..PatchUser::default()
        };
        request.check().map(|()| request)
    }
}

fn set_drives(draft: &mut Draft, drives: bool) {
    draft.also_drives = drives;
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct EditFormProps {
    /// The newest version that is known.
    pub user: Rc<UserView>,
    /// The viewer's own account.
    pub own: bool,
    pub onreload: Callback<()>,
}

/// See the module. Another card of the page may give the person a new version meanwhile: only what
/// was changed here is sent.
#[component]
pub fn EditForm(props: &EditFormProps) -> Html {
    let (toasts, before) = (use_toasts(), use_state(|| props.user.clone()));
    let (session, own) = (use_session(), props.own);
    let form = use_draft(props.user.version, || Draft::of(&props.user));
    {
        // The role, on the card beside, takes the switch away.
        let (before, set) = (before.clone(), form.bind(set_drives));
        use_effect_with(props.user.also_drives, move |now| {
            if before.also_drives != *now {
                set.emit(*now);
                before.set(Rc::new(UserView { also_drives: *now, ..(**before).clone() }));
            }
        });
    }
    let save = {
        let (before, form) = (before.clone(), form.clone());
        use_write(&api::PATCH_USER, move |user: UserView| {
            // What somebody else changed is in it as well.
            form.begin(Draft::of(&user));
            before.set(Rc::new(user));
            toasts.say(text("state-saved"));
            if own {
                session.ask();
            }
        })
    };
    let (stale, problem) = use_stale(save.problem(), props.onreload.clone());
    let onsubmit = {
        let (save, before, user) = (save.clone(), (*before).clone(), props.user.clone());
        form.submit(
            move |draft: &Draft| draft.patch(&before),
            move |patch| save.send_from(user.version, &[&user.id.to_string()], &patch),
        )
    };
    let ondrop = {
        let (form, save, before, user) =
            (form.clone(), save.clone(), before.clone(), props.user.clone());
        Callback::from(move |()| {
            form.begin(Draft::of(&user));
            before.set(user.clone());
            save.reset();
        })
    };
    let draft = form.draft();
    html! {
        <Form submit={text("action-save")} onsubmit={onsubmit.clone()} page={form.page()} cancel={Screen::Users} errors={form.errors()} {problem} busy={save.busy()} waiting={save.waiting()}>
            { for stale.then(|| html! { <StaleNotice key="stale" ready=true onkeep={onsubmit} {ondrop} /> }) }
            <TextField key="name" name="name" label={text("users-name")} value={draft.name.clone()} oninput={form.bind(|draft: &mut Draft, value| draft.name = value)} />
            <TextField key="email" name="email" kind={TextKind::Email} label={text("users-email")} value={draft.email.clone()} oninput={form.bind(|draft: &mut Draft, value| draft.email = value)} />
            <LanguageField key="locale" label={text("users-language")} locale={draft.locale} onchange={form.bind(|draft: &mut Draft, locale| draft.locale = locale)} />
            <DrivesField key="drives" role={props.user.role} checked={draft.also_drives} onchange={form.bind(set_drives)} />
        </Form>
    }
}
