//! What a phone enters, after the office has planned otherwise: rules C13 and C14 of
//! `docs/offline.md`, and vehicles that were taken away meanwhile.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    change::Change,
    due::Basis,
    exceptions::{EntryKind, ExceptionKind, Resolution, ResolveException},
    expenses::{CreateExpense, ExpenseRecurrence, PayExpense},
    field::FieldCommand,
    maintenance::CreateMaintenance,
    problem::ErrorCode,
    readings::{CreateReading, ListReadings, ReadingKind},
    refuels::{CreateRefuel, ListRefuels, PatchRefuel},
    routes::{CreateRoute, ListRoutes},
    sync::Ending,
    units::Km,
    validate::{Empty, FieldCode, FieldErrors},
    vehicles::{CreateVehicle, PatchVehicle},
};
use uuid::Uuid;

use crate::{
    day::{given_packages, ids, route, today, vehicle},
    facts::{World, listed, taken_with},
    histories::{expense, refuel, work},
    sync_phone::Phone,
};

use ExceptionKind::{OdometerAnomaly, VehicleGone};

fn km(km: i64) -> Option<Km> {
    Some(Km::whole(km))
}

/// A van of Ane's, refuelled today at 5,000 km.
async fn given_van(world: &World) {
    let van = CreateVehicle { driver_ids: vec![world.ana.id()], ..vehicle("kangoo") };
    world.office.ok(&api::CREATE_VEHICLE, [], &van).await;
    let request = CreateRefuel { odometer_km: km(5_000), ..refuel("kangoo", today(&world.app)) };
    world.office.ok(&api::CREATE_REFUEL, [], &request).await;
}

fn fuel(world: &World, odometer_km: Option<Km>) -> FieldCommand {
    let day = today(&world.app).pred_opt().unwrap();
    let request =
        CreateRefuel { id: Some(Uuid::now_v7().into()), odometer_km, ..refuel("kangoo", day) };
    FieldCommand::CreateRefuel(Box::new(request))
}

fn reading(world: &World, km: i64) -> FieldCommand {
    FieldCommand::CreateReading(Box::new(CreateReading {
        id: Some(Uuid::now_v7().into()),
        vehicle: "kangoo".to_owned(),
        date: today(&world.app),
        kind: ReadingKind::Reading,
        odometer_km: Km::whole(km),
        previous_km: None,
        confirmed: false,
        force: false,
        notes: None,
        typed_odometer: None,
    }))
}

async fn odometer(world: &World) -> Km {
    world.office.ok(&api::GET_VEHICLE, ["kangoo"], &Empty {}).await.odometer_km
}

async fn refuels(world: &World) -> Vec<Option<Km>> {
    let all = world.office.ok(&api::LIST_REFUELS, [], &ListRefuels::default()).await;
    let mut read: Vec<_> = all.page.items.iter().map(|refuel| refuel.odometer_km).collect();
    read.sort();
    read
}

#[actix_web::test]
async fn c13_a_reading_below_a_later_one_and_c14_one_too_far_wait_for_the_office() {
    for (read, how, counts) in [
        (6_000, Resolution::Counted, true),
        (6_000, Resolution::LeftOut, false),
        (900, Resolution::Counted, true),
        (900, Resolution::LeftOut, false),
    ] {
        let mut world = World::new().await;
        given_van(&world).await;
        let command = fuel(&world, km(read));
        taken_with(&world.pushes(command, 5).await, &[OdometerAnomaly]);
        assert_eq!(refuels(&world).await, [None, km(5_000)]);
        assert_eq!(odometer(&world).await, Km::whole(5_000));
        let told = world.only().await;
        assert_eq!((told.entry, told.fact.odometer_km), (Some(EntryKind::Refuel), km(read)));
        assert_eq!(told.plan.as_ref().unwrap().odometer_km, km(5_000));
        world.settle(&told, how).await;
        let mut expected = vec![if counts { km(read) } else { None }, km(5_000)];
        expected.sort();
        assert_eq!(refuels(&world).await, expected);
    }
}

#[actix_web::test]
async fn c14_no_van_drives_two_thousand_kilometres_a_day() {
    let mut world = World::new().await;
    given_van(&world).await;
    let (near, far) = (reading(&world, 6_900), reading(&world, 70_000));
    taken_with(&world.pushes(near, 10).await, &[]);
    assert_eq!(odometer(&world).await, Km::whole(6_900));
    let result = world.pushes(far, 5).await;
    taken_with(&result, &[OdometerAnomaly]);
    // It is no record before it counts.
    let readings = || async {
        let all = world.office.ok(&api::LIST_READINGS, [], &ListReadings::default()).await;
        all.total
    };
    assert_eq!((readings().await, odometer(&world).await), (1, Km::whole(6_900)));
    world.settle(&world.only().await, Resolution::Counted).await;
    assert_eq!((readings().await, odometer(&world).await), (2, Km::whole(70_000)));
}

#[actix_web::test]
async fn what_was_entered_for_a_van_that_was_taken_away_is_kept() {
    for how in [Resolution::Stands, Resolution::StandsWithout] {
        let mut world = World::new().await;
        given_van(&world).await;
        world.office.ok(&api::DEACTIVATE_VEHICLE, ["kangoo"], &Empty {}).await;
        let command = fuel(&world, None);
        taken_with(&world.pushes(command, 5).await, &[VehicleGone]);
        assert_eq!(refuels(&world).await.len(), 2);
        let told = world.only().await;
        assert_eq!(told.vehicle.as_ref().unwrap().alias, "kangoo");
        world.settle(&told, how).await;
        let kept = if how == Resolution::Stands { 2 } else { 1 };
        assert_eq!(refuels(&world).await.len(), kept);
    }
}

async fn takes_away(world: &World) {
    let driver_ids = Change::Set(Vec::new());
    let patch = PatchVehicle { driver_ids, ..PatchVehicle::default() };
    world.office.ok(&api::PATCH_VEHICLE, ["kangoo"], &patch).await;
}

#[actix_web::test]
async fn a_van_that_never_was_theirs_is_none() {
    let mut world = World::new().await;
    given_van(&world).await;
    world.phone = Phone::of(&world.ben);
    let unknown = CreateRefuel { vehicle: "nobodys".to_owned(), ..refuel("", today(&world.app)) };
    let unknown = FieldCommand::CreateRefuel(Box::new(unknown));
    let unknown = world.pushes(unknown, 5).await.problem.unwrap();
    for command in [fuel(&world, None), fuel(&world, km(900)), reading(&world, 900)] {
        let refused = world.pushes(command, 5).await;
        assert_eq!(refused.outcome, Ending::Rejected);
        let problem = refused.problem.unwrap();
        assert_eq!((problem.code, &problem.fields), (unknown.code, &unknown.fields));
    }
    assert_eq!(refuels(&world).await, [km(5_000)]);
    assert_eq!(world.open().await, []);
    // Once they have driven it, it is.
    let request = CreateRoute {
        vehicle: Some("kangoo".to_owned()),
        ..route(world.ben.id(), today(&world.app), ids(&given_packages(&world.office, 1).await))
    };
    world.office.ok(&api::CREATE_ROUTE, [], &request).await;
    let command = fuel(&world, None);
    taken_with(&world.pushes(command, 5).await, &[VehicleGone]);
}

#[actix_web::test]
async fn of_a_van_that_was_taken_from_them_drivers_read_neither_name_nor_odometer() {
    let mut world = World::new().await;
    given_van(&world).await;
    takes_away(&world).await;
    let command = fuel(&world, km(900));
    let result = world.pushes(command, 5).await;
    taken_with(&result, &[VehicleGone, OdometerAnomaly]);
    assert_eq!(result.answer.unwrap_or_default(), serde_json::Value::Null);
    for (who, is_shown) in [(&world.office, true), (&world.ana, false)] {
        let told = listed(who, false).await;
        let told = told.iter().find(|told| told.kind == OdometerAnomaly).unwrap();
        assert_eq!(told.fact.odometer_km, km(900));
        assert_eq!((told.vehicle.is_some(), told.plan.is_some()), (is_shown, is_shown));
    }
}

#[actix_web::test]
async fn what_was_paid_for_a_van_that_was_taken_away_is_paid() {
    for is_taken_from_her in [true, false] {
        let mut world = World::new().await;
        given_van(&world).await;
        let day = today(&world.app);
        let request = CreateExpense {
            recurrence: Some(ExpenseRecurrence::Monthly),
            next_due: Some(day),
            ..expense("kangoo", day)
        };
        let rent = world.office.ok(&api::CREATE_EXPENSE, [], &request).await;
        match is_taken_from_her {
            true => takes_away(&world).await,
            false => world.office.ok(&api::DEACTIVATE_VEHICLE, ["kangoo"], &Empty {}).await,
        }
        let pays = || {
            let pay = PayExpense { id: Some(Uuid::now_v7().into()), date: None, amount: None };
            FieldCommand::PayExpense { expense_id: rent.id, pay }
        };
        let mut bens = Phone::of(&world.ben);
        let refused = bens.send(&world.app, pays()).await;
        assert_eq!(refused.problem.map(|problem| problem.code), Some(ErrorCode::NotFound));
        taken_with(&world.pushes(pays(), 5).await, &[VehicleGone]);
        let next_due = async || {
            let rent = world.office.ok(&api::GET_EXPENSE, [&rent.id.to_string()], &Empty {}).await;
            rent.next_due
        };
        assert!(next_due().await > Some(day));
        // What the payment has moved goes back with it.
        world.settle(&world.only().await, Resolution::StandsWithout).await;
        assert_eq!(next_due().await, Some(day));
    }
}

#[actix_web::test]
async fn an_entry_that_others_rest_on_does_not_go() {
    let mut world = World::new().await;
    given_van(&world).await;
    world.office.ok(&api::DEACTIVATE_VEHICLE, ["kangoo"], &Empty {}).await;
    let day = today(&world.app);
    let request = CreateExpense {
        id: Some(Uuid::now_v7().into()),
        recurrence: Some(ExpenseRecurrence::Monthly),
        next_due: Some(day),
        ..expense("kangoo", day)
    };
    let id = request.id.unwrap().to_string();
    let command = FieldCommand::CreateExpense(Box::new(request));
    taken_with(&world.pushes(command, 5).await, &[VehicleGone]);
    let told = world.only().await;
    assert_eq!(told.resolutions, [Resolution::Stands, Resolution::StandsWithout]);
    world.office.ok(&api::REACTIVATE_VEHICLE, ["kangoo"], &Empty {}).await;
    let pay = PayExpense { id: None, date: None, amount: None };
    world.office.ok(&api::PAY_EXPENSE, [&id], &pay).await;
    assert_eq!(world.only().await.resolutions, [Resolution::Stands]);
    let how = ResolveException { how: Resolution::StandsWithout };
    let told = told.id.to_string();
    let problem = world.office.refused(409, &api::RESOLVE_EXCEPTION, [&told], &how).await;
    assert_eq!(problem.code, ErrorCode::StillReferenced);
    world.office.ok(&api::GET_EXPENSE, [&id], &Empty {}).await;
}

#[actix_web::test]
async fn a_plan_that_followed_work_follows_what_is_left() {
    let mut world = World::new().await;
    given_van(&world).await;
    world.office.ok(&api::DEACTIVATE_VEHICLE, ["kangoo"], &Empty {}).await;
    let day = today(&world.app);
    let yearly = |ago, km| CreateMaintenance {
        id: Some(Uuid::now_v7().into()),
        every_months: Some(12),
        recurrence_basis: Basis::Fixed,
        ..work("kangoo", day - TimeDelta::days(ago), km)
    };
    let first = FieldCommand::CreateMaintenance(Box::new(yearly(400, 2_000)));
    world.pushes(first, 5).await;
    world.office.ok(&api::REACTIVATE_VEHICLE, ["kangoo"], &Empty {}).await;
    let second = world.office.ok(&api::CREATE_MAINTENANCE, [], &yearly(30, 4_000)).await;
    let next = async || {
        let id = second.id.to_string();
        world.office.ok(&api::GET_MAINTENANCE, [&id], &Empty {}).await.next_date
    };
    let with = next().await;
    world.settle(&world.only().await, Resolution::StandsWithout).await;
    let without = next().await;
    assert!(without.is_some() && without != with, "{with:?} {without:?}");
}

#[actix_web::test]
async fn what_the_office_corrected_by_hand_is_not_overwritten() {
    let mut world = World::new().await;
    given_van(&world).await;
    let command = fuel(&world, km(6_000));
    let FieldCommand::CreateRefuel(request) = &command else { panic!("a refuel") };
    let id = request.id.unwrap().to_string();
    taken_with(&world.pushes(command, 5).await, &[OdometerAnomaly]);
    let told = world.only().await;
    assert_eq!(told.resolutions, [Resolution::Counted, Resolution::LeftOut]);
    let patch = PatchRefuel { odometer_km: Change::Set(km(4_900)), ..PatchRefuel::default() };
    world.office.ok(&api::PATCH_REFUEL, [&id], &patch).await;
    assert_eq!(world.only().await.resolutions, [Resolution::LeftOut]);
    let how = ResolveException { how: Resolution::Counted };
    let told = told.id.to_string();
    let problem = world.office.refused(409, &api::RESOLVE_EXCEPTION, [&told], &how).await;
    assert_eq!(problem.code, ErrorCode::ChangedMeanwhile);
    assert_eq!(refuels(&world).await, [km(4_900), km(5_000)]);
}

#[actix_web::test]
async fn a_reading_that_waits_is_asked_for_once_and_one_of_the_future_is_none() {
    let mut world = World::new().await;
    given_van(&world).await;
    let waits = reading(&world, 70_000);
    for _ in 0..2 {
        taken_with(&world.pushes(waits.clone(), 5).await, &[OdometerAnomaly]);
    }
    let told = world.only().await;
    world.settle(&told, Resolution::Counted).await;
    assert_eq!(odometer(&world).await, Km::whole(70_000));
    let FieldCommand::CreateReading(request) = reading(&world, 900) else { panic!("a reading") };
    for kind in [ReadingKind::Reading, ReadingKind::Replacement] {
        let request = CreateReading {
            id: Some(Uuid::now_v7().into()),
            date: today(&world.app) + TimeDelta::days(5),
            kind,
            previous_km: (kind == ReadingKind::Replacement).then(|| Km::whole(800)),
            ..(*request).clone()
        };
        let command = FieldCommand::CreateReading(Box::new(request));
        let refused = world.pushes(command, 5).await.problem.unwrap();
        assert_eq!(refused.code, ErrorCode::Validation);
        assert_eq!(refused.fields, FieldErrors::one("date", FieldCode::InFuture));
    }
    assert_eq!(world.open().await, []);
    // A replacement that contradicts what was read before waits as well.
    let request = CreateReading {
        id: Some(Uuid::now_v7().into()),
        kind: ReadingKind::Replacement,
        previous_km: Some(Km::whole(800)),
        ..*request
    };
    let command = FieldCommand::CreateReading(Box::new(request));
    taken_with(&world.pushes(command, 5).await, &[OdometerAnomaly]);
}

#[actix_web::test]
async fn what_was_never_a_van_is_none() {
    let mut world = World::new().await;
    let command = fuel(&world, None);
    let refused = world.pushes(command, 5).await;
    assert_eq!(refused.outcome, Ending::Rejected);
    assert_eq!(world.open().await, []);
}

#[actix_web::test]
async fn a_logged_route_with_a_doubtful_reading_has_no_distance_before_it_counts() {
    let mut world = World::new().await;
    given_van(&world).await;
    let request = CreateRoute {
        vehicle: Some("kangoo".to_owned()),
        end_odometer_km: km(8_000),
        distance_km: None,
        ..CreateRoute::logged("kangoo", today(&world.app))
    };
    let command = FieldCommand::LogRoute(Box::new(request));
    taken_with(&world.pushes(command, 5).await, &[OdometerAnomaly]);
    let routes =
        || async { world.office.ok(&api::LIST_ROUTES, [], &ListRoutes::default()).await.items };
    assert_eq!(routes().await[0].distance_km, Some(Km::whole(0)));
    let told = world.only().await;
    assert_eq!(told.entry, Some(EntryKind::LoggedRoute));
    world.settle(&told, Resolution::Counted).await;
    assert_eq!(odometer(&world).await, Km::whole(8_000));
    assert_eq!(routes().await[0].distance_km, km(3_000));
}
