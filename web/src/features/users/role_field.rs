//! Chooses a role, and says what it means.

use furgo_shared::{
    access::Role,
    text::{from_wire_name, wire_name},
};
use yew::prelude::*;

use crate::{
    i18n::{self, text},
    ui::{Choice, SelectField},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RoleFieldProps {
    pub role: Role,
    pub onchange: Callback<Role>,
}

/// See the module.
#[component]
pub fn RoleField(props: &RoleFieldProps) -> Html {
    let choices: Vec<Choice> = Role::ALL
        .iter()
        .rev()
        .map(|role| Choice::new(wire_name(role), i18n::role(*role)))
        .collect();
    let onchange = {
        let (before, change) = (props.role, props.onchange.clone());
        Callback::from(move |name: String| change.emit(from_wire_name(&name).unwrap_or(before)))
    };
    html! { <SelectField name="role" label={text("users-role")} value={wire_name(&props.role)} {choices} {onchange} hint={meaning(props.role)} /> }
}

fn meaning(role: Role) -> AttrValue {
    match role {
        Role::Admin => text("users-role-admin"),
        Role::Dispatcher => text("users-role-dispatcher"),
        Role::Driver => text("users-role-driver"),
        Role::Viewer => text("users-role-viewer"),
    }
}
