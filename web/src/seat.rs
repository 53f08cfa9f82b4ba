//! Where somebody sits: at the office's desk or behind the wheel. Whoever of the office also drives
//! has both and changes between them; everybody else has one. The seat decides where the bars lead
//! and where a day begins, and nothing else: every screen stays open to the role.
//!
//! Which seat it is follows from the screen: the day is the wheel's, the dashboard the desk's. On the
//! others it is the one that they took last, which this browser remembers of each person.

use furgo_shared::{
    access::{Action, Role},
    id::UserId,
};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{
    platform::storage::{self, Preference},
    screens::Screen,
    session::use_viewer,
};

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Desk,
    Wheel,
}

impl Side {
    /// The one that a screen belongs to alone.
    const fn of(screen: &Screen) -> Option<Self> {
        match screen {
            Screen::Day => Some(Self::Wheel),
            Screen::Dashboard => Some(Self::Desk),
            _ => None,
        }
    }
}

/// See the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    role: Role,
    side: Side,
    has_both: bool,
}

impl Seat {
    /// The wanted one, for those who have it.
    pub const fn of(role: Role, also_drives: bool, wanted: Side) -> Self {
        let drives = role.drives(also_drives);
        let (side, has_both) = match role {
            Role::Driver => (Side::Wheel, false),
            _ if drives => (wanted, true),
            _ => (Side::Desk, false),
        };
        Self { role, side, has_both }
    }

    /// The role whose bars are shown: behind the wheel everybody is a driver.
    pub const fn role(self) -> Role {
        match self.side {
            Side::Desk => self.role,
            Side::Wheel => Role::Driver,
        }
    }

    /// What a place in the bars is narrowed down to: behind the wheel, one's own packages, also for
    /// those who see everybody's.
    pub fn query(self, screen: &Screen, person: UserId) -> Option<String> {
        let sees_others = self.role.may(Action::ListDrivers);
        let is_own = self.side == Side::Wheel && *screen == Screen::Packages && sees_others;
        is_own.then(|| format!("assigned_to={person}"))
    }

    /// Where the day begins.
    pub const fn home(self) -> Screen {
        Screen::home(self.role())
    }

    /// The other seat, for whoever has both.
    pub const fn other(self) -> Option<Side> {
        match (self.has_both, self.side) {
            (false, _) => None,
            (true, Side::Desk) => Some(Side::Wheel),
            (true, Side::Wheel) => Some(Side::Desk),
        }
    }
}

/// The seat, for everything inside the shell.
#[hook]
pub fn use_seat() -> Seat {
    use_context::<Seat>().expect("the shell provides the seat")
}

/// Finds the seat and remembers it. Whoever comes to the app and sat behind the wheel the last time
/// does so again, also on the dashboard, which then leads to the day; later that is the way to the
/// desk.
#[hook]
pub fn use_seat_taken() -> Seat {
    let (viewer, shown) = (use_viewer(), use_route::<Screen>());
    let person = viewer.id;
    let last = use_state(|| (person, remembered(person)));
    // Somebody else may have signed in.
    let taken = if last.0 == person { last.1 } else { remembered(person) };
    let is_on_dashboard = shown == Some(Screen::Dashboard);
    let comes = use_state(|| is_on_dashboard);
    let told = shown.as_ref().and_then(Side::of).filter(|_| !(*comes && is_on_dashboard));
    let seat = Seat::of(viewer.role, viewer.also_drives, told.unwrap_or(taken));
    let (last, comes) = (last.setter(), comes.setter());
    use_effect_with((person, seat, is_on_dashboard), move |(person, seat, is_on_dashboard)| {
        if !is_on_dashboard || seat.side == Side::Desk {
            comes.set(false);
        }
        if seat.has_both {
            last.set((*person, seat.side));
            remember(*person, seat.side);
        }
    });
    seat
}

const WHEEL: &str = "wheel";

fn remembered(person: UserId) -> Side {
    let is_wheel = storage::read(Preference::Seat(person)).as_deref() == Some(WHEEL);
    if is_wheel { Side::Wheel } else { Side::Desk }
}

fn remember(person: UserId, side: Side) {
    storage::write(Preference::Seat(person), (side == Side::Wheel).then_some(WHEEL));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_office_that_drives_has_both_seats() {
        for side in [Side::Desk, Side::Wheel] {
            for role in Role::ALL {
                let seat = Seat::of(role, false, side);
                assert_eq!((seat.role(), seat.other()), (role, None), "{role:?}");
            }
            assert_eq!(Seat::of(Role::Driver, true, side).other(), None);
            assert_eq!(Seat::of(Role::Viewer, true, side).other(), None);
        }
        let nobody = UserId(uuid::Uuid::nil());
        let own = Some(format!("assigned_to={nobody}"));
        let driver = Seat::of(Role::Driver, false, Side::Wheel);
        assert_eq!(driver.query(&Screen::Packages, nobody), None);
        for role in [Role::Admin, Role::Dispatcher] {
            for (side, query) in [(Side::Desk, &None), (Side::Wheel, &own)] {
                let seat = Seat::of(role, true, side);
                assert_eq!(seat.query(&Screen::Packages, nobody), *query);
                assert_eq!(seat.query(&Screen::Log, nobody), None);
            }
            let (desk, wheel) =
                (Seat::of(role, true, Side::Desk), Seat::of(role, true, Side::Wheel));
            assert_eq!((desk.home(), desk.other()), (Screen::Dashboard, Some(Side::Wheel)));
            assert_eq!((wheel.home(), wheel.other()), (Screen::Day, Some(Side::Desk)));
        }
    }
}
