//! What the day looks like once everything that still waits in the outbox has been applied: the
//! server's route with the waiting writes folded over it. Computed anew on every render, never merged.

use std::{collections::BTreeSet, rc::Rc};

use furgo_shared::{
    api,
    effects::{self, Actor},
    id::PackageId,
    packages::{PackageStatus, StepPackages},
    routes::{RecordArrival, RouteView, StepRoute, StopView},
};

use crate::api::Request;

/// A route as the driver sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    pub route: Rc<RouteView>,
    /// Packages with a step that no server has confirmed.
    pub waiting: BTreeSet<PackageId>,
}

/// A write that changes what the day shows.
enum DayWrite {
    Package(StepPackages),
    Arrival(RecordArrival),
    Route(StepRoute),
}

impl DayWrite {
    /// What a request means for this route; `None` for everything else that the app writes.
    fn read(request: &Request, route: &RouteView) -> Option<Self> {
        let body = request.body.as_deref()?;
        if request.url == api::STEP_PACKAGES.path {
            serde_json::from_str(body).ok().map(Self::Package)
        } else if request.url == api::RECORD_ARRIVAL.path {
            serde_json::from_str(body).ok().map(Self::Arrival)
        } else if request.url == api::STEP_ROUTE.path_with(&[&route.id.to_string()]) {
            serde_json::from_str(body).ok().map(Self::Route)
        } else {
            None
        }
    }
}

impl Preview {
    /// Folds the requests over the route: `settled` ones are answered but not in the route yet.
    pub fn of<'a>(
        route: &RouteView,
        by: Actor,
        settled: impl Iterator<Item = &'a Request>,
        waiting: impl Iterator<Item = &'a Request>,
    ) -> Self {
        let (mut route, mut packages) = (route.clone(), BTreeSet::new());
        for request in settled {
            apply(&mut route, by, request);
        }
        for request in waiting {
            packages.extend(apply(&mut route, by, request));
        }
        Self { route: Rc::new(route), waiting: packages }
    }
}

/// Applies a write and says which packages it stepped.
fn apply(route: &mut RouteView, by: Actor, request: &Request) -> Vec<PackageId> {
    match DayWrite::read(request, route) {
        Some(DayWrite::Package(step)) => {
            return effects::preview_packages(route, &step, by);
        }
        Some(DayWrite::Arrival(arrival)) => effects::preview_arrival(route, &arrival, by),
        Some(DayWrite::Route(step)) => effects::preview_route(route, &step, by),
        None => {}
    }
    Vec::new()
}

/// How far the day is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub total: usize,
    pub delivered: usize,
    pub not_delivered: usize,
}

impl Progress {
    /// Counts the stops.
    pub fn of(route: &RouteView) -> Self {
        let count = |wanted: &[PackageStatus]| {
            route.stops.iter().filter(|stop| wanted.contains(&stop.package.status)).count()
        };
        Self {
            total: route.stops.len(),
            delivered: count(&[PackageStatus::Delivered]),
            not_delivered: count(&[PackageStatus::Undelivered, PackageStatus::Failed]),
        }
    }

    /// Stops that need nothing more now.
    pub fn done(self) -> usize {
        self.delivered + self.not_delivered
    }
}

/// The stop in front of the driver: the wanted one while it is open, else the first open one.
pub fn current(
    route: &RouteView,
    wanted: Option<furgo_shared::id::StopId>,
) -> Option<(usize, &StopView)> {
    let open = || {
        route
            .stops
            .iter()
            .enumerate()
            .filter(|(_, stop)| stop.package.status == PackageStatus::InTransit)
    };
    open().find(|(_, stop)| Some(stop.id) == wanted).or_else(|| open().next())
}

#[cfg(test)]
mod tests;
