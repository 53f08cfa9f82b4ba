//! The ways to enter something, from every screen: in the tab bar under the thumb, in the side bar
//! on a desktop.

use furgo_shared::{
    access::{Action, Role},
    api,
    page::LIMIT_MAX,
    vehicles::ListVehicles,
};
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

use crate::{
    api::{self as http, Request},
    cache::{self, Answer},
    i18n::text,
    screens::Screen,
    session::use_viewer,
    ui::{BarMenu, IconName, MenuItem},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AddMenuProps {
    /// How the bar around it draws its entries.
    pub class: AttrValue,
}

/// See the module. Empty for those who record nothing.
#[component]
pub fn AddMenu(props: &AddMenuProps) -> Html {
    let (viewer, screen) = (use_viewer(), use_route::<Screen>());
    let items = screen.map(|screen| items(&screen, viewer.role)).unwrap_or_default();
    html! { <BarMenu label={text("entry-add")} icon={IconName::Plus} shortcut="+" class={props.class.clone()} {items} /> }
}

/// Whether this role has anything to add.
pub fn is_open_to(role: Role) -> bool {
    role.may(Action::RecordOnVehicles)
}

/// Asks for the vehicles before a form does.
#[hook]
pub fn use_known_vehicles(role: Role) {
    use_effect_with(is_open_to(role), |may| {
        if *may {
            spawn_local(know_the_vehicles());
        }
    });
}

/// The forms begin with the list of vehicles: it is asked for early, so that they open without a
/// connection too.
async fn know_the_vehicles() {
    let request = Request::read(
        &api::LIST_VEHICLES,
        &[],
        &ListVehicles { limit: Some(LIMIT_MAX), ..ListVehicles::default() },
    );
    let asker = cache::asker();
    if cache::get(&request.url).is_none()
        && let Ok(body) = http::send(&request).await
    {
        cache::put(&request.url, Answer::just_now(body), asker);
    }
}

/// On a vehicle's page its forms are about it.
fn items(screen: &Screen, role: Role) -> Vec<MenuItem> {
    let query = match screen {
        Screen::Vehicle { alias } => format!("vehicle={alias}"),
        _ => String::new(),
    };
    let item =
        |icon, key, to| MenuItem::to(icon, text(key), to).query(AttrValue::from(query.clone()));
    [
        (IconName::Fuel, "entry-refuel", Screen::NewRefuel),
        (IconName::Gauge, "entry-reading", Screen::NewReading),
        (IconName::Receipt, "entry-expense", Screen::NewExpense),
        (IconName::Wrench, "entry-maintenance", Screen::NewMaintenance),
        (IconName::Route, "entry-logged-route", Screen::NewLoggedRoute),
    ]
    .into_iter()
    .filter(|(_, _, to)| is_open_to(role) && to.is_open_to(role))
    .map(|(icon, key, to)| item(icon, key, to))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_records_finds_every_form() {
        assert_eq!(items(&Screen::Day, Role::Driver).len(), 5);
        assert_eq!(items(&Screen::Day, Role::Viewer).len(), 0);
    }
}
