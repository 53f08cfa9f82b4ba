//! The writes of the day: shown at once, sent in order, refused ones said aloud.

use furgo_shared::{
    access::Role,
    effects::Actor,
    field::FieldCommand,
    id::{PackageId, StopId, UserId},
    packages::{PackageStatus, StepPackages, StepReason},
    routes::{DayRouteView, RecordArrival, ReorderStops, RouteLegs, RouteView, StopView},
};
use yew::prelude::*;

use super::preview::Preview;
use crate::{
    api::ApiError,
    cache::Shows,
    outbox::{Outbox, use_outbox},
    platform::clock,
    session::{use_undo_minutes, use_viewer},
};

/// A write that was refused, and whom it was about.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    pub about: AttrValue,
    pub problem: ApiError,
}

/// What the driver reports about a package.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub package_id: PackageId,
    pub new_status: PackageStatus,
    pub reason: Option<StepReason>,
    pub note: Option<String>,
    /// It takes back their own last step.
    pub undo: bool,
}

/// The day's writes.
#[derive(Clone, Debug)]
pub struct DaySteps {
    by: (UserId, Role),
    undo_minutes: u32,
    refused: UseStateHandle<Option<Refused>>,
    /// What the route that was read shows already.
    read: Shows,
    outbox: Outbox,
}

impl DaySteps {
    /// The day with all that waits; `None` without a route.
    pub fn preview(&self, day: &DayRouteView, legs: Option<&RouteLegs>) -> Option<Preview> {
        let route = day.route.as_ref()?;
        let settled = self.outbox.unshown(self.read);
        let taken = settled.filter(|settled| settled.refused.is_none());
        let taken = taken.map(|settled| &settled.command);
        Some(Preview::of(route, legs, self.actor(), taken, self.outbox.field()))
    }

    /// Whoever takes the steps, now.
    pub fn actor(&self) -> Actor {
        let (id, role) = self.by;
        Actor { id, role, now: clock::now(), undo_minutes: self.undo_minutes }
    }

    /// Why the last refused write was refused.
    pub fn refused(&self) -> Option<&Refused> {
        self.refused.as_ref()
    }

    /// The refusal was seen.
    pub fn dismiss(&self) {
        self.refused.set(None);
    }

    /// Reports what became of a package; `about` names it should the server refuse.
    pub fn report(&self, report: Report, about: AttrValue) {
        let Report { package_id, new_status, reason, note, undo } = report;
        let step = StepPackages {
            package_id: Some(package_id),
            package_ids: Vec::new(),
            new_status,
            assigned_to: None,
            reason,
            note,
            occurred_at: Some(clock::now()),
            undo,
        };
        self.append(FieldCommand::StepPackages(step), about);
    }

    /// Reports the arrival at a stop.
    pub fn arrive(&self, stop_id: StopId, about: AttrValue) {
        let arrival = RecordArrival { stop_id, occurred_at: Some(clock::now()) };
        self.append(FieldCommand::RecordArrival(arrival), about);
    }

    /// Takes a stop before the others that are left.
    pub fn take_next(&self, route: &RouteView, stop: &StopView, about: AttrValue) {
        let others = route.stops.iter().filter(|other| other.is_open() && other.id != stop.id);
        let stop_ids = std::iter::once(stop.id).chain(others.map(|other| other.id)).collect();
        self.take_order(ReorderStops { route_id: route.id, stop_ids }, about);
    }

    /// Takes what is left in another order; `about` names what should the server refuse.
    pub fn take_order(&self, order: ReorderStops, about: AttrValue) {
        self.append(FieldCommand::ReorderStops(order), about);
    }

    fn append(&self, command: FieldCommand, about: AttrValue) {
        let refused = self.refused.setter();
        let on_outcome = move |outcome: Result<String, ApiError>| {
            if let Err(problem) = outcome {
                refused.set(Some(Refused { about: about.clone(), problem }));
            }
        };
        self.outbox.append_field(command, Callback::from(on_outcome));
    }
}

/// The writes of a day; `read` is what it shows of them already.
#[hook]
pub fn use_day_steps(read: Shows) -> DaySteps {
    let (viewer, refused, outbox) = (use_viewer(), use_state(|| None), use_outbox());
    let undo_minutes = use_undo_minutes();
    DaySteps { by: (viewer.id, viewer.role), undo_minutes, refused, read, outbox }
}
