//! Drivers who were invited and have yet to choose a password: named wherever drivers are listed, so
//! that nobody looks for them in vain or invites them twice.

use furgo_shared::{access::Action, users::DriverView};
use yew::prelude::*;

use crate::{
    i18n::{text, text_with},
    screens::Screen,
    session::use_viewer,
    ui::{Icon, IconName, LinkButton},
};

/// Those who can be given work, and those who are waited for.
pub fn parted(drivers: &[DriverView]) -> (Vec<DriverView>, Vec<DriverView>) {
    drivers.iter().cloned().partition(|driver| driver.is_activated)
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AwaitedProps {
    pub drivers: Vec<DriverView>,
}

/// See the module. Whoever may, finds the way to send the link again.
#[component]
pub fn Awaited(props: &AwaitedProps) -> Html {
    let may_invite = use_viewer().role.may(Action::ManageUsers);
    html! {
        <ul class="stack stack--tight" hidden={props.drivers.is_empty()}>
            { for props.drivers.iter().map(|driver| html! {
                <li class="notice" key={driver.id.to_string()}>
                    <Icon name={IconName::Mail} />
                    <span class="grow notice__text">{ text_with("drivers-awaited", [("name", driver.name.as_str().into())]) }</span>
                    { for may_invite.then(|| html! { <LinkButton key="again" to={Screen::User { id: driver.id }}>{ text("drivers-awaited-again") }</LinkButton> }) }
                </li>
            }) }
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::id::UserId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn nobody_is_given_work_who_cannot_sign_in_yet() {
        let driver = |number, is_activated| DriverView {
            id: UserId(Uuid::from_u128(number)),
            name: number.to_string(),
            is_activated,
        };
        let (active, awaited) = parted(&[driver(1, true), driver(2, false), driver(3, true)]);
        assert_eq!(active, [driver(1, true), driver(3, true)]);
        assert_eq!(awaited, [driver(2, false)]);
    }
}
