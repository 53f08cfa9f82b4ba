//! Where one can go: one table for side bar, tab bar, "More" and shortcuts.

use furgo_shared::access::Role;

use crate::{
    screens::Screen,
    seat::{Seat, Side},
    ui::IconName,
};

/// A part of the side bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Work,
    Fleet,
    Office,
}

impl Group {
    /// In the order of the side bar.
    pub const ALL: [Self; 3] = [Self::Work, Self::Fleet, Self::Office];

    /// The key of its heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Work => "nav-group-work",
            Self::Fleet => "nav-group-fleet",
            Self::Office => "nav-group-office",
        }
    }
}

/// One place to go.
#[derive(Clone, Debug)]
pub struct Entry {
    pub screen: Screen,
    /// The key of its text.
    pub label: &'static str,
    pub icon: IconName,
    pub group: Group,
    /// Typed after `g`.
    pub key: Option<&'static str>,
    /// Roles that find it in the phone's tab bar.
    tab_of: &'static [Role],
}

use Role::{Admin, Dispatcher, Driver, Viewer};

#[rustfmt::skip] // Read it as a table.
const ENTRIES: [Entry; 18] = [
    entry(Screen::Dashboard, "nav-dashboard", IconName::Dashboard, Group::Work,   "d", &[Admin, Dispatcher, Viewer]),
    entry(Screen::Day,       "nav-day",       IconName::Navigation, Group::Work,  "t", &[Driver]),
    entry(Screen::Packages,  "nav-packages",  IconName::Package,   Group::Work,   "p", &[Admin, Dispatcher, Driver]),
    entry(Screen::Routes,    "nav-routes",    IconName::Route,     Group::Work,   "r", &[Admin, Dispatcher, Viewer]),
    entry(Screen::Attention, "nav-attention", IconName::Alert,     Group::Work,   "n", &[]),
    entry(Screen::Vehicles,  "nav-vehicles",  IconName::Truck,     Group::Fleet,  "v", &[Admin, Dispatcher, Driver, Viewer]),
    entry(Screen::Due,       "nav-due",       IconName::Bell,      Group::Fleet,  "a", &[]),
    entry(Screen::Refuels,   "nav-refuels",   IconName::Fuel,      Group::Fleet,  "f", &[]),
    entry(Screen::Maintenance, "nav-maintenance", IconName::Wrench, Group::Fleet, "m", &[]),
    entry(Screen::Expenses,  "nav-expenses",  IconName::Receipt,   Group::Fleet,  "e", &[]),
    entry(Screen::Readings,  "nav-readings",  IconName::Gauge,     Group::Fleet,  "o", &[]),
    entry(Screen::Reports,   "nav-reports",   IconName::Chart,     Group::Fleet,  "b", &[]),
    entry(Screen::Findings,  "nav-findings",  IconName::Flag,      Group::Fleet,  "i", &[]),
    entry(Screen::Search,    "nav-search",    IconName::Search,    Group::Work,   "k", &[]),
    entry(Screen::Log,       "nav-log",       IconName::History,   Group::Work,   "l", &[]),
    entry(Screen::Trash,     "nav-trash",     IconName::Trash,     Group::Work,   "x", &[]),
    entry(Screen::Users,     "nav-users",     IconName::Users,     Group::Office, "u", &[]),
    entry(Screen::Settings,  "nav-settings",  IconName::Settings,  Group::Office, "s", &[]),
];

const fn entry(
    screen: Screen,
    label: &'static str,
    icon: IconName,
    group: Group,
    key: &'static str,
    tab_of: &'static [Role],
) -> Entry {
    Entry { screen, label, icon, group, key: Some(key), tab_of }
}

impl Entry {
    fn is_tab_of(&self, role: Role) -> bool {
        self.tab_of.contains(&role)
    }
}

/// Where a role can go. The driver's day is behind the wheel, [`across`] leads there.
pub fn entries(role: Role) -> impl Iterator<Item = Entry> {
    ENTRIES
        .into_iter()
        .filter(move |entry| entry.screen.is_open_to(role) && belongs(&entry.screen, role))
}

fn belongs(screen: &Screen, role: Role) -> bool {
    match screen {
        Screen::Day => role == Driver,
        Screen::Dashboard => role != Driver,
        _ => true,
    }
}

/// Places of the phone's tab bar, beside "More" and what can be added.
const TABS_MAX: usize = 4;

/// What the phone's tab bar holds, the other seat last; the rest is under "More".
pub fn tabs(seat: Seat) -> impl Iterator<Item = Entry> {
    let room = TABS_MAX - usize::from(seat.other().is_some());
    entries(seat.role())
        .filter(move |entry| entry.is_tab_of(seat.role()))
        .take(room)
        .chain(across(seat))
}

/// What the tab bar has no room for.
pub fn rest(seat: Seat) -> impl Iterator<Item = Entry> {
    entries(seat.role()).filter(move |entry| tabs(seat).all(|tab| tab.screen != entry.screen))
}

/// The way to the other seat, for whoever has both.
pub fn across(seat: Seat) -> Option<Entry> {
    let (screen, label, icon) = match seat.other()? {
        Side::Desk => (Screen::Dashboard, "nav-office", IconName::Building),
        Side::Wheel => (Screen::Day, "nav-driving", IconName::Navigation),
    };
    let entry = ENTRIES.into_iter().find(|entry| entry.screen == screen)?;
    Some(Entry { label, icon, ..entry })
}

/// The screen behind `g` and a key.
pub fn by_key(seat: Seat, key: &str) -> Option<Screen> {
    let mut all = entries(seat.role()).chain(across(seat));
    all.find(|entry| entry.key == Some(key)).map(|entry| entry.screen)
}

/// Whether an entry leads to the part of the app that is shown.
pub fn is_current(entry: &Screen, shown: Option<&Screen>) -> bool {
    shown.is_some_and(|shown| section(shown) == *entry)
}

/// The list that a record or its form belongs to.
fn section(screen: &Screen) -> Screen {
    match screen {
        Screen::Vehicle { .. } | Screen::NewVehicle | Screen::EditVehicle { .. } => {
            Screen::Vehicles
        }
        Screen::Package { .. } | Screen::NewPackage | Screen::EditPackage { .. } => {
            Screen::Packages
        }
        Screen::Route { .. }
        | Screen::NewRoute
        | Screen::PlanDay
        | Screen::NewLoggedRoute
        | Screen::EditRoute { .. } => Screen::Routes,
        Screen::NewRefuel | Screen::EditRefuel { .. } => Screen::Refuels,
        Screen::NewMaintenance | Screen::EditMaintenance { .. } => Screen::Maintenance,
        Screen::NewExpense | Screen::EditExpense { .. } => Screen::Expenses,
        Screen::NewReading | Screen::EditReading { .. } => Screen::Readings,
        Screen::User { .. } | Screen::NewUser => Screen::Users,
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn seats() -> impl Iterator<Item = Seat> {
        let of = |role| {
            [Side::Desk, Side::Wheel]
                .into_iter()
                .flat_map(move |side| [false, true].map(|drives| Seat::of(role, drives, side)))
        };
        Role::ALL.into_iter().flat_map(of)
    }

    #[test]
    fn every_seat_has_few_tabs_and_one_way_home_and_across() {
        for seat in seats() {
            let tabs: Vec<_> = tabs(seat).map(|tab| tab.screen).collect();
            assert!((2..=4).contains(&tabs.len()), "{seat:?}: {tabs:?}");
            assert!(tabs.contains(&seat.home()), "{seat:?} cannot go home");
            let across = across(seat).map(|entry| entry.screen);
            assert!(across.is_none_or(|across| tabs.contains(&across)), "{seat:?} cannot change");
        }
    }

    #[test]
    fn what_has_no_tab_is_under_more() {
        for seat in seats() {
            for entry in entries(seat.role()) {
                let (mut tabs, mut rest) = (tabs(seat), rest(seat));
                let is_tab = tabs.any(|tab| tab.screen == entry.screen);
                assert!(is_tab != rest.any(|rest| rest.screen == entry.screen), "{entry:?}");
            }
        }
    }

    #[test]
    fn no_two_entries_share_a_key() {
        let keys: BTreeSet<_> = ENTRIES.iter().filter_map(|entry| entry.key).collect();
        assert_eq!(keys.len(), ENTRIES.len());
    }

    #[test]
    fn shortcuts_respect_the_role() {
        let only = |role| Seat::of(role, false, Side::Desk);
        assert_eq!(by_key(only(Role::Admin), "u"), Some(Screen::Users));
        assert_eq!(by_key(only(Role::Admin), "t"), None);
        assert_eq!(by_key(only(Role::Driver), "u"), None);
        assert_eq!(by_key(Seat::of(Role::Admin, true, Side::Desk), "t"), Some(Screen::Day));
        assert_eq!(by_key(Seat::of(Role::Admin, true, Side::Wheel), "d"), Some(Screen::Dashboard));
    }

    #[test]
    fn a_record_belongs_to_its_list() {
        assert!(is_current(&Screen::Vehicles, Some(&Screen::Vehicle { alias: "x".to_owned() })));
        assert!(!is_current(&Screen::Vehicles, Some(&Screen::Packages)));
    }
}
