//! What happened: eighteen months of routes and a busy fortnight, up to the day that is under way.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc, Weekday};
use furgo_shared::{
    id::PackageId,
    packages::{PackageStatus, StepPackages, StepReason},
    routes::{RouteStatus, RouteView},
};
use rand::{RngExt, seq::IndexedRandom};

use super::{
    garage,
    records::Records,
    stage::{Crew, Stage},
    today,
};
use crate::error::Result;

/// Vehicles by the position of their driver.
const USUAL: [&str; 4] = ["Transit", "Dokker", "Kangoo-E", "Berlingo"];
/// Days back at which the fleet has become busy.
const BUSY_DAYS: u64 = 14;
/// In quieter times one route every so many days.
const QUIET_EVERY_DAYS: u64 = 5;

/// Tells everything, up to now.
pub async fn tell(stage: &mut Stage) -> Result<()> {
    let today = stage.settings.day_of(stage.end);
    let (mut left_over, mut last_day) = (Vec::new(), None);
    let mut records = Records::new(garage::story(today));
    for days_back in (1..=540_u64).rev() {
        let Some(day) = today
            .checked_sub_days(Days::new(days_back))
            .filter(|day| day.weekday() != Weekday::Sun)
        else {
            continue;
        };
        let busy = days_back <= BUSY_DAYS;
        if busy || days_back % QUIET_EVERY_DAYS == 0 {
            stage.at(hour(stage, day, 6));
            records.enter_before(stage, day).await?;
            left_over = past_day(stage, day, busy, left_over).await?;
            last_day = Some(day);
        }
    }
    stage.at(hour(stage, today, 0));
    records.enter_before(stage, today).await?;
    if let Some(day) = last_day {
        an_evening_cut_short(stage, day).await?;
    }
    today::tell(stage, today, left_over).await
}

/// Somebody with the vehicle that they usually take.
pub fn crew(stage: &Stage, position: usize) -> Crew {
    let position = position % USUAL.len().min(stage.drivers.len()).max(1);
    Crew {
        driver: stage
            .drivers
            .get(position)
            .copied()
            .unwrap_or(furgo_shared::id::UserId(uuid::Uuid::nil())),
        vehicle: USUAL.get(position).copied().unwrap_or_default(),
    }
}

/// An hour of a day on the fleet's clocks.
pub fn hour(stage: &Stage, day: NaiveDate, hour: u32) -> DateTime<Utc> {
    stage.settings.instant_of(day.and_hms_opt(hour, 0, 0).unwrap_or_default())
}

/// A day that is over. Returns what could not be delivered and waits for another attempt.
async fn past_day(
    stage: &mut Stage,
    day: NaiveDate,
    busy: bool,
    mut waiting: Vec<PackageId>,
) -> Result<Vec<PackageId>> {
    let mut left_over = Vec::new();
    let first = usize::try_from(day.num_days_from_ce()).unwrap_or(0);
    for turn in 0..if busy { 2 } else { 1 } {
        let crew = crew(stage, first + turn);
        stage.at(hour(stage, day, 7));
        let count = stage.chance.random_range(if busy { 6..=8 } else { 4..=6 });
        let mut packages = stage.enter_packages(count, Some(day)).await?;
        packages.append(&mut waiting);
        let route = stage.plan(crew, day, hour(stage, day, 8), packages).await?;
        stage.at(hour(stage, day, 8));
        stage.step_route(crew, route.id, RouteStatus::InProgress).await?;
        let (end, undelivered) = drive(stage, crew, &route).await?;
        stage.at(end);
        stage.step_route(crew, route.id, RouteStatus::Completed).await?;
        left_over.extend(undelivered);
    }
    Ok(left_over)
}

/// A round in the evening that ends before everything is delivered: what is left waits for its driver.
async fn an_evening_cut_short(stage: &mut Stage, day: NaiveDate) -> Result<()> {
    let crew = crew(stage, 3);
    stage.at(hour(stage, day, 16));
    let packages = stage.enter_packages(5, Some(day)).await?;
    let departure = hour(stage, day, 17);
    let route = stage.plan(crew, day, departure, packages).await?;
    stage.at(departure);
    stage.step_route(crew, route.id, RouteStatus::InProgress).await?;
    let mut last = departure;
    for stop in route.stops.iter().take(3) {
        last = stop.estimated_arrival.unwrap_or(last) + TimeDelta::minutes(2);
        stage.at(last);
        stage.step_package(crew, step(stop.package_id, PackageStatus::Delivered, None)).await?;
    }
    stage.at(last + TimeDelta::minutes(20));
    stage.step_route(crew, route.id, RouteStatus::Completed).await
}

/// Goes from stop to stop as planned; now and then nobody is there.
async fn drive(
    stage: &mut Stage,
    crew: Crew,
    route: &RouteView,
) -> Result<(DateTime<Utc>, Vec<PackageId>)> {
    let (mut last, mut undelivered) = (route.depart_at.unwrap_or(stage.end), Vec::new());
    for stop in &route.stops {
        let planned = stop.estimated_arrival.unwrap_or(last);
        last = planned + TimeDelta::minutes(stage.chance.random_range(2..6));
        let step = outcome(stage, stop.package_id);
        if step.new_status == PackageStatus::Undelivered {
            undelivered.push(stop.package_id);
        }
        stage.at(last);
        stage.step_package(crew, step).await?;
    }
    Ok((last + TimeDelta::minutes(20), undelivered))
}

fn outcome(stage: &mut Stage, package: PackageId) -> StepPackages {
    let reasons = [
        StepReason::RecipientAbsent,
        StepReason::RecipientAbsent,
        StepReason::NoAccess,
        StepReason::Closed,
    ];
    match stage.chance.random_bool(0.06) {
        true => {
            let reason = reasons.choose(&mut stage.chance).copied();
            step(package, PackageStatus::Undelivered, reason)
        }
        false => step(package, PackageStatus::Delivered, None),
    }
}

/// A step of one package.
pub fn step(
    package: PackageId,
    new_status: PackageStatus,
    reason: Option<StepReason>,
) -> StepPackages {
    StepPackages {
        package_id: Some(package),
        package_ids: Vec::new(),
        new_status,
        assigned_to: None,
        reason,
        note: None,
        occurred_at: None,
        undo: false,
    }
}
