//! What a driver opens besides the day, and the office as well.

use yew::prelude::*;

use crate::{
    features::{
        account, due, expenses, findings, garage, logs, maintenance, packages, readings, refuels,
        replan, reports, routes, search, trash, vehicles, waiting,
    },
    live::live,
    screens::Screen,
    shell,
};

/// A page of this part, following what others do where that pays.
pub fn page(screen: Screen) -> Html {
    live(&screen, page_of(screen.clone()))
}

fn page_of(screen: Screen) -> Html {
    match screen {
        Screen::Replan { id } => html! { <replan::ReplanPage key={id.to_string()} {id} /> },
        Screen::Routes => html! { <routes::RoutesPage /> },
        Screen::Route { id } => html! { <routes::RouteDetailPage key={id.to_string()} {id} /> },
        Screen::EditRoute { id } => {
            html! { <routes::EditRoutePage key={id.to_string()} id={id.0} /> }
        }
        Screen::Log => html! { <logs::LogPage /> },
        Screen::Vehicles => html! { <garage::GaragePage /> },
        Screen::Vehicle { alias } => {
            html! { <vehicles::VehiclePage alias={alias.clone()} key={alias} /> }
        }
        Screen::Trash => html! { <trash::TrashPage /> },
        Screen::Search => html! { <search::SearchPage /> },
        Screen::Packages => html! { <packages::PackagesPage /> },
        Screen::Package { id } => html! { <packages::PackagePage key={id.to_string()} {id} /> },
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
        Screen::Findings => html! { <findings::FindingsPage /> },
        Screen::Reports => html! { <reports::ReportsPage /> },
        Screen::NewRefuel => html! { <refuels::NewRefuelPage /> },
        Screen::NewMaintenance => html! { <maintenance::NewMaintenancePage /> },
        Screen::NewExpense => html! { <expenses::NewExpensePage /> },
        Screen::NewLoggedRoute => html! { <routes::NewLoggedRoutePage /> },
        Screen::NewReading => html! { <readings::NewReadingPage /> },
        Screen::Profile => html! { <account::ProfilePage /> },
        Screen::Waiting => html! { <waiting::WaitingPage /> },
        // Of the other parts, says `Part::of`.
        _ => html! { <shell::NotFoundPage /> },
    }
}
