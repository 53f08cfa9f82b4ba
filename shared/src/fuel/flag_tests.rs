//! One table for each flag: what raises it, at the bound and beyond, and what a confirmation does.

use FlagCode::{
    AboveUsual, ImplausibleDistance, ImplausibleEconomy, MissedSuspected, OdometerConflict,
    OverCapacity,
};

use super::{test_history::*, *};

/// The flags of the last fill's interval, whether it counts, and what the analysis flags.
fn last(given: &Given) -> (Vec<FlagCode>, bool, Vec<FlagCode>) {
    let analysis = given.analysis();
    let interval = analysis.interval_closed_by(given.fills.last().unwrap().id).unwrap();
    (interval.flags.clone(), interval.counted, codes(&analysis))
}

fn of_fuel(fuel: Fuel, rows: &str) -> Given {
    let mut given = Given::rows(rows);
    given.fills.iter_mut().for_each(|fill| fill.fuel = fuel);
    given
}

fn check(name: &str, given: &Given, flags: &[FlagCode], counted: bool) {
    assert_eq!(last(given), (flags.to_vec(), counted, flags.to_vec()), "{name}");
}

#[test]
fn implausible_economy() {
    let economy = [ImplausibleEconomy].as_slice();
    #[rustfmt::skip] // Read it as a table.
    let table: &[(Fuel, &str, &[FlagCode])] = &[
        (Fuel::Petrol,   "(1,0,9F)(2,500,10F)",    &[]),
        (Fuel::Petrol,   "(1,0,9F)(2,501,10F)",    economy),
        (Fuel::Petrol,   "(1,0,9F)(2,100,35F)",    &[]),
        (Fuel::Petrol,   "(1,0,9F)(2,99,35F)",     economy),
        (Fuel::Diesel,   "(1,0,9F)(2,100,60F)",    &[]),
        (Fuel::Diesel,   "(1,0,9F)(2,100,61F)",    economy),
        (Fuel::Diesel,   "(1,0,9F)(2,1000,19F)",   economy),
        (Fuel::Lpg,      "(1,0,9F)(2,100,45F)",    &[]),
        (Fuel::Lpg,      "(1,0,9F)(2,100,46F)",    economy),
        (Fuel::Cng,      "(1,0,9F)(2,100,1F)",     &[]),
        (Fuel::Cng,      "(1,0,9F)(2,100,46F)",    economy),
        (Fuel::Electric, "(1,0,9F)(2,100,1F)",     &[]),
        (Fuel::Electric, "(1,0,9F)(2,100,201F)",   economy),
        (Fuel::Hydrogen, "(1,0,9F)(2,1000,3F)",    &[]),
        (Fuel::Hydrogen, "(1,0,9F)(2,1000,2F)",    economy),
        (Fuel::Hydrogen, "(1,0,9F)(2,100,21F)",    economy),
        (Fuel::Other,    "(1,0,9F)(2,100,900F)",   &[]),
    ];
    for (fuel, rows, flags) in table {
        check(&format!("{fuel:?} {rows}"), &of_fuel(*fuel, rows), flags, flags.is_empty());
    }
    check("counted anyway", &Given::rows("(1,0,9F)(2,99,35F!)"), &[], true);
}

#[test]
fn implausible_distance() {
    check("at the bound", &of_fuel(Fuel::Diesel, "(1,0,9F)(9,3000,240F)"), &[], true);
    let beyond = of_fuel(Fuel::Diesel, "(1,0,9F)(9,3001,240F)");
    check("beyond it", &beyond, &[ImplausibleDistance], false);
    check("counted anyway", &of_fuel(Fuel::Diesel, "(1,0,9F)(9,3001,240F!)"), &[], true);
}

#[test]
fn what_is_left_out_shows_its_figure_and_is_in_no_average() {
    let analysis = Given::rows("(1,1000,40F)(2,1100,36F)(3,1600,30F)").analysis();
    let odd = analysis.interval_closed_by(id(1)).unwrap();
    assert_eq!((odd.per_100km(), analysis.value_of(id(1))), (Some(36.0), None));
    assert!(same(&[average(&analysis, Energy::Petrol)], &[Some(6.0)]));
    assert_eq!(analysis.flags[0].record_ids, [id(0), id(1)]);
}

#[test]
fn above_usual() {
    let usual = "(1,0,9F)(2,500,30F)(3,1000,30F)";
    check("at three times", &Given::rows(&format!("{usual}(4,1100,18F)")), &[], true);
    check("beyond", &Given::rows(&format!("{usual}(4,1100,19F)")), &[AboveUsual], false);
    check("counted anyway", &Given::rows(&format!("{usual}(4,1100,19F!)")), &[], true);
    let mut several = Given::rows(&format!("{usual}(4,1100,19F)"));
    several.several_energies = true;
    check("several energies have no usual", &several, &[], true);
    // The median of 6.0 and 8.0 is 7.0; with a third of 22.0 it is 8.0.
    check("of an odd count", &Given::rows("(1,0,9F)(2,500,30F)(3,600,8F)(4,700,22F)"), &[], true);
}

#[test]
fn over_capacity() {
    let rows = "(1,0,9F)(2,900,63F)";
    check("at the bound", &Given::rows(rows).holding(Energy::Petrol, 60), &[], true);
    check("beyond", &Given::rows(rows).holding(Energy::Petrol, 59), &[OverCapacity], false);
    let confirmed = Given::rows("(1,0,9F)(2,900,63F!)").holding(Energy::Petrol, 59);
    check("counted anyway", &confirmed, &[], true);
    let partial = Given::rows("(1,0,9F)(2,500,63P)(3,1000,7F)").holding(Energy::Petrol, 59);
    check("of a partial on the way", &partial, &[OverCapacity], false);
    assert_eq!(partial.analysis().flags[0].record_ids, [id(1)]);
    let at_once = Given::rows("(1,0,9F)(2,900,33P)(3,900,30F)").holding(Energy::Petrol, 59);
    check("in two goes without driving", &at_once, &[OverCapacity], false);
    // What went in before the first interval is in no average, and odd all the same.
    let first = Given::rows("(1,0,63F)(2,500,30F)").holding(Energy::Petrol, 59).analysis();
    assert_eq!((codes(&first), first.value_of(id(1))), (vec![OverCapacity], Some(6.0)));
}

#[test]
fn missed_suspected() {
    let usual = "(1,0,9F)(2,500,30F)(3,1000,30F)(4,1500,30F)";
    let with = |row: &str| Given::rows(&format!("{usual}{row}"));
    check("at four fifths", &with("(5,2000,24F)"), &[], true);
    check("below", &with("(5,2000,23F)"), &[MissedSuspected], true);
    check("confirmed", &with("(5,2000,23F!)"), &[], true);
    check(
        "two others are too few",
        &Given::rows("(1,0,9F)(2,500,30F)(3,1000,30F)(4,1500,20F)"),
        &[],
        true,
    );
    // Were the 30.0 part of the own average, four fifths of it would be 6.0.
    let (flags, counted, others) = last(&with("(5,1600,30F)(6,2100,27F)"));
    assert_eq!((flags, counted, others), (vec![], true, vec![AboveUsual]));
    let mut several = with("(5,2000,23F)");
    several.several_energies = true;
    check("several energies", &several, &[], true);
    assert_eq!(with("(5,2000,23F)").values(&with("(5,2000,23F)").analysis())[4], Some(4.6));
}

#[test]
fn odometer_conflict() {
    let given =
        Given::rows("(1,1000,40F)(2,1500,30F)(3,9000,30F)(4,2500,30F)(5,3000,30F)(6,3500,30F)");
    let analysis = given.analysis();
    let expected = [None, Some(6.0), None, None, None, Some(6.0)];
    assert!(same(&given.values(&analysis), &expected), "touching intervals have no value");
    assert_eq!(codes(&analysis), [OdometerConflict]);
    assert_eq!(analysis.flags[0].record_ids, [id(2), id(3)]);
    let unknown = analysis.interval_closed_by(id(4)).unwrap();
    assert_eq!(
        (unknown.flags.as_slice(), unknown.per_100km()),
        ([OdometerConflict].as_slice(), None)
    );
    let confirmed = Given::rows("(1,1000,40F)(2,2000,30F)(3,1500,30F!)");
    check("a contradiction cannot be confirmed away", &confirmed, &[OdometerConflict], false);
}

/// The analysis with readings of other records, as `(day, km)`.
fn with_maintenance(given: &Given, rows: &[(u64, i64)]) -> Analysis {
    let others = rows.iter().enumerate().map(|(number, (on, km))| Reading {
        record_id: id(50 + number),
        source: Source::Maintenance,
        day: day(*on),
        odometer_m: km * 1000,
        created_at: given.fills[0].created_at,
        confirmed: false,
    });
    let readings = given.fills.iter().filter_map(Fill::reading).chain(others).collect();
    analyse(&History {
        fills: given.fills.clone(),
        timeline: &Timeline::new(readings, Vec::new()),
        capacities: BTreeMap::new(),
        several_energies: false,
        routes: None,
    })
}

#[test]
fn a_contradiction_with_another_record_touches_the_fill() {
    let given = Given::rows("(1,1000,40F)(3,1500,30F)(5,2000,30F)");
    let analysis = with_maintenance(&given, &[(2, 1900)]);
    assert_eq!(given.values(&analysis), [None, None, None]);
    assert_eq!(analysis.flags[0].record_ids, [id(50), id(1)]);
}

#[test]
fn readings_that_are_no_neighbours_may_contradict_too() {
    // 5000 and 1100 contradict; so do 1200 and 1150 over them, and the later one stays.
    let given = Given::rows("(1,1000,9F)(2,1200,12F)(5,1150,9F)(6,1650,30F)");
    let analysis = with_maintenance(&given, &[(3, 5000), (4, 1100)]);
    assert!(same(&given.values(&analysis), &[None, None, None, Some(6.0)]));
    for closing in [id(1), id(2)] {
        let interval = analysis.interval_closed_by(closing).unwrap();
        let said = (interval.flags.as_slice(), interval.counted);
        assert_eq!(said, ([OdometerConflict].as_slice(), false));
    }
    assert_eq!(analysis.flags[0].record_ids, [id(1), id(51)]);
}

#[test]
fn codes_on_the_wire_are_stable() {
    let written = serde_json::to_string(&FlagCode::ALL).unwrap();
    let expected = r#"["odometer_conflict","implausible_economy","implausible_distance","above_usual","over_capacity","missed_suspected"]"#;
    assert_eq!(written, expected);
}
