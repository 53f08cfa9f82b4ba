//! Whether somebody of the office also drives. Drivers do anyway and viewers never, so they are not
//! asked.

use furgo_shared::access::Role;
use yew::prelude::*;

use crate::{i18n::text, ui::Checkbox};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DrivesFieldProps {
    pub role: Role,
    pub checked: bool,
    pub onchange: Callback<bool>,
}

/// See the module.
#[component]
pub fn DrivesField(props: &DrivesFieldProps) -> Html {
    if !is_asked(props.role) {
        return Html::default();
    }
    html! {
        <Checkbox name="also_drives" label={text("users-also-drives")} hint={text("users-also-drives-hint")}
            checked={props.checked} onchange={props.onchange.clone()} />
    }
}

/// Whether the switch decides anything for the role.
pub const fn is_asked(role: Role) -> bool {
    role.drives(true) && !role.drives(false)
}
