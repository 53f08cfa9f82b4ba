//! Every screen of the app and its path. The URL is state: what a link shows does not depend on how
//! one got there.

use furgo_shared::{
    access::{Action, Role},
    id::{ExpenseId, MaintenanceId, PackageId, ReadingId, RefuelId, RouteId, UserId},
};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{features::day, parts, seat::Seat, shell};

/// A place in the app.
#[derive(Clone, Debug, PartialEq, Eq, Routable)]
pub enum Screen {
    #[at("/")]
    Dashboard,
    /// The driver's day.
    #[at("/day")]
    Day,
    /// Another order for what is left of a route of one's day.
    #[at("/day/:id/plan")]
    Replan { id: RouteId },
    #[at("/vehicles")]
    Vehicles,
    #[at("/new-vehicle")]
    NewVehicle,
    #[at("/vehicles/:alias")]
    Vehicle { alias: String },
    #[at("/vehicles/:alias/edit")]
    EditVehicle { alias: String },
    #[at("/packages")]
    Packages,
    #[at("/new-package")]
    NewPackage,
    #[at("/packages/:id")]
    Package { id: PackageId },
    #[at("/packages/:id/edit")]
    EditPackage { id: PackageId },
    #[at("/routes")]
    Routes,
    #[at("/new-route")]
    NewRoute,
    /// Routes for several drivers at once.
    #[at("/plan-day")]
    PlanDay,
    /// A journey that is over: entered, not planned. Like every `New…` screen of a record on a
    /// vehicle it takes `?vehicle=`.
    #[at("/new-logged-route")]
    NewLoggedRoute,
    #[at("/routes/:id")]
    Route { id: RouteId },
    /// Of a logged route.
    #[at("/routes/:id/edit")]
    EditRoute { id: RouteId },
    #[at("/refuels")]
    Refuels,
    #[at("/new-refuel")]
    NewRefuel,
    #[at("/refuels/:id/edit")]
    EditRefuel { id: RefuelId },
    #[at("/maintenance")]
    Maintenance,
    /// `?done=` names the work whose turn it was.
    #[at("/new-maintenance")]
    NewMaintenance,
    #[at("/maintenance/:id/edit")]
    EditMaintenance { id: MaintenanceId },
    #[at("/expenses")]
    Expenses,
    #[at("/new-expense")]
    NewExpense,
    #[at("/expenses/:id/edit")]
    EditExpense { id: ExpenseId },
    #[at("/readings")]
    Readings,
    #[at("/new-reading")]
    NewReading,
    #[at("/readings/:id/edit")]
    EditReading { id: ReadingId },
    #[at("/reports")]
    Reports,
    /// What has to be done soon.
    #[at("/due")]
    Due,
    /// What looks wrong in the data.
    #[at("/findings")]
    Findings,
    /// Facts that do not go together with the plans.
    #[at("/attention")]
    Attention,
    /// All steps of all packages.
    #[at("/log")]
    Log,
    /// What was deleted, and the way back.
    #[at("/trash")]
    Trash,
    #[at("/users")]
    Users,
    #[at("/new-user")]
    NewUser,
    #[at("/users/:id")]
    User { id: UserId },
    #[at("/settings")]
    Settings,
    #[at("/profile")]
    Profile,
    /// Everything by a word.
    #[at("/search")]
    Search,
    /// What was entered on this phone and is not sent yet.
    #[at("/waiting")]
    Waiting,
    /// What does not fit into the phone's tab bar.
    #[at("/more")]
    More,
    /// Before signing in: chooses the password of a new account, token in the fragment.
    #[at("/activate")]
    Activate,
    /// Before signing in: chooses a new password, token in the fragment.
    #[at("/reset-password")]
    ResetPassword,
    #[not_found]
    #[at("/404")]
    NotFound,
}

impl Screen {
    /// What one must be allowed to do; `None` is open to everybody who is signed in.
    const fn needs(&self) -> Option<Action> {
        match self {
            Self::Dashboard
            | Self::Vehicles
            | Self::Vehicle { .. }
            | Self::Routes
            | Self::Route { .. }
            | Self::Refuels
            | Self::Maintenance
            | Self::Expenses
            | Self::Readings
            | Self::Reports
            | Self::Due
            | Self::Findings => Some(Action::ReadFleet),
            Self::NewLoggedRoute
            | Self::EditRoute { .. }
            | Self::NewRefuel
            | Self::EditRefuel { .. }
            | Self::NewMaintenance
            | Self::EditMaintenance { .. }
            | Self::NewExpense
            | Self::EditExpense { .. }
            | Self::NewReading
            | Self::EditReading { .. } => Some(Action::RecordOnVehicles),
            Self::NewVehicle | Self::EditVehicle { .. } => Some(Action::EditVehicles),
            Self::Day | Self::Replan { .. } => Some(Action::DriveRoutes),
            Self::Packages | Self::Package { .. } => Some(Action::ReadPackages),
            Self::NewPackage | Self::EditPackage { .. } => Some(Action::EditPackages),
            Self::NewRoute | Self::PlanDay => Some(Action::PlanRoutes),
            Self::Attention => Some(Action::ResolveExceptions),
            Self::Log => Some(Action::ReadLog),
            Self::Trash => Some(Action::UseTrash),
            Self::Users | Self::NewUser | Self::User { .. } => Some(Action::ManageUsers),
            Self::Settings => Some(Action::ManageSettings),
            Self::Search
            | Self::Profile
            | Self::Waiting
            | Self::More
            | Self::Activate
            | Self::ResetPassword
            | Self::NotFound => None,
        }
    }

    /// Whether the role gets to see the screen.
    pub fn is_open_to(&self, role: Role) -> bool {
        self.needs().is_none_or(|action| role.may(action))
    }

    /// Opened by the link of an e-mail, before any sign-in.
    pub const fn is_by_link(&self) -> bool {
        matches!(self, Self::Activate | Self::ResetPassword)
    }

    /// Where a role begins its day.
    pub const fn home(role: Role) -> Self {
        match role {
            Role::Driver => Self::Day,
            Role::Admin | Role::Dispatcher | Role::Viewer => Self::Dashboard,
        }
    }
}

/// The page of a screen for somebody who is signed in. Behind the wheel there is no dashboard.
pub fn page(screen: Screen, role: Role, seat: Seat) -> Html {
    if screen == Screen::Dashboard && seat.home() == Screen::Day {
        return html! { <shell::Instead to={Screen::Day} /> };
    }
    if !screen.is_open_to(role) {
        return html! { <shell::NotFoundPage /> };
    }
    match screen {
        Screen::Day => html! { <day::DayPage /> },
        Screen::More => html! { <shell::MorePage /> },
        // Those by link are shown outside the shell.
        Screen::Activate | Screen::ResetPassword | Screen::NotFound => {
            html! { <shell::NotFoundPage /> }
        }
        elsewhere => parts::page(elsewhere),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_driver_gets_no_office_screens() {
        for screen in [
            Screen::Users,
            Screen::Settings,
            Screen::NewPackage,
            Screen::NewRoute,
            Screen::PlanDay,
            Screen::NewVehicle,
        ] {
            assert!(!screen.is_open_to(Role::Driver), "{screen:?}");
            assert!(screen.is_open_to(Role::Admin), "{screen:?}");
        }
        assert!(Screen::NewRefuel.is_open_to(Role::Driver));
        assert!(Screen::Trash.is_open_to(Role::Driver) && !Screen::Trash.is_open_to(Role::Viewer));
        assert!(!Screen::NewRefuel.is_open_to(Role::Viewer));
        assert!(Screen::Day.is_open_to(Role::Driver) && Screen::Profile.is_open_to(Role::Viewer));
    }

    #[test]
    fn everyone_begins_on_a_screen_that_is_open() {
        for role in Role::ALL {
            assert!(Screen::home(role).is_open_to(role), "{role:?}");
        }
    }

    #[test]
    fn paths_lead_back_to_their_screens() {
        for screen in [
            Screen::Dashboard,
            Screen::NewVehicle,
            Screen::Vehicle { alias: "VAN-1".to_owned() },
            Screen::NewLoggedRoute,
            Screen::Maintenance,
            Screen::EditRefuel { id: RefuelId(uuid::Uuid::nil()) },
            Screen::Activate,
        ] {
            assert_eq!(Screen::recognize(&screen.to_path()), Some(screen));
        }
        assert_eq!(Screen::recognize("/nonsense/of/ours"), Some(Screen::NotFound));
    }
}
