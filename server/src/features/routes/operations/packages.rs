//! What happens to the packages of a route when the route begins, ends or goes.

use furgo_shared::effects::{self, OnBoard, StepOfRoute};

use crate::{
    error::Result,
    features::{
        packages::{
            PackageRecord,
            operations::moves::{self, Move},
        },
        routes::{RouteRecord, StopRecord},
        settings,
    },
    storage::{Reads, WriteTx},
};

/// The packages that are on the route, in the order of its stops.
pub fn on_board(tx: &impl Reads, route: &RouteRecord) -> Result<Vec<PackageRecord>> {
    let mut packages = Vec::new();
    for stop in &route.stops {
        let package = tx.find_unseen::<PackageRecord>(stop.package_id)?;
        packages.extend(package.filter(|package| package.route_id == Some(route.id)));
    }
    Ok(packages)
}

/// The route takes a step, and what is on board follows. The route is the caller's to write.
pub fn step<P>(tx: &mut WriteTx<'_, P>, route: &mut RouteRecord, step: &StepOfRoute) -> Result<()> {
    let settings = settings::store::current(tx)?;
    let packages = on_board(tx, route)?;
    let mut states: Vec<OnBoard> = Vec::new();
    for package in &packages {
        let stop = route.stop_of(package.id).map(StopRecord::state).unwrap_or_default();
        states.push(OnBoard { package: package.state(), stop, leaves: false });
    }
    let mut after = route.state();
    let changed = effects::step_route(&mut after, &mut states, step);
    route.take(after);
    let moved = packages.into_iter().zip(states).zip(changed).filter(|(_, changed)| *changed);
    for ((mut package, after), _) in moved {
        if after.leaves {
            package.route_id = None;
        }
        if let Some(stop) = route.stop_of_mut(package.id) {
            stop.take(after.stop);
        }
        moves::write(tx, &settings, package, Move::plain(after.package, step.at))?;
    }
    Ok(())
}

/// The route has another driver, and what is not finished on it goes to them. No step: where a package
/// stands is as before.
pub fn give<P>(tx: &mut WriteTx<'_, P>, route: &RouteRecord) -> Result<()> {
    for mut package in on_board(tx, route)? {
        if !package.status.is_finished() {
            package.assigned_to = route.driver_id;
            tx.put(package)?;
        }
    }
    Ok(())
}

/// The route is deleted: its packages forget it.
pub fn forget<P>(tx: &mut WriteTx<'_, P>, route: &RouteRecord) -> Result<()> {
    for mut package in on_board(tx, route)? {
        package.route_id = None;
        tx.put(package)?;
    }
    Ok(())
}
