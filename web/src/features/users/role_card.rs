//! What a person may do.

use std::rc::Rc;

use furgo_shared::{
    access::Role,
    api,
    users::{SetRole, UserView},
};
use yew::prelude::*;

use super::role_field::RoleField;
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

/// See the module. A new role takes effect at once, also on oneself.
#[component]
pub fn RoleCard(props: &RoleCardProps) -> Html {
    let (session, toasts, own) = (use_session(), use_toasts(), props.own);
    let form = use_form(|| props.user.role);
    let save = use_write(&api::SET_ROLE, move |_: UserView| {
        toasts.say(text("state-saved"));
        if own {
            session.ask();
        }
    });
    let onsubmit = {
        let (save, id) = (save.clone(), props.user.id.to_string());
        form.submit(
            |role: &Role| Ok(SetRole { role: *role }),
            move |request| save.send(&[&id], &request),
        )
    };
    html! {
        <Card title={text("users-role")}>
            <Form submit={text("users-role-save")} kind={crate::ui::ButtonKind::Secondary} {onsubmit} problem={save.problem()} busy={save.busy()} waiting={save.waiting()}>
                <RoleField role={*form.draft()} onchange={form.bind(|role: &mut Role, chosen| *role = chosen)} />
            </Form>
        </Card>
    }
}
