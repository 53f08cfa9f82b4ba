//! What only the office opens.

use yew::prelude::*;

use crate::{
    features::{attention, dashboard, packages, plan_day, routes, settings, users, vehicles},
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
        Screen::Dashboard => html! { <dashboard::DashboardPage /> },
        Screen::NewRoute => html! { <routes::NewRoutePage /> },
        Screen::Attention => html! { <attention::AttentionPage /> },
        Screen::PlanDay => html! { <plan_day::PlanDayPage /> },
        Screen::NewVehicle => html! { <vehicles::NewVehiclePage /> },
        Screen::EditVehicle { alias } => {
            html! { <vehicles::EditVehiclePage alias={alias.clone()} key={alias} /> }
        }
        Screen::Users => html! { <users::UsersPage /> },
        Screen::NewUser => html! { <users::NewUserPage /> },
        Screen::User { id } => html! { <users::UserPage key={id.to_string()} {id} /> },
        Screen::Settings => html! { <settings::SettingsPage /> },
        Screen::NewPackage => html! { <packages::NewPackagePage /> },
        Screen::EditPackage { id } => {
            html! { <packages::EditPackagePage key={id.to_string()} {id} /> }
        }
        // Of the other parts, says `Part::of`.
        _ => html! { <shell::NotFoundPage /> },
    }
}
