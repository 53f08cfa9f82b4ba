//! Invites a person: particulars first, then the link to hand over.

use furgo_shared::{
    access::Role,
    api,
    id::UserId,
    text::Locale,
    users::{CreateUser, CreatedUserView},
    validate::{FieldErrors, Validate},
};
use yew::prelude::*;

use super::{
    drives_field::{DrivesField, is_asked},
    invitation::Invitation,
    role_field::RoleField,
};
use crate::{
    hooks::{FormState, use_draft},
    i18n::text,
    locale::use_language,
    outbox::use_write,
    platform::clock,
    screens::Screen,
    ui::{
        Button, ButtonKind, Card, Form, IconName, LanguageField, LinkButton, Page, PageWidth,
        TextField, TextKind,
    },
};

/// See the module.
#[component]
pub fn NewUserPage() -> Html {
    let created = use_state(|| None::<CreatedUserView>);
    let content = match &*created {
        None => {
            html! { <InviteForm key="form" oncreated={ let created = created.clone(); Callback::from(move |user| created.set(Some(user))) } /> }
        }
        Some(user) => html! {
            <div class="stack" key="link">
                <Card title={text("users-invited")}><Invitation created={user.clone()} /></Card>
                <div class="row">
                    <LinkButton to={Screen::Users} kind={ButtonKind::Primary}>{ text("users-done") }</LinkButton>
                    <Button icon={IconName::UserPlus} onclick={ let created = created.clone(); Callback::from(move |()| created.set(None)) }>{ text("users-invite-another") }</Button>
                </div>
            </div>
        },
    };
    html! { <Page title={text("users-invite-title")} back={Screen::Users} width={PageWidth::Narrow}>{ content }</Page> }
}

#[derive(Clone, Debug, PartialEq)]
struct Draft {
    /// The same one however often it is sent.
    id: UserId,
    name: String,
    email: String,
    role: Role,
    also_drives: bool,
    locale: Locale,
}

impl Draft {
    fn request(&self) -> Result<CreateUser, FieldErrors> {
        let request = CreateUser {
            id: Some(self.id),
            name: self.name.trim().to_owned(),
            email: self.email.trim().to_owned(),
            role: self.role,
            // What was ticked for another role before counts for none.
            also_drives: self.also_drives && is_asked(self.role),
            locale: Some(self.locale),
        };
        request.check().map(|()| request)
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct InviteFormProps {
    oncreated: Callback<CreatedUserView>,
}

#[component]
fn InviteForm(props: &InviteFormProps) -> Html {
    let language = use_language().current;
    // Most people of a fleet drive.
    let form = use_draft(0, || Draft {
        id: UserId(clock::new_id()),
        name: String::new(),
        email: String::new(),
        role: Role::Driver,
        also_drives: false,
        locale: language,
    });
    let save = {
        let created = props.oncreated.clone();
        use_write(&api::CREATE_USER, move |user| created.emit(user))
    };
    let onsubmit = {
        let save = save.clone();
        form.submit(Draft::request, move |request| save.send(&[], &request))
    };
    html! {
        <Form submit={text("users-invite")} {onsubmit} cancel={Screen::Users}
            page={form.page()} errors={form.errors()} problem={save.problem()} busy={save.busy()} waiting={save.waiting()}>
            { fields(&form) }
        </Form>
    }
}

fn fields(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    html! {
        <>
            <TextField name="name" label={text("users-name")} value={draft.name.clone()} autofocus=true oninput={form.bind(|draft: &mut Draft, value| draft.name = value)} />
            <TextField name="email" kind={TextKind::Email} label={text("users-email")} value={draft.email.clone()} oninput={form.bind(|draft: &mut Draft, value| draft.email = value)} />
            <RoleField role={draft.role} onchange={form.bind(|draft: &mut Draft, role| draft.role = role)} />
            <DrivesField role={draft.role} checked={draft.also_drives} onchange={form.bind(|draft: &mut Draft, drives| draft.also_drives = drives)} />
            <LanguageField label={text("users-language")} locale={draft.locale} onchange={form.bind(|draft: &mut Draft, locale| draft.locale = locale)} />
        </>
    }
}
