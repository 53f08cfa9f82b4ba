//! The day that is under way: vans that are out, one of them late, what came in meanwhile, and what is
//! planned for later and for tomorrow.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use furgo_shared::{
    id::PackageId,
    packages::{PackageStatus, StepPackages, StepReason, TimeWindow},
    routes::{RouteStatus, RouteView},
};

use super::{
    stage::{Crew, Stage},
    story::{crew, hour, step},
};
use crate::error::Result;

/// Three vans are out, one is to leave again, some are about to leave tomorrow; the rest of the work
/// waits to be planned.
pub async fn tell(stage: &mut Stage, today: NaiveDate, left_over: Vec<PackageId>) -> Result<()> {
    let departure = departure_today(stage, today);
    for (position, count, done) in [(0, 9, 5), (1, 8, 3)] {
        let crew = crew(stage, position);
        stage.at(departure - TimeDelta::minutes(30));
        let packages = stage.enter_packages(count, Some(today)).await?;
        let route = stage.plan(crew, today, departure, packages).await?;
        stage.at(departure);
        stage.step_route(crew, route.id, RouteStatus::InProgress).await?;
        let takes_more = position == 1;
        under_way(stage, crew, &route, departure, (done, takes_more)).await?;
        if takes_more {
            another_round(stage, crew, today, &route).await?;
        }
    }
    running_late(stage, today).await?;
    // Just after midnight that would be yesterday, and what is given then would be left over from it.
    stage.at((stage.end - TimeDelta::minutes(25)).max(first_minute(stage, today)));
    tomorrow(stage, today.succ_opt().unwrap_or(today), today, left_over).await
}

/// What is planned for tomorrow, and what waits to be.
async fn tomorrow(
    stage: &mut Stage,
    tomorrow: NaiveDate,
    today: NaiveDate,
    left_over: Vec<PackageId>,
) -> Result<()> {
    let later = crew(stage, 2);
    let mut packages = stage.enter_packages(7, Some(today)).await?;
    packages.extend(left_over);
    stage.plan(later, tomorrow, hour(stage, tomorrow, 8), packages).await?;
    let at_night = crew(stage, 3);
    let given = stage.enter_packages(3, Some(tomorrow)).await?;
    stage
        .assign(StepPackages {
            package_id: None,
            package_ids: given,
            assigned_to: Some(at_night.driver),
            ..step(PackageId(uuid::Uuid::nil()), PackageStatus::Assigned, None)
        })
        .await?;
    stage.enter_packages(22, Some(tomorrow)).await?;
    let own = stage.enter_packages(4, Some(tomorrow)).await?;
    let crew = stage.dispatcher_on_the_road();
    stage.plan(crew, tomorrow, hour(stage, tomorrow, 9), own).await?;
    // Bars and bakeries that open at six: a shift that ends behind midnight.
    let night = stage.enter_packages(8, Some(tomorrow)).await?;
    let leaves = hour(stage, tomorrow, 23) + TimeDelta::minutes(15);
    stage.plan(at_night, tomorrow, leaves, night).await.map(drop)
}

/// A second route of the same driver and van, once they are back.
async fn another_round(
    stage: &mut Stage,
    crew: Crew,
    today: NaiveDate,
    first: &RouteView,
) -> Result<()> {
    stage.at(stage.end - TimeDelta::minutes(30));
    let leaves = stage.ends_at(first.id)? + TimeDelta::minutes(45);
    // Late at night it is the next day by then.
    if stage.settings.day_of(leaves) == today {
        let packages = stage.enter_packages(5, Some(today)).await?;
        stage.plan(crew, today, leaves, packages).await?;
    }
    Ok(())
}

/// Only the first stop is done since the van left, and the time of one recipient is over.
async fn running_late(stage: &mut Stage, today: NaiveDate) -> Result<()> {
    let crew = crew(stage, 2);
    let departure = (stage.end - TimeDelta::minutes(75)).max(first_minute(stage, today));
    let to = departure + ((stage.end - departure) / 2).max(TimeDelta::minutes(1));
    stage.at(departure - TimeDelta::minutes(20));
    let mut packages = stage.enter_packages(5, Some(today)).await?;
    let window = Some(TimeWindow { from: departure, to });
    let waits = stage.enter_package(Some(today), |package| package.time_window = window).await?;
    packages.push(waits);
    let route = stage.plan(crew, today, departure, packages).await?;
    stage.at(departure);
    stage.step_route(crew, route.id, RouteStatus::InProgress).await?;
    if let Some(first) = route.stops.iter().find(|stop| stop.package_id != waits) {
        stage.at(departure + (stage.end - departure) / 3);
        stage.step_package(crew, step(first.package_id, PackageStatus::Delivered, None)).await?;
    }
    Ok(())
}

fn first_minute(stage: &Stage, today: NaiveDate) -> DateTime<Utc> {
    hour(stage, today, 0) + TimeDelta::minutes(1)
}

/// At eight, if it is morning; else two hours ago, so that at any hour something is going on.
fn departure_today(stage: &Stage, today: NaiveDate) -> DateTime<Utc> {
    let eight = hour(stage, today, 8);
    let is_morning =
        stage.end > eight + TimeDelta::minutes(40) && stage.end < eight + TimeDelta::hours(5);
    let two_hours_ago = if is_morning { eight } else { stage.end - TimeDelta::hours(2) };
    // Routes begin and end on their own day.
    two_hours_ago.clamp(first_minute(stage, today), hour(stage, today, 18))
}

/// The first stops are done, spread over the time since the departure; one was in vain. Behind the
/// first one the office may put an urgent package onto the route.
async fn under_way(
    stage: &mut Stage,
    crew: Crew,
    route: &RouteView,
    departure: DateTime<Utc>,
    (done, takes_more): (usize, bool),
) -> Result<()> {
    let since = stage.end - TimeDelta::minutes(4) - departure;
    let share = i32::try_from(done).unwrap_or(1).max(1);
    for (stop, turn) in route.stops.iter().take(done).zip(1_i32..) {
        if takes_more && turn == 2 {
            stage.at(departure + since * 3 / (2 * share));
            let today = Some(stage.settings.day_of(departure));
            let urgent = stage.enter_package(today, |package| {
                package.description = Some("Presazkoa: gaur bertan behar dute".to_owned());
            });
            let urgent = urgent.await?;
            stage.add(route.id, urgent).await?;
        }
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
