//! A route in the trash: a logged one, or a delivery route that was planned and not begun.

use std::ops::ControlFlow;

use furgo_shared::{
    access::Action,
    effects::Legal,
    geo::Point,
    id::{PackageId, VehicleId},
    problem::ErrorCode,
    routes::RouteKind,
    trash::TrashKind,
    units::Km,
};

use super::{
    RouteRecord, hours,
    operations::{
        candidates,
        creating::{self, PutOn},
        stops::{self, Copied},
    },
    store, timing,
};
use crate::{
    error::{Error, Result},
    features::{
        histories::alias_of,
        settings, staff,
        trashable::{Told, Trashable},
        vehicles::VehicleRecord,
    },
    roads::Ways,
    storage::{Reads, Record, WriteTx, engine::Order, trash},
};

impl Trashable for RouteRecord {
    const KIND: TrashKind = TrashKind::Routes;

    fn action(&self) -> Action {
        match self.kind {
            RouteKind::Delivery => Action::PlanRoutes,
            RouteKind::Logged => Action::RecordOnVehicles,
        }
    }

    fn told(&self, tx: &impl Reads) -> Result<Told> {
        let driver = self.driver_id.map(|driver| staff::name_of(tx, driver)).transpose()?;
        Ok(Told {
            title: driver.unwrap_or_default(),
            vehicle: self.vehicle_id.map(|vehicle| alias_of(tx, vehicle)).transpose()?,
            date: Some(self.date),
            amount: None,
            odometer: self.end_odometer_m.map(Km::from_metres),
        })
    }

    fn restore<P>(self, tx: &mut WriteTx<'_, P>, ways: &Ways) -> Result<()> {
        match self.kind {
            RouteKind::Delivery => restore_planned(tx, self, ways),
            RouteKind::Logged => restore_logged(tx, self),
        }
    }
}

/// Deletes the routes in the trash for good that a package was on, and lets those that are over
/// forget where it went.
pub fn erase_those_with<P>(tx: &mut WriteTx<'_, P>, package: PackageId) -> Result<()> {
    let mut trashed = Vec::new();
    trash::each(tx, None, Order::Ascending, |record| {
        if record.table == RouteRecord::TABLE.0 {
            trashed.push(record.id);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    for id in trashed {
        let route = tx.find_deleted::<RouteRecord>(id)?;
        let is_on = |route: &RouteRecord| route.stops.iter().any(|stop| stop.package_id == package);
        if let Some(route) = route.filter(is_on) {
            tx.delete(&route)?;
        }
    }
    for id in store::ids_with(tx, package)? {
        let Some(mut route) = tx.find_unseen::<RouteRecord>(id)? else { continue };
        if let Some(stop) = route.stop_of_mut(package) {
            (stop.point, stop.is_located) = (Point { latitude: 0.0, longitude: 0.0 }, false);
            stop.city.clear();
            stop.tracking_code.clear();
            tx.put(route)?;
        }
    }
    Ok(())
}

/// The vehicle that it was driven with is still there.
fn require_vehicle<P>(tx: &WriteTx<'_, P>, vehicle: VehicleId) -> Result<VehicleRecord> {
    let found = tx.find_unseen::<VehicleRecord>(vehicle)?;
    found.ok_or(Error::Code(ErrorCode::DriverOrVehicleGone))
}

fn restore_logged<P>(tx: &mut WriteTx<'_, P>, route: RouteRecord) -> Result<()> {
    let Some(vehicle) = route.vehicle_id else { return tx.restore(route).map(drop) };
    // As with a correction.
    require_vehicle(tx, vehicle)?;
    let route = tx.restore(route)?;
    tx.changed::<VehicleRecord>(vehicle, &[route.date])
}

/// Its packages are on it again, unless one of them has gone elsewhere: then there is no
/// way back. What was corrected at them meanwhile moves the arrival times.
fn restore_planned<P>(tx: &mut WriteTx<'_, P>, mut route: RouteRecord, ways: &Ways) -> Result<()> {
    let drivers: Vec<_> = route.driver_id.into_iter().collect();
    for driver in &drivers {
        if staff::unfit_driver(tx, *driver)?.is_some() {
            return Err(Error::Code(ErrorCode::DriverOrVehicleGone));
        }
    }
    if let Some(vehicle) = route.vehicle_id
        && !require_vehicle(tx, vehicle)?.is_active
    {
        return Err(Error::Code(ErrorCode::VehicleInactive));
    }
    let ids: Vec<_> = route.stops.iter().map(|stop| stop.package_id).collect();
    let packages = match candidates::plannable(tx, &ids, &drivers) {
        Err(Error::Fields(_) | Error::Refused { .. }) => {
            return Err(Error::Code(ErrorCode::PackageNotPlannable));
        }
        packages => packages?,
    };
    let settings = settings::store::current(tx)?;
    let mut is_corrected = false;
    for package in &packages {
        is_corrected |= stops::copy(tx, &settings, &mut route, package)? == Copied::Times;
    }
    if is_corrected {
        timing::retime(&mut route, ways, tx.now())?;
    }
    hours::require_free(tx, &route)?;
    let route = tx.restore(route)?;
    for package in packages {
        let how = PutOn { legal: Legal::Correction, note: None };
        creating::put_on(tx, &settings, package, &route, how)?;
    }
    Ok(())
}
