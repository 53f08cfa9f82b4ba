//! What happened: eighteen months of routes, a busy fortnight, and a day that is under way.

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
    let mut left_over = Vec::new();
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
        }
    }
    stage.at(hour(stage, today, 0));
    records.enter_before(stage, today).await?;
    this_day(stage, today, left_over).await
}

fn crew(stage: &Stage, position: usize) -> Crew {
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

fn hour(stage: &Stage, day: NaiveDate, hour: u32) -> DateTime<Utc> {
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

fn step(package: PackageId, new_status: PackageStatus, reason: Option<StepReason>) -> StepPackages {
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

/// Today: two vans are out, one is about to leave, the rest of the work waits to be planned.
async fn this_day(stage: &mut Stage, today: NaiveDate, left_over: Vec<PackageId>) -> Result<()> {
    let departure = departure_today(stage, today);
    for (position, count, done) in [(0, 9, 5), (1, 8, 3)] {
        let crew = crew(stage, position);
        stage.at(departure - TimeDelta::minutes(30));
        let packages = stage.enter_packages(count, Some(today)).await?;
        let route = stage.plan(crew, today, departure, packages).await?;
        stage.at(departure);
        stage.step_route(crew, route.id, RouteStatus::InProgress).await?;
        under_way(stage, crew, &route, departure, done).await?;
    }
    stage.at(stage.end - TimeDelta::minutes(25));
    let later = crew(stage, 2);
    let mut packages = stage.enter_packages(7, Some(today)).await?;
    packages.extend(left_over);
    let tomorrow = today.succ_opt().unwrap_or(today);
    stage.plan(later, tomorrow, hour(stage, tomorrow, 8), packages).await?;
    let given = stage.enter_packages(3, Some(tomorrow)).await?;
    let driver = crew(stage, 3).driver;
    stage
        .assign(StepPackages {
            package_id: None,
            package_ids: given,
            new_status: PackageStatus::Assigned,
            assigned_to: Some(driver),
            reason: None,
            note: None,
            occurred_at: None,
            undo: false,
        })
        .await?;
    stage.enter_packages(22, Some(tomorrow)).await?;
    let own = stage.enter_packages(4, Some(tomorrow)).await?;
    let crew = stage.dispatcher_on_the_road();
    stage.plan(crew, tomorrow, hour(stage, tomorrow, 9), own).await?;
    Ok(())
}

/// At eight, if it is morning; else two hours ago, so that at any hour something is going on.
fn departure_today(stage: &Stage, today: NaiveDate) -> DateTime<Utc> {
    let eight = hour(stage, today, 8);
    let is_morning =
        stage.end > eight + TimeDelta::minutes(40) && stage.end < eight + TimeDelta::hours(5);
    let two_hours_ago = if is_morning { eight } else { stage.end - TimeDelta::hours(2) };
    // Routes begin and end on their own day.
    two_hours_ago.clamp(hour(stage, today, 0) + TimeDelta::minutes(1), hour(stage, today, 18))
}

/// The first stops are done, spread over the time since the departure; one was in vain.
async fn under_way(
    stage: &mut Stage,
    crew: Crew,
    route: &RouteView,
    departure: DateTime<Utc>,
    done: usize,
) -> Result<()> {
    let since = stage.end - TimeDelta::minutes(4) - departure;
    let share = i32::try_from(done).unwrap_or(1).max(1);
    for (stop, turn) in route.stops.iter().take(done).zip(1_i32..) {
        stage.at(departure + since * turn / share);
        let step = match turn {
            2 => {
                step(stop.package_id, PackageStatus::Undelivered, Some(StepReason::RecipientAbsent))
            }
            _ => step(stop.package_id, PackageStatus::Delivered, None),
        };
        stage.step_package(crew, step).await?;
    }
    Ok(())
}
