//! The ways to enter something, under the thumb on every screen that is no form itself.

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
    platform::clock,
    screens::Screen,
    session::use_viewer,
    ui::{FloatingMenu, IconName, MenuItem},
};

/// See the module.
#[component]
pub fn AddMenu() -> Html {
    let (viewer, screen) = (use_viewer(), use_route::<Screen>());
    let may = viewer.role.may(Action::RecordOnVehicles);
    use_effect_with(may, |may| {
        if *may {
            spawn_local(know_the_vehicles());
        }
    });
    let items = match screen {
        Some(screen) if may && offers(&screen) => items(&screen, viewer.role),
        Some(_) | None => Vec::new(),
    };
    html! { <FloatingMenu label={text("entry-add")} shortcut="+" {items} /> }
}

/// The forms begin with the list of vehicles: it is asked for early, so that they open without a
/// connection too.
async fn know_the_vehicles() {
    let request = Request::read(
        &api::LIST_VEHICLES,
        &[],
        &ListVehicles { limit: Some(LIMIT_MAX), ..ListVehicles::default() },
    );
    if cache::get(&request.url).is_none()
        && let Ok(body) = http::send(&request).await
    {
        cache::put(&request.url, Answer { body, at_ms: clock::now_ms() });
    }
}

/// Forms and settings have their own button under the thumb.
fn offers(screen: &Screen) -> bool {
    match screen {
        Screen::Dashboard
        | Screen::Day
        | Screen::Vehicles
        | Screen::Vehicle { .. }
        | Screen::Routes
        | Screen::Refuels
        | Screen::Maintenance
        | Screen::Expenses
        | Screen::Readings
        | Screen::Reports
        | Screen::Due
        | Screen::Findings
        | Screen::More
        | Screen::Packages
        | Screen::Route { .. } => true,
        Screen::NewVehicle
        | Screen::EditVehicle { .. }
        | Screen::NewPackage
        | Screen::Package { .. }
        | Screen::EditPackage { .. }
        | Screen::NewRoute
        | Screen::PlanDay
        | Screen::NewLoggedRoute
        | Screen::EditRoute { .. }
        | Screen::NewRefuel
        | Screen::EditRefuel { .. }
        | Screen::NewMaintenance
        | Screen::EditMaintenance { .. }
        | Screen::NewExpense
        | Screen::EditExpense { .. }
        | Screen::NewReading
        | Screen::EditReading { .. }
        | Screen::Log
        | Screen::Users
        | Screen::NewUser
        | Screen::User { .. }
        | Screen::Settings
        | Screen::Profile
        | Screen::Activate
        | Screen::ResetPassword
        | Screen::NotFound => false,
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
    .filter(|(_, _, to)| to.is_open_to(role))
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

    #[test]
    fn a_form_offers_no_other_form() {
        assert!(offers(&Screen::Day) && offers(&Screen::Vehicle { alias: "x".to_owned() }));
        assert!(!offers(&Screen::NewRefuel) && !offers(&Screen::Settings));
    }
}
