//! What happens to the packages of a route when the route begins, ends or goes.

use furgo_shared::{packages::PackageStatus, time::Timestamp};

use crate::{
    error::Result,
    features::{
        packages::{
            PackageRecord,
            operations::moves::{self, Move},
        },
        routes::RouteRecord,
        settings::{self, SettingsRecord},
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

/// The route begins: assigned packages are in transit.
pub fn set_off<P>(tx: &mut WriteTx<'_, P>, route: &RouteRecord, at: Timestamp) -> Result<()> {
    let settings = settings::store::current(tx)?;
    for package in on_board(tx, route)? {
        if package.status == PackageStatus::Assigned {
            moves::write(tx, &settings, package, Move::plain(PackageStatus::InTransit, at))?;
        }
    }
    Ok(())
}

/// The route is over: what is left was not delivered. That is no attempt, nobody was there.
pub fn bring_back<P>(
    tx: &mut WriteTx<'_, P>,
    route: &mut RouteRecord,
    at: Timestamp,
) -> Result<()> {
    let settings = settings::store::current(tx)?;
    for package in on_board(tx, route)? {
        if matches!(package.status, PackageStatus::Assigned | PackageStatus::InTransit) {
            give_up(tx, &settings, route, package, at)?;
        }
    }
    Ok(())
}

/// The route is called off: what was not loaded is pending again, what was comes back.
pub fn release<P>(tx: &mut WriteTx<'_, P>, route: &mut RouteRecord, at: Timestamp) -> Result<()> {
    let settings = settings::store::current(tx)?;
    for mut package in on_board(tx, route)? {
        match package.status {
            PackageStatus::Assigned => {
                package.route_id = None;
                moves::write(tx, &settings, package, Move::plain(PackageStatus::Pending, at))?;
            }
            PackageStatus::InTransit => give_up(tx, &settings, route, package, at)?,
            PackageStatus::Pending
            | PackageStatus::Delivered
            | PackageStatus::Undelivered
            | PackageStatus::Failed => {}
        }
    }
    Ok(())
}

fn give_up<P>(
    tx: &mut WriteTx<'_, P>,
    settings: &SettingsRecord,
    route: &mut RouteRecord,
    package: PackageRecord,
    at: Timestamp,
) -> Result<()> {
    if let Some(stop) = route.stop_of_mut(package.id) {
        stop.outcome = Some(PackageStatus::Undelivered);
    }
    moves::write(tx, settings, package, Move::plain(PackageStatus::Undelivered, at)).map(drop)
}

/// The route is deleted: its packages forget it.
pub fn forget<P>(tx: &mut WriteTx<'_, P>, route: &RouteRecord) -> Result<()> {
    for mut package in on_board(tx, route)? {
        package.route_id = None;
        tx.put(package)?;
    }
    Ok(())
}
