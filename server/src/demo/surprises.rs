//! What phones told late and nobody at the desk has decided yet.

use chrono::TimeDelta;
use furgo_shared::{
    access::{RecordOnVehicles, StepPackages as MayStep},
    id::{ClientId, PackageId},
    packages::{PackageStatus, StepPackages},
    readings::{CreateReading, ReadingKind},
    units::Km,
};
use uuid::Uuid;

use super::{
    garage::Author,
    stage::{Crew, Stage, driver_permit, written},
    story::{crew, step},
};
use crate::{
    error::{Error, Result},
    features::{
        door::{Claim, Door},
        packages::operations::steps,
        readings::operations as readings,
    },
    storage::{WriteTx, outcome::Once},
};

/// A package that another driver delivered, one that was taken along, and an odometer that was read
/// wrong.
pub async fn tell(stage: &mut Stage) -> Result<()> {
    let (planned_for, done_by) = (crew(stage, 2), crew(stage, 3));
    let given = stage.enter_packages(2, None).await?;
    let [delivered, taken] = given[..] else {
        return Err(Error::Internal("two packages were entered".to_owned()));
    };
    let assigned = StepPackages {
        assigned_to: Some(planned_for.driver),
        ..step(delivered, PackageStatus::Assigned, None)
    };
    stage.assign(assigned).await?;
    told(stage, done_by, delivered, PackageStatus::Delivered).await?;
    told(stage, done_by, taken, PackageStatus::InTransit).await?;
    misread(stage).await
}

/// A phone brings it now; it was done a while ago.
fn door(stage: &Stage) -> Door {
    let occurred_at = stage.end - TimeDelta::minutes(20);
    let (client, mutation) = (ClientId(Uuid::nil()), Uuid::nil());
    Door::pushed(Claim { client, mutation, at: occurred_at, skew_ms: 0 }, occurred_at, false)
}

async fn told(stage: &Stage, crew: Crew, package: PackageId, to: PackageStatus) -> Result<()> {
    let (ways, mut door) = (stage.app.roads.ways(), door(stage));
    let request = step(package, to, None);
    let take =
        move |tx: &mut WriteTx<'_, MayStep>| steps::step(tx, request, &ways, &mut door).map(drop);
    written(stage.app.db.write(driver_permit(crew), Once::by_command("demo"), take).await)
}

async fn misread(stage: &Stage) -> Result<()> {
    let request = CreateReading {
        id: None,
        vehicle: "Transit".to_owned(),
        date: stage.settings.day_of(stage.end),
        kind: ReadingKind::Reading,
        odometer_km: Km::whole(1_234),
        previous_km: None,
        confirmed: false,
        notes: None,
        typed_odometer: None,
        force: false,
    };
    let (permit, mut door) = (stage.permit_of(Author::Driver(0)), door(stage));
    let take = move |tx: &mut WriteTx<'_, RecordOnVehicles>| {
        readings::take(tx, request, &mut door).map(drop)
    };
    written(stage.app.db.write(permit, Once::by_command("demo"), take).await)
}
