//! The office's pages are a program of their own: a phone in a van downloads the driver's alone, and
//! a desk fetches this one when it first needs it. Both programs share everything else.

use std::sync::OnceLock;

use yew::prelude::*;

use crate::{
    features::{
        attention, dashboard, due, expenses, findings, garage, logs, maintenance, packages,
        plan_day, readings, refuels, reports, routes, search, settings, trash, users, vehicles,
    },
    live::live,
    screens::Screen,
    shell,
};

/// Draws the page of an office screen.
pub type Pages = fn(Screen) -> Html;

/// Which of the two programs this is. A static and not a context: what the driver's program never
/// names, its compiler leaves out.
static PAGES: OnceLock<Pages> = OnceLock::new();

/// Says once, before anything is drawn, how office screens are drawn here.
pub(crate) fn install(pages: Pages) {
    // The first caller wins; there is only one.
    PAGES.set(pages).unwrap_or_default();
}

/// The page of an office screen, drawn or fetched.
pub fn page(screen: Screen) -> Html {
    PAGES.get().map_or_else(|| elsewhere(screen.clone()), |pages| pages(screen.clone()))
}

/// Whether this is the driver's program.
pub fn is_elsewhere() -> bool {
    PAGES.get().is_none_or(|pages| std::ptr::fn_addr_eq(*pages, elsewhere as Pages))
}

/// In the driver's program: the page is in the other one.
pub fn elsewhere(_: Screen) -> Html {
    html! { <shell::OtherProgram /> }
}

/// In the office's program: every page, following what others do where that pays.
pub fn here(screen: Screen) -> Html {
    live(&screen, page_of(screen.clone()))
}

fn page_of(screen: Screen) -> Html {
    match screen {
        Screen::Dashboard => html! { <dashboard::DashboardPage /> },
        Screen::Routes => html! { <routes::RoutesPage /> },
        Screen::NewRoute => html! { <routes::NewRoutePage /> },
        Screen::PlanDay => html! { <plan_day::PlanDayPage /> },
        Screen::Route { id } => html! { <routes::RouteDetailPage key={id.to_string()} {id} /> },
        Screen::EditRoute { id } => {
            html! { <routes::EditRoutePage key={id.to_string()} id={id.0} /> }
        }
        Screen::Log => html! { <logs::LogPage /> },
        Screen::Vehicles => html! { <garage::GaragePage /> },
        Screen::NewVehicle => html! { <vehicles::NewVehiclePage /> },
        Screen::Vehicle { alias } => {
            html! { <vehicles::VehiclePage alias={alias.clone()} key={alias} /> }
        }
        Screen::EditVehicle { alias } => {
            html! { <vehicles::EditVehiclePage alias={alias.clone()} key={alias} /> }
        }
        Screen::Users => html! { <users::UsersPage /> },
        Screen::NewUser => html! { <users::NewUserPage /> },
        Screen::User { id } => html! { <users::UserPage key={id.to_string()} {id} /> },
        Screen::Trash => html! { <trash::TrashPage /> },
        Screen::Search => html! { <search::SearchPage /> },
        Screen::Settings => html! { <settings::SettingsPage /> },
        Screen::Packages => html! { <packages::PackagesPage /> },
        Screen::NewPackage => html! { <packages::NewPackagePage /> },
        Screen::Package { id } => html! { <packages::PackagePage key={id.to_string()} {id} /> },
        Screen::EditPackage { id } => {
            html! { <packages::EditPackagePage key={id.to_string()} {id} /> }
        }
        Screen::EditExpense { id } => {
            html! { <expenses::EditExpensePage key={id.to_string()} id={id.0} /> }
        }
        Screen::EditMaintenance { id } => {
            html! { <maintenance::EditMaintenancePage key={id.to_string()} id={id.0} /> }
        }
        Screen::EditReading { id } => {
            html! { <readings::EditReadingPage key={id.to_string()} id={id.0} /> }
        }
        Screen::EditRefuel { id } => {
            html! { <refuels::EditRefuelPage key={id.to_string()} id={id.0} /> }
        }
        Screen::Refuels => html! { <refuels::RefuelsPage /> },
        Screen::Maintenance => html! { <maintenance::MaintenancePage /> },
        Screen::Expenses => html! { <expenses::ExpensesPage /> },
        Screen::Readings => html! { <readings::ReadingsPage /> },
        Screen::Due => html! { <due::DuePage /> },
        Screen::Attention => html! { <attention::AttentionPage /> },
        Screen::Findings => html! { <findings::FindingsPage /> },
        Screen::Reports => html! { <reports::ReportsPage /> },
        // `screens::page` draws the others itself.
        Screen::NewLoggedRoute
        | Screen::NewRefuel
        | Screen::NewMaintenance
        | Screen::NewExpense
        | Screen::NewReading
        | Screen::Day
        | Screen::Profile
        | Screen::More
        | Screen::Activate
        | Screen::ResetPassword
        | Screen::NotFound => html! { <shell::NotFoundPage /> },
    }
}
