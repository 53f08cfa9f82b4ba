//! What a step of a package does to its stop. The routes that a request touches are loaded once
//! and written once, however many packages it moves.

use std::collections::{BTreeMap, btree_map::Entry};

use furgo_shared::{
    id::{RouteId, UserId, VehicleId},
    packages::PackageStatus,
    routes::RouteStatus,
    time::Timestamp,
};

use crate::{
    error::Result,
    features::{
        packages::PackageRecord,
        routes::{RouteRecord, store, timing},
    },
    roads::Ways,
    storage::{Reads, WriteTx},
};

/// Routes under change.
#[derive(Debug, Default)]
pub struct Visits {
    routes: BTreeMap<RouteId, Visited>,
}

#[derive(Debug)]
struct Visited {
    route: RouteRecord,
    is_changed: bool,
    /// A stop came or went: the others' arrival times follow.
    is_reordered: bool,
}

impl Visits {
    /// Whether the viewer is driving the package's route right now.
    pub fn is_under_way(&mut self, tx: &impl Reads, package: &PackageRecord) -> Result<bool> {
        let viewer = tx.viewer().user_id();
        Ok(self.load(tx, package)?.is_some_and(|visited| {
            let route = &visited.route;
            route.status == RouteStatus::InProgress && route.driver_id == viewer && viewer.is_some()
        }))
    }

    /// Lets the stop follow a step of its package, before the step is written. Taken off its
    /// route, the package forgets it. Returns the vehicle that the route is driven with. `driver`
    /// is who the package will belong to, if the step says so.
    pub fn follow(
        &mut self,
        tx: &impl Reads,
        package: &mut PackageRecord,
        to: PackageStatus,
        driver: Option<UserId>,
        at: Timestamp,
    ) -> Result<Option<VehicleId>> {
        let from = package.status;
        let Some(visited) = self.load(tx, package)? else { return Ok(None) };
        visited.is_changed = true;
        let route = &mut visited.route;
        let is_untouched = route.stop_of(package.id).is_some_and(|stop| stop.is_untouched());
        let leaves = match to {
            // Corrected from in transit for the same driver, it is still meant for this route.
            PackageStatus::Assigned => {
                from != PackageStatus::InTransit || driver != route.driver_id
            }
            PackageStatus::Pending => true,
            PackageStatus::Failed => route.status == RouteStatus::Planned,
            PackageStatus::InTransit | PackageStatus::Delivered | PackageStatus::Undelivered => {
                false
            }
        };
        if leaves {
            package.route_id = None;
            if route.status.is_open() && is_untouched {
                route.stops.retain(|stop| stop.package_id != package.id);
                visited.is_reordered = true;
            }
            return Ok(None);
        }
        let vehicle_id = route.vehicle_id;
        settle(route, package, from, to, at);
        Ok(vehicle_id)
    }

    /// Writes what has changed.
    pub fn write<P>(self, tx: &mut WriteTx<'_, P>, ways: &Ways) -> Result<()> {
        for mut visited in self.routes.into_values().filter(|visited| visited.is_changed) {
            if visited.is_reordered {
                timing::retime(&mut visited.route, ways, tx.now())?;
            }
            tx.put(visited.route)?;
        }
        Ok(())
    }

    fn load(&mut self, tx: &impl Reads, package: &PackageRecord) -> Result<Option<&mut Visited>> {
        let Some(id) = package.route_id else { return Ok(None) };
        let visited = match self.routes.entry(id) {
            Entry::Occupied(loaded) => loaded.into_mut(),
            Entry::Vacant(free) => {
                let Some(route) = store::of_package(tx, package)? else { return Ok(None) };
                free.insert(Visited { route, is_changed: false, is_reordered: false })
            }
        };
        Ok(Some(visited).filter(|visited| visited.route.stop_of(package.id).is_some()))
    }
}

/// Notes at the stop how it ended, or that it is open again.
fn settle(
    route: &mut RouteRecord,
    package: &PackageRecord,
    from: PackageStatus,
    to: PackageStatus,
    at: Timestamp,
) {
    let is_running = route.status == RouteStatus::InProgress;
    let Some(stop) = route.stop_of_mut(package.id) else { return };
    if matches!(to, PackageStatus::Assigned | PackageStatus::InTransit) {
        // A second attempt is a second visit; what happened at the first one, the log tells.
        stop.outcome = None;
        if is_running {
            (stop.actual_arrival, stop.departed_at) = (None, None);
        }
        return;
    }
    stop.outcome = Some(to);
    if from == PackageStatus::InTransit && is_running {
        stop.actual_arrival.get_or_insert(at);
        stop.departed_at = Some(at);
    }
}
