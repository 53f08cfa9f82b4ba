//! What the day looks like once everything that still waits in the outbox has been applied: the
//! server's route with the waiting commands folded over it. Computed anew on every render, never merged.

use std::{collections::BTreeSet, rc::Rc};

use furgo_shared::{
    effects::{self, Actor},
    field::FieldCommand,
    id::PackageId,
    packages::PackageStatus,
    routes::{RouteLegs, RouteView, StopView},
};

/// A route as the driver sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    pub route: Rc<RouteView>,
    /// Packages with a step that no server has confirmed.
    pub waiting: BTreeSet<PackageId>,
}

impl Preview {
    /// Folds the commands over the route: `settled` ones are taken but not in the route yet. Another
    /// order has its times where it is known what it takes to drive between the stops.
    pub fn of<'a>(
        route: &RouteView,
        legs: Option<&RouteLegs>,
        by: Actor,
        settled: impl Iterator<Item = &'a FieldCommand>,
        waiting: impl Iterator<Item = &'a FieldCommand>,
    ) -> Self {
        let (mut route, mut packages) = (route.clone(), BTreeSet::new());
        for command in settled {
            apply(&mut route, legs, by, command);
        }
        for command in waiting {
            packages.extend(apply(&mut route, legs, by, command));
        }
        route.expect(by.now);
        Self { route: Rc::new(route), waiting: packages }
    }
}

/// Applies a command and says which packages it stepped.
fn apply(
    route: &mut RouteView,
    legs: Option<&RouteLegs>,
    by: Actor,
    command: &FieldCommand,
) -> Vec<PackageId> {
    match command {
        FieldCommand::StepPackages(step) => return effects::preview_packages(route, step, by),
        FieldCommand::RecordArrival(arrival) => effects::preview_arrival(route, arrival, by),
        FieldCommand::ReorderStops(order) => effects::preview_order(route, order, legs, by.now),
        FieldCommand::StepRoute { route_id, step } if *route_id == route.id => {
            effects::preview_route(route, step, by);
        }
        // Another route, or nothing that the day shows.
        FieldCommand::StepRoute { .. }
        | FieldCommand::LogRoute(_)
        | FieldCommand::CreateRefuel(_)
        | FieldCommand::CreateMaintenance(_)
        | FieldCommand::CreateExpense(_)
        | FieldCommand::PayExpense { .. }
        | FieldCommand::CreateReading(_) => {}
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
