//! The writes of the day: shown at once, sent in order, refused ones said aloud.

use std::rc::Rc;

use furgo_shared::{
    access::Role,
    api,
    effects::Actor,
    id::{PackageId, StopId, UserId},
    packages::{PackageStatus, StepPackages, StepReason},
    routes::{DayRouteView, RecordArrival},
};
use yew::prelude::*;

use super::preview::Preview;
use crate::{
    api::{ApiError, Request},
    outbox::{Outbox, use_outbox},
    platform::clock,
    session::use_viewer,
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
}

#[derive(Default)]
struct Answered {
    /// Applied by the server, and not yet in the route that was read.
    settled: Vec<Request>,
    refused: Option<Refused>,
}

enum Change {
    Applied(Request),
    Refused(Refused),
    /// The route was read anew.
    Read,
    /// The refusal was seen.
    Seen,
}

impl Reducible for Answered {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let (settled, refused) = (self.settled.clone(), self.refused.clone());
        Rc::new(match change {
            Change::Applied(request) => {
                Self { settled: settled.into_iter().chain([request]).collect(), refused }
            }
            Change::Refused(refusal) => Self { settled, refused: Some(refusal) },
            Change::Read => Self { settled: Vec::new(), refused },
            Change::Seen => Self { settled, refused: None },
        })
    }
}

/// The day's writes.
#[derive(Clone)]
pub struct DaySteps {
    by: (UserId, Role),
    answered: UseReducerHandle<Answered>,
    outbox: Outbox,
}

impl DaySteps {
    /// The day with all that waits; `None` without a route.
    pub fn preview(&self, day: &DayRouteView) -> Option<Preview> {
        let route = day.route.as_ref()?;
        let waiting = self.outbox.commands().map(|command| &command.request);
        let by = Actor { id: self.by.0, role: self.by.1, now: clock::now() };
        Some(Preview::of(route, by, self.answered.settled.iter(), waiting))
    }

    /// Why the last refused write was refused.
    pub fn refused(&self) -> Option<&Refused> {
        self.answered.refused.as_ref()
    }

    /// The refusal was seen.
    pub fn dismiss(&self) {
        self.answered.dispatch(Change::Seen);
    }

    /// Reports what became of a package; `about` names it should the server refuse.
    pub fn report(&self, report: Report, about: AttrValue) {
        let Report { package_id, new_status, reason, note } = report;
        let body = StepPackages {
            package_id: Some(package_id),
            package_ids: Vec::new(),
            new_status,
            assigned_to: None,
            reason,
            note,
            occurred_at: Some(clock::now()),
        };
        self.append(Request::write(&api::STEP_PACKAGES, &[], &body), about);
    }

    /// Reports the arrival at a stop.
    pub fn arrive(&self, stop_id: StopId, about: AttrValue) {
        let body = RecordArrival { stop_id, occurred_at: Some(clock::now()) };
        self.append(Request::write(&api::RECORD_ARRIVAL, &[], &body), about);
    }

    fn append(&self, request: Request, about: AttrValue) {
        let (answered, kept) = (self.answered.dispatcher(), request.clone());
        self.outbox.append(
            request,
            Callback::from(move |outcome: Result<String, ApiError>| {
                let (about, kept) = (about.clone(), kept.clone());
                answered.dispatch(outcome.map_or_else(
                    |problem| Change::Refused(Refused { about, problem }),
                    |_| Change::Applied(kept),
                ));
            }),
        );
    }
}

/// The writes of a day that was read.
#[hook]
pub fn use_day_steps(day: Option<&Rc<DayRouteView>>) -> DaySteps {
    let (viewer, answered, outbox) = (use_viewer(), use_reducer(Answered::default), use_outbox());
    {
        let answered = answered.dispatcher();
        // Compared by content: an answer that only came from the cache again settles nothing.
        use_effect_with(day.cloned(), move |_| answered.dispatch(Change::Read));
    }
    DaySteps { by: (viewer.id, viewer.role), answered, outbox }
}
