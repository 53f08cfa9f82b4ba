//! Fuel economy through the API: the vectors, and what each kind of vehicle asks of them.

use furgo_shared::{
    api,
    change::Change,
    fuel::{Basis, Energy, FlagCode},
    refuels::{CreateRefuel, PatchRefuel, Percent, RefuelView},
    routes::CreateRoute,
    stats::{FuelEfficiencyView, Period},
    units::{Km, Quantity},
    validate::Empty,
    vehicles::{CreateVehicle, Fuel},
};
use support::{Client, TestApp};

use crate::odometers::{day, given_reading, given_refuel, refuel, replacement};

async fn given_car(office: &Client, alias: &str, fuel: Fuel) {
    let request = CreateVehicle::new(alias, "Seat", "Ibiza", fuel);
    office.ok(&api::CREATE_VEHICLE, [], &request).await;
}

async fn economy(client: &Client, alias: &str, period: Period) -> FuelEfficiencyView {
    client.ok(&api::FUEL_EFFICIENCY, [alias], &period).await
}

async fn value(client: &Client, refuel: &RefuelView) -> Option<f64> {
    let refuel = client.ok(&api::GET_REFUEL, [&refuel.id.to_string()], &Empty {}).await;
    refuel.economy.filter(|economy| economy.counted).map(|economy| economy.value)
}

/// Day, odometer in km (0 is unknown), litres, whether full, whether one before it is missed.
type Row = (i64, i64, i64, bool, bool);

const F: bool = true;
const P: bool = false;
const M: bool = true;
const N: bool = false;

/// The rows, the value that is shown beside each (0 is none), and the average.
#[rustfmt::skip] // Read it as a table.
const VECTORS: &[(&str, &[Row], &[f64], f64)] = &[
    ("a", &[(1, 1000, 40, F, N), (2, 1500, 30, F, N), (3, 2000, 35, F, N)], &[0.0, 6.0, 7.0], 6.5),
    ("b", &[(1, 1000, 40, F, N), (2, 1250, 10, P, N), (3, 1500, 20, F, N)], &[0.0, 0.0, 6.0], 6.0),
    ("c", &[(1, 1000, 40, F, N), (2, 1200, 10, P, N), (3, 1400, 12, P, N), (4, 1600, 14, F, N)], &[0.0, 0.0, 0.0, 6.0], 6.0),
    ("d", &[(1, 1000, 10, P, N), (2, 1300, 30, F, N), (3, 1800, 30, F, N)], &[0.0, 0.0, 6.0], 6.0),
    ("e", &[(1, 1000, 40, F, N), (2, 1500, 30, F, N), (3, 2500, 30, F, M), (4, 3000, 30, F, N)], &[0.0, 6.0, 0.0, 6.0], 6.0),
    ("f", &[(1, 1000, 40, F, N), (2, 2000, 10, P, M), (3, 2200, 30, F, N), (4, 2700, 30, F, N)], &[0.0, 0.0, 0.0, 6.0], 6.0),
    ("g", &[(1, 1000, 40, F, N), (2, 1900, 54, F, N), (3, 2000, 12, F, N)], &[0.0, 6.0, 12.0], 6.6),
    ("h", &[(1, 1000, 40, F, N), (2, 1500, 10, P, N), (3, 1500, 20, F, N)], &[0.0, 0.0, 6.0], 6.0),
    ("i", &[(1, 1000, 40, F, N), (3, 1500, 30, F, N), (2, 2000, 30, F, N)], &[0.0, 0.0, 0.0], 0.0),
    ("j", &[(1, 1000, 40, F, N), (2, 1500, 30, F, N), (3, 1550, 40, P, N)], &[0.0, 6.0, 0.0], 6.0),
    ("k", &[(1, 1000, 40, F, N), (2, 0, 10, P, N), (3, 1500, 20, F, N)], &[0.0, 0.0, 6.0], 6.0),
    ("l", &[(1, 1000, 40, F, N), (2, 0, 30, F, N), (3, 2000, 30, F, N)], &[0.0, 0.0, 6.0], 6.0),
];

fn of_row(app: &TestApp, vehicle: &str, row: Row) -> CreateRefuel {
    let (number, km, litres, full_tank, missed_previous) = row;
    CreateRefuel {
        odometer_km: (km > 0).then(|| Km::whole(km)),
        full_tank,
        missed_previous,
        force: true,
        ..refuel(vehicle, day(app, number), Fuel::Petrol, litres)
    }
}

fn shown(value: f64) -> Option<f64> {
    (value > 0.0).then_some(value)
}

#[actix_web::test]
async fn the_vectors_hold_in_whatever_order_they_are_entered() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    for (name, rows, values, average) in VECTORS {
        for is_backwards in [false, true] {
            let alias = format!("{name}-{is_backwards}");
            given_car(&office, &alias, Fuel::Petrol).await;
            let mut refuels = Vec::new();
            for index in 0..rows.len() {
                let index = if is_backwards { rows.len() - 1 - index } else { index };
                let request = of_row(&app, &alias, rows[index]);
                refuels.push((index, given_refuel(&office, &request).await));
            }
            for (index, refuel) in &refuels {
                assert_eq!(value(&office, refuel).await, shown(values[*index]), "{alias} {index}");
            }
            let seen = economy(&office, &alias, Period::default()).await;
            assert_eq!(seen.basis, Basis::Odometer);
            assert_eq!(seen.efficiency.l_per_100km, shown(*average), "{alias}");
            assert_eq!(seen.streams[0].efficiency.l_per_100km, shown(*average), "{alias}");
        }
    }
    let j = economy(&office, "j-false", Period::default()).await;
    assert_eq!(j.streams[0].open.quantity, Quantity::whole(40));
    let i = economy(&office, "i-false", Period::default()).await;
    assert_eq!(
        i.flags.iter().map(|flag| flag.code).collect::<Vec<_>>(),
        [FlagCode::OdometerConflict]
    );
    assert!(i.streams[0].intervals.is_empty());
}

#[actix_web::test]
async fn a_replaced_odometer_starts_anew() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_car(&office, "m", Fuel::Petrol).await;
    let mut refuels = Vec::new();
    for row in [(1, 90_000, 40, F, N), (2, 90_500, 30, F, N)] {
        refuels.push(given_refuel(&office, &of_row(&app, "m", row)).await);
    }
    given_reading(&office, &replacement("m", day(&app, 2), 90_500, 0)).await;
    for row in [(3, 200, 30, F, N), (4, 700, 30, F, N)] {
        let request = CreateRefuel { force: false, ..of_row(&app, "m", row) };
        refuels.push(given_refuel(&office, &request).await);
    }
    let mut values = Vec::new();
    for refuel in &refuels {
        values.push(value(&office, refuel).await);
    }
    assert_eq!(values, [None, Some(6.0), None, Some(6.0)]);
    let seen = economy(&office, "m", Period::default()).await;
    assert_eq!(seen.efficiency.l_per_100km, Some(6.0));
    assert_eq!(seen.flags, []);
}

#[actix_web::test]
async fn every_energy_is_a_stream_of_its_own() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let request = CreateVehicle {
        second_fuel: Some(Fuel::Lpg),
        ..CreateVehicle::new("bi", "Dacia", "Duster", Fuel::Petrol)
    };
    office.ok(&api::CREATE_VEHICLE, [], &request).await;
    for (number, km, fuel, litres) in [
        (1, 1000, Fuel::Petrol, 40),
        (1, 1000, Fuel::Lpg, 30),
        (2, 1500, Fuel::Lpg, 40),
        (3, 2000, Fuel::Lpg, 45),
        (4, 3000, Fuel::Premium, 10),
    ] {
        let odometer_km = Some(Km::whole(km));
        let request = CreateRefuel { odometer_km, ..refuel("bi", day(&app, number), fuel, litres) };
        given_refuel(&office, &request).await;
    }
    let seen = economy(&office, "bi", Period::default()).await;
    let streams: Vec<_> =
        seen.streams.iter().map(|stream| (stream.fuel, stream.efficiency.l_per_100km)).collect();
    // Little of one energy is normal where there is another.
    assert_eq!(streams, [(Energy::Petrol, Some(0.5)), (Energy::Lpg, Some(8.5))]);
    assert_eq!(seen.efficiency.l_per_100km, Some(0.5), "of the main fuel");
    assert_eq!(seen.flags, []);
}

#[actix_web::test]
async fn a_known_level_is_an_anchor() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let tank = |alias, fuel, capacity| CreateVehicle {
        tank_capacity: Some(Quantity::whole(capacity)),
        ..CreateVehicle::new(alias, "Seat", "Ibiza", fuel)
    };
    office.ok(&api::CREATE_VEHICLE, [], &tank("tank", Fuel::Petrol, 50)).await;
    office.ok(&api::CREATE_VEHICLE, [], &tank("ev", Fuel::Electric, 60)).await;
    let first = CreateRefuel {
        odometer_km: Some(Km::whole(1)),
        ..refuel("tank", day(&app, 1), Fuel::Petrol, 40)
    };
    given_refuel(&office, &first).await;
    let level = CreateRefuel {
        odometer_km: Some(Km::whole(501)),
        full_tank: false,
        level_after_percent: Some(Percent::whole(80)),
        ..refuel("tank", day(&app, 2), Fuel::Petrol, 30)
    };
    let level = given_refuel(&office, &level).await;
    assert_eq!(value(&office, &level).await, Some(8.0));

    for (number, km, kwh, percent) in [(1, 1000, 30, 80), (2, 1200, 24, 60)] {
        let request = CreateRefuel {
            odometer_km: Some(Km::whole(km)),
            full_tank: false,
            level_after_percent: Some(Percent::whole(percent)),
            ..refuel("ev", day(&app, number), Fuel::Electric, kwh)
        };
        given_refuel(&office, &request).await;
    }
    let seen = economy(&office, "ev", Period::default()).await;
    // 48 + 24 - 36 kWh on 200 km.
    assert_eq!(seen.efficiency.kwh_per_100km, Some(18.0));
    assert_eq!((seen.efficiency.l_per_100km, seen.efficiency.km_per_l), (None, None));
    // With another capacity every known level is another amount.
    let smaller = furgo_shared::vehicles::PatchVehicle {
        tank_capacity: Change::Set(Some(Quantity::whole(50))),
        ..Default::default()
    };
    office.ok(&api::PATCH_VEHICLE, ["ev"], &smaller).await;
    let seen = economy(&office, "ev", Period::default()).await;
    assert_eq!(seen.efficiency.kwh_per_100km, Some(17.0));
}

#[actix_web::test]
async fn what_is_not_believed_counts_when_somebody_says_so() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_car(&office, "car", Fuel::Petrol).await;
    let mut last = None;
    for row in [(1, 1000, 40, F, N), (2, 1500, 30, F, N), (3, 1600, 50, F, N)] {
        last = Some(given_refuel(&office, &of_row(&app, "car", row)).await);
    }
    let last = last.unwrap();
    assert_eq!(last.flags, [FlagCode::ImplausibleEconomy]);
    let interval = last.economy.clone().unwrap();
    assert_eq!((interval.value, interval.counted), (50.0, false));
    let seen = economy(&office, "car", Period::default()).await;
    assert_eq!(seen.efficiency.l_per_100km, Some(6.0));
    assert_eq!(seen.flags[0].code, FlagCode::ImplausibleEconomy);

    let confirm = PatchRefuel { confirmed: Change::Set(true), ..PatchRefuel::default() };
    let last = office.ok(&api::PATCH_REFUEL, [&last.id.to_string()], &confirm).await;
    assert_eq!((last.flags.len(), last.economy.unwrap().counted), (0, true));
    let seen = economy(&office, "car", Period::default()).await;
    assert_eq!((seen.efficiency.l_per_100km, seen.flags.len()), (Some(13.33), 0));
}

#[actix_web::test]
async fn an_interval_belongs_to_the_period_of_its_end() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_car(&office, "car", Fuel::Petrol).await;
    for row in [(1, 1000, 40, F, N), (10, 1500, 30, F, N), (20, 2000, 35, F, N)] {
        given_refuel(&office, &of_row(&app, "car", row)).await;
    }
    let between = |from, to| Period { from: Some(day(&app, from)), to: Some(day(&app, to)) };
    for (from, to, expected) in
        [(10, 19, Some(6.0)), (11, 20, Some(7.0)), (2, 20, Some(6.5)), (1, 9, None)]
    {
        let seen = economy(&office, "car", between(from, to)).await;
        assert_eq!(seen.efficiency.l_per_100km, expected, "{from} to {to}");
        let intervals = seen.streams[0].intervals.iter();
        assert!(intervals.clone().all(|i| i.to >= day(&app, from) && i.to <= day(&app, to)));
    }
}

#[actix_web::test]
async fn without_any_reading_the_routes_are_the_distance() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_car(&office, "car", Fuel::Petrol).await;
    let mut refuels = Vec::new();
    for row in [(1, 0, 40, F, N), (10, 0, 30, F, N)] {
        refuels.push(given_refuel(&office, &of_row(&app, "car", row)).await);
    }
    let drive = CreateRoute {
        distance_km: Some(Km::whole(500)),
        ..CreateRoute::logged("car", day(&app, 5))
    };
    let route = office.ok(&api::CREATE_ROUTE, [], &drive).await;
    let seen = economy(&office, "car", Period::default()).await;
    assert_eq!((seen.basis, seen.efficiency.l_per_100km), (Basis::Routes, Some(6.0)));
    assert_eq!(seen.efficiency.average_route_km, Some(500.0));
    office.ok(&api::DELETE_ROUTE, [&route.id.to_string()], &Empty {}).await;
    let seen = economy(&office, "car", Period::default()).await;
    assert_eq!(seen.efficiency.l_per_100km, None);
    office.ok(&api::CREATE_ROUTE, [], &drive).await;
    assert_eq!(value(&office, &refuels[1]).await, Some(6.0));
    // The first reading changes what all distances are taken from.
    let patch =
        PatchRefuel { odometer_km: Change::Set(Some(Km::whole(1500))), ..PatchRefuel::default() };
    office.ok(&api::PATCH_REFUEL, [&refuels[1].id.to_string()], &patch).await;
    let seen = economy(&office, "car", Period::default()).await;
    assert_eq!((seen.basis, seen.efficiency.l_per_100km), (Basis::Odometer, None));
}

#[actix_web::test]
async fn drivers_ask_about_their_own_vehicles() {
    let app = TestApp::start().await;
    let (office, ana, viewer) =
        (app.dispatcher("dora").await, app.driver("ana").await, app.viewer().await);
    given_car(&office, "other", Fuel::Petrol).await;
    let own = CreateVehicle {
        driver_ids: vec![ana.id()],
        ..CreateVehicle::new("own", "Seat", "Ibiza", Fuel::Petrol)
    };
    office.ok(&api::CREATE_VEHICLE, [], &own).await;
    economy(&ana, "own", Period::default()).await;
    economy(&viewer, "other", Period::default()).await;
    ana.refused(404, &api::FUEL_EFFICIENCY, ["other"], &Period::default()).await;
    app.stranger().refused(401, &api::FUEL_EFFICIENCY, ["own"], &Period::default()).await;
}
