//! Known levels, several energies, and distances of routes.

use super::{test_history::*, *};

fn partial(fill: Fill, level_permille: i64) -> Fill {
    Fill { full: false, level_after_permille: Some(level_permille), ..fill }
}

#[test]
fn a_known_level_is_an_anchor() {
    let full = fill(0, 1, Some(0), 40);
    let gauge = partial(fill(1, 2, Some(500), 30), 800);
    let given = Given::fills(vec![full, gauge]).holding(Energy::Petrol, 50);
    let analysis = given.analysis();
    assert_eq!(analysis.interval_closed_by(id(1)).map(|interval| interval.quantity), Some(40_000));
    assert!(same(&given.values(&analysis), &[None, Some(8.0)]));
}

#[test]
fn from_level_to_level_to_full_everything_burned_is_counted_once() {
    let fills = vec![
        partial(fill(0, 1, Some(1000), 10), 500),
        partial(fill(1, 2, Some(1400), 20), 250),
        fill(2, 3, Some(1900), 50),
        fill(3, 4, Some(2400), 30),
    ];
    let given = Given::fills(fills.clone()).holding(Energy::Petrol, 60);
    // 30 − 15 + 20 = 35 L; 15 − 60 + 50 = 5 L, too little to be believed; 30 L.
    let analysis = given.analysis();
    let quantities: Vec<i64> =
        analysis.streams[0].intervals.iter().map(|interval| interval.quantity).collect();
    assert_eq!(quantities, [35_000, 5_000, 30_000]);
    assert!(same(&given.values(&analysis), &[None, Some(8.75), None, Some(6.0)]));
    // Without the capacity a gauge says nothing.
    let given = Given::fills(fills);
    assert!(same(&given.values(&given.analysis()), &[None, None, None, Some(6.0)]));
}

#[test]
fn an_electric_van_is_measured_by_its_state_of_charge() {
    let charge = |number, on, km, kwh, permille| Fill {
        fuel: Fuel::Electric,
        ..partial(fill(number, on, Some(km), kwh), permille)
    };
    let given = Given::fills(vec![
        charge(0, 1, 100, 30, 800),
        charge(1, 2, 250, 25, 700),
        charge(2, 3, 400, 40, 900),
    ])
    .holding(Energy::Electric, 60);
    // 48 − 42 + 25 = 31 kWh on 150 km; 42 − 54 + 40 = 28 kWh on 150 km.
    let analysis = given.analysis();
    let expected = [None, Some(31.0 / 1.5), Some(28.0 / 1.5)];
    assert!(same(&given.values(&analysis), &expected));
    assert_eq!(Energy::Electric.unit(), EnergyUnit::Kwh);
}

#[test]
fn petrol_and_lpg_are_two_streams_over_the_same_kilometres() {
    let lpg = |fill| Fill { fuel: Fuel::Lpg, ..fill };
    let mut given = Given::fills(vec![
        fill(0, 1, Some(1000), 40),
        lpg(fill(1, 1, Some(1000), 30)),
        lpg(fill(2, 2, Some(1500), 45)),
        Fill { fuel: Fuel::Premium, ..fill(3, 3, Some(2000), 10) },
        lpg(fill(4, 4, Some(2000), 40)),
    ]);
    given.several_energies = true;
    let analysis = given.analysis();
    let energies: Vec<Energy> = analysis.streams.iter().map(|stream| stream.energy).collect();
    assert_eq!(energies, [Energy::Petrol, Energy::Lpg]);
    // 1.0 L of petrol is below what a petrol car takes, and right for one that mostly runs on LPG.
    let expected = [None, None, Some(9.0), Some(1.0), Some(8.0)];
    assert!(same(&given.values(&analysis), &expected));
    assert!(same(&[average(&analysis, Energy::Lpg)], &[Some(8.5)]));
    assert_eq!(analysis.flags, []);
}

#[test]
fn a_plug_in_hybrid_may_burn_nothing_and_then_a_lot() {
    let charge = |number, on, km| Fill { fuel: Fuel::Electric, ..fill(number, on, Some(km), 9) };
    let mut fills = vec![
        fill(0, 1, Some(1000), 20),
        Fill { quantity: 500, ..fill(1, 20, Some(1500), 0) },
        Fill { quantity: 500, ..fill(2, 40, Some(2000), 0) },
        Fill { quantity: 500, ..fill(3, 60, Some(2500), 0) },
        fill(4, 61, Some(3000), 30),
        fill(5, 62, Some(3100), 40),
    ];
    fills.extend(
        (0..5).map(|number| charge(10 + number, 2, 1010 + 40 * i64::try_from(number).unwrap())),
    );
    let given = Given { several_energies: true, ..Given::fills(fills) };
    let analysis = given.analysis();
    let petrol = analysis.stream(Energy::Petrol).unwrap();
    let counted: Vec<bool> = petrol.intervals.iter().map(|interval| interval.counted).collect();
    assert_eq!(counted, [true, true, true, true, false], "40 L/100 km is too much for any");
    assert_eq!(codes(&analysis), [FlagCode::ImplausibleEconomy]);
    assert!(same(&[average(&analysis, Energy::Electric)], &[Some(22.5)]));
}

#[test]
fn without_any_reading_the_routes_say_the_distance() {
    let given = Given::rows("(1,?,40F)(3,?,10P)(5,?,20F)(5,?,5P)(9,?,30F)");
    let routes = |after: Day, to: Day| to.signed_duration_since(after).num_days() * 125_000;
    let analysis = given.analysis_with(Some(&routes));
    assert_eq!(analysis.basis, Basis::Routes);
    // What was put in on one day is one row: 35 L on 500 km.
    let expected = [None, None, Some(7.0), None, Some(6.0)];
    assert!(same(&given.values(&analysis), &expected));

    let with_one = Given::rows("(1,1000,40F)(3,?,10P)(5,?,20F)");
    let analysis = with_one.analysis_with(Some(&routes));
    assert_eq!(analysis.basis, Basis::Odometer, "one reading is enough");
    assert_eq!(with_one.values(&analysis), [None, None, None]);
}

#[test]
fn fuel_without_any_distance_gives_no_figure() {
    let given = Given::rows("(1,?,40F)(5,?,20F)");
    let analysis = given.analysis_with(Some(&|_, _| 0));
    assert_eq!(given.values(&analysis), [None, None]);
    assert_eq!(codes(&analysis), [FlagCode::ImplausibleDistance]);
    let analysis = given.analysis();
    assert_eq!((analysis.basis, given.values(&analysis)), (Basis::Odometer, vec![None, None]));
}

#[test]
fn every_fuel_has_an_energy_and_every_energy_a_fuel() {
    let energies: std::collections::BTreeSet<Energy> =
        Fuel::ALL.into_iter().map(Energy::of).collect();
    assert_eq!(energies, Energy::ALL.into_iter().collect());
    assert_eq!(Energy::of(Fuel::Premium), Energy::of(Fuel::Petrol));
}
