//! What a person may do.

use std::rc::Rc;

use furgo_shared::{
    access::Role,
    api,
    users::{SetRole, UserView},
};
use yew::prelude::*;

use super::{
    drives_field::{DrivesField, is_asked},
    role_field::RoleField,
};
use crate::{
    hooks::use_form,
    i18n::text,
    outbox::use_write,
    session::use_session,
    ui::{Card, Form, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RoleCardProps {
    pub user: Rc<UserView>,
    /// The viewer's own account.
    pub own: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct Draft {
    role: Role,
    /// Once somebody has said it: till then whoever drives goes on driving.
    drives: Option<bool>,
}

impl Draft {
    const fn of(role: Role) -> Self {
        Self { role, drives: None }
    }

    /// Whether it is asked if they also drive. In the role that they have, the card beside asks it.
    fn asks(&self, user: &UserView) -> bool {
        self.role != user.role && is_asked(self.role)
    }

    fn drives(&self, user: &UserView) -> bool {
        self.drives.unwrap_or(user.drives())
    }

    fn request(&self, user: &UserView) -> SetRole {
        let also_drives = self.asks(user).then(|| self.drives(user));
        SetRole { role: self.role, also_drives }
    }
}

/// See the module. A new role takes effect at once, also on oneself.
#[component]
pub fn RoleCard(props: &RoleCardProps) -> Html {
    let (session, toasts, own) = (use_session(), use_toasts(), props.own);
    let form = use_form(|| Draft::of(props.user.role));
    let save = use_write(&api::SET_ROLE, move |_: UserView| {
        toasts.say(text("state-saved"));
        if own {
            session.ask();
        }
    });
    let onsubmit = {
        let (save, user, id) = (save.clone(), props.user.clone(), props.user.id.to_string());
        form.submit(
            move |draft: &Draft| Ok(draft.request(&user)),
            move |request| save.send(&[&id], &request),
        )
    };
    let draft = form.draft();
    html! {
        <Card title={text("users-role")}>
            <Form submit={text("users-role-save")} kind={crate::ui::ButtonKind::Secondary} {onsubmit} problem={save.problem()} busy={save.busy()} waiting={save.waiting()}>
                <RoleField key="role" role={draft.role} onchange={form.bind(|draft: &mut Draft, chosen| *draft = Draft::of(chosen))} />
                { for draft.asks(&props.user).then(|| html! {
                    <DrivesField key="drives" role={draft.role} checked={draft.drives(&props.user)} onchange={form.bind(|draft: &mut Draft, drives| draft.drives = Some(drives))} />
                }) }
            </Form>
        </Card>
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::{id::UserId, text::Locale, time::Timestamp};

    use super::*;

    fn person(role: Role, also_drives: bool) -> UserView {
        UserView {
            id: UserId(uuid::Uuid::nil()),
            name: "Ane".to_owned(),
            email: "ane@example.org".to_owned(),
            role,
            also_drives,
            is_active: true,
            is_activated: true,
            locale: Locale::Eu,
            units: None,
            created_at: Timestamp::default(),
            updated_at: Timestamp::default(),
            version: 1,
        }
    }

    #[test]
    fn whoever_drives_goes_on_driving_in_the_office_unless_somebody_says_otherwise() {
        let driver = person(Role::Driver, false);
        let draft = Draft::of(Role::Dispatcher);
        assert_eq!(draft.request(&driver).also_drives, Some(true));
        let said = Draft { drives: Some(false), ..draft };
        assert_eq!(said.request(&driver).also_drives, Some(false));
        assert_eq!(Draft::of(Role::Viewer).request(&driver).also_drives, None);
        // The role stays: the switch is on the card beside.
        assert_eq!(Draft::of(Role::Driver).request(&driver).also_drives, None);
        let desk = person(Role::Dispatcher, false);
        assert_eq!(Draft::of(Role::Admin).request(&desk).also_drives, Some(false));
    }
}
