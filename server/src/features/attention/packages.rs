//! Settling what is told of packages.

use furgo_shared::{
    access::ResolveExceptions,
    effects::{self, Fact, Legal, StepOfPackage},
    packages::PackageStatus,
};

use crate::{
    error::Result,
    features::{
        exceptions::ExceptionRecord,
        packages::{
            PackageRecord,
            operations::{
                facts,
                moves::{self, Move},
            },
        },
        routes::Visits,
        settings, staff,
    },
    roads::Ways,
    storage::{Reads, WriteTx},
};

fn package_of(tx: &impl Reads, exception: &ExceptionRecord) -> Result<Option<PackageRecord>> {
    let package = exception.about.package_id.map(|id| tx.find_unseen::<PackageRecord>(id));
    Ok(package.transpose()?.flatten())
}

/// The package is still there.
pub fn is_there(tx: &impl Reads, exception: &ExceptionRecord) -> Result<bool> {
    Ok(package_of(tx, exception)?.is_some())
}

/// Nothing has happened with the package since the fact.
pub fn stands_as_told(tx: &impl Reads, exception: &ExceptionRecord) -> Result<bool> {
    let package = package_of(tx, exception)?;
    Ok(package.is_some_and(|package| {
        Some(package.status) == exception.fact.status && package.assigned_to == exception.driver_id
    }))
}

/// Back to what was planned: called off, with the driver it was meant for if they still drive, or to
/// be planned again. The route that it was done on keeps the stop.
pub fn take_back(
    tx: &mut WriteTx<'_, ResolveExceptions>,
    exception: &ExceptionRecord,
    ways: &Ways,
) -> Result<()> {
    let Some(mut package) = package_of(tx, exception)? else { return Ok(()) };
    let planned = exception.plan.and_then(|plan| plan.status.zip(Some(plan.driver_id)));
    let (to, driver) = match planned {
        Some((PackageStatus::Failed, _)) => (PackageStatus::Failed, None),
        Some((PackageStatus::Pending, _)) | None => (PackageStatus::Pending, None),
        Some((_, driver)) => match driver {
            Some(driver) if staff::unfit_driver(tx, driver)?.is_none() => {
                (PackageStatus::Assigned, Some(driver))
            }
            _ => (PackageStatus::Pending, None),
        },
    };
    let settings = settings::store::current(tx)?;
    let mut visits = Visits::default();
    let visit = visits.visit_of(tx, &package)?;
    let (mut after, at) = (package.state(), tx.now());
    let attempts = after.attempts;
    let step = StepOfPackage { to, driver, at, by: None };
    if let Some(fate) = effects::step_package(&mut after, visit.as_ref(), &step) {
        visits.settle(&mut package, fate);
    }
    // That is no attempt: nobody was at a door again.
    after.attempts = attempts;
    let step = Move { legal: Legal::Correction, ..Move::plain(after, at) };
    moves::write(tx, &settings, package, step)?;
    visits.write(tx, ways)
}

/// Of two who contradict each other, the one who came later is right.
pub fn let_stand(
    tx: &mut WriteTx<'_, ResolveExceptions>,
    exception: &ExceptionRecord,
    ways: &Ways,
) -> Result<()> {
    let told = exception.fact.status.zip(exception.driver_id);
    let (Some(package), Some((to, by))) = (package_of(tx, exception)?, told) else {
        return Ok(());
    };
    facts::let_stand(tx, package, Fact { by, to, at: exception.fact.at }, ways)
}
