//! Where somebody sits: at the office's desk or behind the wheel. Whoever of the office also drives
//! has both and changes between them; everybody else has one. The seat decides where the bars lead
//! and where a day begins, and nothing else: every screen stays open to the role.
//!
//! Which seat it is follows from the screen: the day is the wheel's, the dashboard the desk's. On the
//! others it is the one that was taken last, which this browser remembers.

use furgo_shared::access::Role;
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
    let (viewer, shown, last) = (use_viewer(), use_route::<Screen>(), use_state(remembered));
    let is_on_dashboard = shown == Some(Screen::Dashboard);
    let comes = use_state(|| is_on_dashboard);
    let told = shown.as_ref().and_then(Side::of).filter(|_| !(*comes && is_on_dashboard));
    let seat = Seat::of(viewer.role, viewer.also_drives, told.unwrap_or(*last));
    let (last, comes) = (last.setter(), comes.setter());
    use_effect_with((seat, is_on_dashboard), move |(seat, is_on_dashboard)| {
        if !is_on_dashboard || seat.side == Side::Desk {
            comes.set(false);
        }
        if seat.has_both {
            last.set(seat.side);
            remember(seat.side);
        }
    });
    seat
}

const WHEEL: &str = "wheel";

fn remembered() -> Side {
    let is_wheel = storage::read(Preference::Seat).as_deref() == Some(WHEEL);
    if is_wheel { Side::Wheel } else { Side::Desk }
}

fn remember(side: Side) {
    storage::write(Preference::Seat, (side == Side::Wheel).then_some(WHEEL));
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
        for role in [Role::Admin, Role::Dispatcher] {
            let (desk, wheel) =
                (Seat::of(role, true, Side::Desk), Seat::of(role, true, Side::Wheel));
            assert_eq!((desk.home(), desk.other()), (Screen::Dashboard, Some(Side::Wheel)));
            assert_eq!((wheel.home(), wheel.other()), (Screen::Day, Some(Side::Desk)));
        }
    }
}
