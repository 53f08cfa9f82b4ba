//! Which changes a screen shows something of.

use furgo_shared::events::Event;
use uuid::Uuid;

use crate::screens::Screen;

/// What is counted and told on the dashboard.
const DASHBOARD: &[&str] = &[
    "packages",
    "routes",
    "vehicles",
    "refuels",
    "maintenance",
    "expenses",
    "readings",
    "findings",
    "notices",
    "exceptions",
];

/// Whether a screen follows changes at all: those that somebody keeps open while others work.
pub fn follows(screen: &Screen) -> bool {
    concerns_change(screen, "packages", None)
        || concerns_change(screen, "routes", None)
        || concerns_change(screen, "logs", None)
        || concerns_change(screen, "exceptions", None)
}

/// Whether the screen may show something else after this event.
pub fn concerns(screen: &Screen, event: &Event) -> bool {
    match event {
        Event::Changed { noun, id } => concerns_change(screen, noun, Some(*id)),
        Event::Missed => follows(screen),
        Event::PlanProgress(_) => false,
    }
}

/// Whether the screen shows something of a record; without an id, of some record of the noun.
#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "forms keep what was typed, and the other screens are read and left"
)]
fn concerns_change(screen: &Screen, noun: &str, id: Option<Uuid>) -> bool {
    let is = |shown: Uuid| id.is_none_or(|id| id == shown);
    match screen {
        Screen::Dashboard => DASHBOARD.contains(&noun),
        Screen::Routes => matches!(noun, "routes" | "packages"),
        // Which packages its stops are about is known only once it is read.
        Screen::Route { id: shown } => noun == "packages" || (noun == "routes" && is(shown.0)),
        Screen::Packages => noun == "packages",
        Screen::Package { id: shown } => noun == "packages" && is(shown.0),
        Screen::Log => noun == "logs",
        Screen::Attention => noun == "exceptions",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::id::{PackageId, RouteId};

    use super::*;

    const HERE: Uuid = Uuid::from_u128(1);
    const ELSEWHERE: Uuid = Uuid::from_u128(2);

    fn changed(noun: &str, id: Uuid) -> Event {
        Event::Changed { noun: noun.to_owned(), id }
    }

    #[test]
    fn a_record_follows_itself_and_a_list_everything_in_it() {
        let route = Screen::Route { id: RouteId(HERE) };
        assert!(concerns(&route, &changed("routes", HERE)));
        assert!(!concerns(&route, &changed("routes", ELSEWHERE)));
        assert!(concerns(&route, &changed("packages", ELSEWHERE)));
        let package = Screen::Package { id: PackageId(HERE) };
        assert!(concerns(&package, &changed("packages", HERE)));
        assert!(!concerns(&package, &changed("packages", ELSEWHERE)));
        for list in [Screen::Dashboard, Screen::Routes, Screen::Packages] {
            assert!(concerns(&list, &changed("packages", ELSEWHERE)), "{list:?}");
            assert!(!concerns(&list, &changed("logs", ELSEWHERE)), "{list:?}");
        }
        assert!(concerns(&Screen::Log, &changed("logs", HERE)));
    }

    #[test]
    fn who_missed_something_asks_again_and_a_form_never() {
        let followed = [
            Screen::Dashboard,
            Screen::Routes,
            Screen::Route { id: RouteId(HERE) },
            Screen::Packages,
            Screen::Package { id: PackageId(HERE) },
            Screen::Log,
        ];
        for screen in followed {
            assert!(follows(&screen) && concerns(&screen, &Event::Missed), "{screen:?}");
        }
        for form in
            [Screen::NewRoute, Screen::EditPackage { id: PackageId(HERE) }, Screen::Settings]
        {
            assert!(!follows(&form) && !concerns(&form, &Event::Missed), "{form:?}");
            assert!(!concerns(&form, &changed("packages", HERE)), "{form:?}");
        }
    }
}
