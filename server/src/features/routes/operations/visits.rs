//! What a step of a package does to its stop. The routes that a request touches are loaded once
//! and written once, however many packages it moves.

use std::collections::{BTreeMap, btree_map::Entry};

use furgo_shared::{
    effects::{self, StopFate, Visit},
    id::{RouteId, VehicleId},
    routes::RouteStatus,
};

use super::candidates::{self, Period};
use crate::{
    error::Result,
    features::{
        packages::PackageRecord,
        routes::{RouteRecord, StopRecord, store, timing},
        settings::SettingsRecord,
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
    /// The package's stop, if it is on a route.
    pub fn visit_of(&mut self, tx: &impl Reads, package: &PackageRecord) -> Result<Option<Visit>> {
        Ok(self.load(tx, package)?.and_then(|visited| {
            let route = &visited.route;
            let stop = route.stop_of(package.id)?.state();
            Some(Visit { stop, route: route.status, driver: route.driver_id })
        }))
    }

    /// Lets the stop follow a step of its package, before the step is written. Taken off its
    /// route, the package forgets it. Returns the vehicle that the route is driven with.
    pub fn settle(&mut self, package: &mut PackageRecord, fate: StopFate) -> Option<VehicleId> {
        let visited = self.routes.get_mut(&package.route_id?)?;
        visited.is_changed = true;
        let route = &mut visited.route;
        match fate {
            StopFate::Stays(after) | StopFate::Kept(after) => {
                route.stop_of_mut(package.id)?.take(after);
            }
            StopFate::Removed => {
                route.stops.retain(|stop| stop.package_id != package.id);
                visited.is_reordered = true;
            }
        }
        match fate {
            StopFate::Stays(_) => route.vehicle_id,
            StopFate::Kept(_) | StopFate::Removed => {
                package.route_id = None;
                None
            }
        }
    }

    /// Takes an untouched stop off its open route; its package goes on by other means.
    pub fn take_off(&mut self, package: &PackageRecord) {
        let visited = package.route_id.and_then(|id| self.routes.get_mut(&id));
        if let Some(visited) = visited {
            let route = &mut visited.route;
            route.stops.retain(|stop| stop.package_id != package.id);
            // One that never left, and has nothing to bring any more.
            if route.stops.is_empty() && route.status == RouteStatus::Planned {
                route.status = RouteStatus::Cancelled;
            }
            (visited.is_changed, visited.is_reordered) = (true, true);
        }
    }

    /// Takes a package off whatever it was planned for, because somebody else did it; says which route
    /// that was.
    pub fn leave(
        &mut self,
        tx: &impl Reads,
        package: &mut PackageRecord,
    ) -> Result<Option<RouteId>> {
        let left = package.route_id;
        if let Some(visit) = self.visit_of(tx, package)? {
            match effects::leave_stop(&visit) {
                StopFate::Removed => self.take_off(package),
                fate @ (StopFate::Stays(_) | StopFate::Kept(_)) => {
                    // Which van it left is of no interest: it was done by another.
                    self.settle(package, fate);
                }
            }
        }
        package.route_id = None;
        Ok(left)
    }

    /// Puts a package on the route on which something was done with it: at the stop that it has
    /// there, or at a new one behind those that are done.
    pub fn join<P>(
        &mut self,
        tx: &WriteTx<'_, P>,
        settings: &SettingsRecord,
        package: &mut PackageRecord,
        route: RouteRecord,
    ) -> Result<()> {
        let id = route.id;
        let visited = self.routes.entry(id).or_insert(Visited {
            route,
            is_changed: false,
            is_reordered: false,
        });
        let route = &mut visited.route;
        if route.stop_of(package.id).is_none() {
            let period = Period::of(settings, route);
            let stop = candidates::stop(tx, settings, package, period, route.depot_point())?;
            let done = route.stops.iter().take_while(|stop| !stop.is_open()).count();
            route.stops.insert(done, StopRecord { id: tx.new_id().into(), ..stop });
            visited.is_reordered = route.status == RouteStatus::InProgress;
        }
        visited.is_changed = true;
        package.route_id = Some(id);
        Ok(())
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
