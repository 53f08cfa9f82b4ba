//! What a phone enters, after the office has planned otherwise: rules C13 and C14 of
//! `docs/offline.md`, and vehicles that were taken away meanwhile.

use furgo_shared::{
    api,
    exceptions::{EntryKind, ExceptionKind, Resolution},
    field::FieldCommand,
    readings::{CreateReading, ListReadings, ReadingKind},
    refuels::{CreateRefuel, ListRefuels},
    routes::{CreateRoute, ListRoutes},
    sync::Ending,
    units::Km,
    validate::Empty,
    vehicles::CreateVehicle,
};
use uuid::Uuid;

use crate::{
    day::{today, vehicle},
    facts::{World, taken_with},
    histories::refuel,
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
    let reading = |km| {
        FieldCommand::CreateReading(Box::new(CreateReading {
            id: None,
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
    };
    let (near, far) = (reading(6_900), reading(70_000));
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
}
