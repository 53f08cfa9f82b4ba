//! Routes while clocks change, while the fleet moves to another time zone, and while two change the
//! same one at once.

use chrono::TimeDelta;
use furgo::features::settings::SettingsRecord;
use furgo_shared::{
    api,
    packages::{CreatePackage, PackageStatus, TimeWindow},
    problem::ErrorCode,
    routes::{CreateRoute, MissedWindow, MyDay, RouteStatus, StepRoute},
    settings::Settings,
    time::{Day, Timestamp},
    validate::Empty,
};

use crate::{
    day::{fresh, given_packages, ids, package, route, step_route, today},
    day_plan::Fleet,
    fixture_changes::is_sound,
};

/// The next days that do not have 24 hours, with the hours that they have.
fn odd_days(fleet: &Fleet) -> Vec<(Day, i64)> {
    let settings = SettingsRecord::initial(fleet.app.now());
    let days = today(&fleet.app).iter_days().skip(3).take(360);
    let with_hours = days.map(|day| {
        let next = day.succ_opt().unwrap();
        (day, (settings.start_of(next) - settings.start_of(day)).num_hours())
    });
    with_hours.filter(|(_, hours)| *hours != 24).collect()
}

#[actix_web::test]
async fn a_shift_over_the_night_when_the_clocks_change_has_its_real_hours() {
    let mut fleet = Fleet::new().await;
    let nights = odd_days(&fleet);
    assert_eq!(nights.iter().map(|(_, hours)| hours).sum::<i64>(), 48, "one of 23, one of 25");
    for (night, _) in nights {
        fleet.date = night.pred_opt().unwrap();
        let leaves = fleet.at(22, 0);
        let settings = SettingsRecord::initial(fleet.app.now());
        let four = settings.instant_of(night.and_hms_opt(4, 0, 0).unwrap());
        let from = |from: Timestamp| Some(TimeWindow { from, to: from + TimeDelta::minutes(30) });
        // At four by the new clock; an hour before a day is over; when it is over.
        let windows = [
            from(four),
            from(leaves + TimeDelta::hours(23)),
            from(leaves + TimeDelta::minutes(24 * 60 + 1)),
        ];
        let mut packages = Vec::new();
        for (number, time_window) in (0..).zip(windows) {
            let request = CreatePackage { time_window, ..package("Ane", number) };
            packages.push(fleet.package(&request).await);
        }
        let request = CreateRoute {
            depart_at: Some(leaves),
            ..route(fleet.ana.id(), fleet.date, ids(&packages))
        };
        let shift = fleet.office.ok(&api::CREATE_ROUTE, [], &request).await;
        let stop =
            |at: usize| shift.stops.iter().find(|stop| stop.package_id == packages[at].id).unwrap();
        assert!((four..four + TimeDelta::minutes(30)).contains(&stop(0).expected_arrival.unwrap()));
        let missed = [0, 1, 2].map(|at| stop(at).missed_window);
        assert_eq!(missed, [None, None, Some(MissedWindow::OtherDay)]);
        for date in [fleet.date, night] {
            let day = MyDay { date: Some(date), ..MyDay::default() };
            let mine = fleet.ana.ok(&api::MY_ROUTE, [], &day).await;
            assert_eq!(mine.route.map(|route| route.id), Some(shift.id), "{date}");
        }
        // She is back when she is back, whatever the clock on the wall did.
        let minutes = i64::from(shift.planned.duration_min.unwrap());
        let more = given_packages(&fleet.office, 1).await;
        let next = |depart_at| CreateRoute {
            depart_at: Some(depart_at),
            ..route(fleet.ana.id(), settings.day_of(depart_at), ids(&more))
        };
        let early = next(leaves + TimeDelta::minutes(minutes - 2));
        fleet.office.refused_as(ErrorCode::Overlaps, &api::CREATE_ROUTE, [], &early).await;
        let in_time = next(leaves + TimeDelta::minutes(minutes));
        fleet.office.ok(&api::CREATE_ROUTE, [], &in_time).await;
    }
    is_sound(&fleet.app);
}

#[actix_web::test]
async fn a_fleet_that_moves_to_another_time_zone_keeps_its_routes_and_their_hours() {
    let fleet = Fleet::new().await;
    let packages = given_packages(&fleet.office, 4).await;
    let leaves = fleet.at(20, 0);
    let request = CreateRoute {
        depart_at: Some(leaves),
        ..route(fleet.ana.id(), fleet.date, ids(&packages[..2]))
    };
    let before = fleet.office.ok(&api::CREATE_ROUTE, [], &request).await;
    let admin = fleet.app.admin().await;
    let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    let time_zone = "Pacific/Auckland".to_owned();
    admin.ok(&api::PUT_SETTINGS, [], &Settings { time_zone: time_zone.clone(), ..settings }).await;
    let id = before.id.to_string();
    let after = fleet.office.ok(&api::GET_ROUTE, [&id], &Empty {}).await;
    assert_eq!((after.date, after.depart_at, after.version), (fleet.date, Some(leaves), 1));
    // There it is the next day already, and the same hour all the same.
    let mut there = SettingsRecord::initial(fleet.app.now());
    there.settings.time_zone = time_zone;
    let day = there.day_of(leaves);
    assert_eq!(day, fleet.date.succ_opt().unwrap());
    let same_hour =
        CreateRoute { depart_at: Some(leaves), ..route(fleet.ana.id(), day, ids(&packages[2..])) };
    let problem =
        fleet.office.refused_as(ErrorCode::Overlaps, &api::CREATE_ROUTE, [], &same_hour).await;
    assert_eq!(problem.overlaps.unwrap().route_id, Some(before.id));
    for date in [fleet.date, day] {
        let asked = MyDay { date: Some(date), ..MyDay::default() };
        let mine = fleet.ana.ok(&api::MY_ROUTE, [], &asked).await;
        assert_eq!(mine.route.map(|route| route.id), Some(before.id), "{date}");
    }
    step_route(&fleet.ana, &before, RouteStatus::InProgress).await;
    step_route(&fleet.ana, &before, RouteStatus::Completed).await;
    is_sound(&fleet.app);
}

#[actix_web::test]
async fn of_a_driver_who_starts_while_the_office_takes_something_off_one_is_told() {
    let fleet = Fleet::new().await;
    for _ in 0..8 {
        let packages = given_packages(&fleet.office, 2).await;
        let request = route(fleet.ana.id(), fleet.date, ids(&packages));
        let planned = fleet.office.ok(&api::CREATE_ROUTE, [], &request).await;
        let (id, off) = (planned.id.to_string(), packages[0].id.to_string());
        let version = format!("\"{}\"", planned.version);
        let (ana, office) =
            (fleet.ana.with("if-match", &version), fleet.office.with("if-match", &version));
        let start = StepRoute { confirm: true, ..StepRoute::to(RouteStatus::InProgress) };
        let (started, removed) = tokio::join!(
            ana.call(&api::STEP_ROUTE, [&id], &start),
            office.call(&api::REMOVE_PACKAGE, [&id, &off], &Empty {}),
        );
        let package = fresh(&fleet.office, packages[0].id).await;
        let after = fleet.route(planned.id).await;
        match (started.status, removed.status) {
            (200, 412) => {
                assert_eq!((after.status, after.stops.len()), (RouteStatus::InProgress, 2));
                assert_eq!(package.status, PackageStatus::InTransit);
                step_route(&fleet.ana, &planned, RouteStatus::Completed).await;
            }
            (412, 200) => {
                assert_eq!((after.status, after.stops.len()), (RouteStatus::Planned, 1));
                assert_eq!((package.status, package.route_id), (PackageStatus::Pending, None));
                fleet.office.ok(&api::DELETE_ROUTE, [&id], &Empty {}).await;
            }
            others => unreachable!("{others:?}: {} {}", started.text(), removed.text()),
        }
    }
    is_sound(&fleet.app);
}
