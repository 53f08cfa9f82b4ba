//! What a step of a package does to its stop. The routes that a request touches are loaded once
//! and written once, however many packages it moves.

use std::collections::{BTreeMap, btree_map::Entry};

use furgo_shared::{
    effects::{StopFate, Visit},
    id::{RouteId, VehicleId},
    routes::RouteStatus,
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
