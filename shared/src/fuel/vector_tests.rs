//! The rules' own vectors, row for row.

use super::{test_history::*, *};

/// Name, rows, value at each row and the average, in L/100 km.
type Vector = (&'static str, &'static str, &'static str);

#[rustfmt::skip] // Read it as a table.
const VECTORS: &[Vector] = &[
    ("A",                         "(1,1000,40F)(2,1500,30F)(3,2000,35F)",               "–, 6.0, 7.0 → 6.5"),
    ("B one partial",             "(1,1000,40F)(2,1250,10P)(3,1500,20F)",               "–, –, 6.0 → 6.0"),
    ("C two partials",            "(1,1000,40F)(2,1200,10P)(3,1400,12P)(4,1600,14F)",   "–, –, –, 6.0 → 6.0"),
    ("D first is partial",        "(1,1000,10P)(2,1300,30F)(3,1800,30F)",               "–, –, 6.0 → 6.0"),
    ("E missed on full",          "(1,1000,40F)(2,1500,30F)(3,2500,30Fm)(4,3000,30F)",  "–, 6.0, –, 6.0 → 6.0"),
    ("F missed on partial",       "(1,1000,40F)(2,2000,10Pm)(3,2200,30F)(4,2700,30F)",  "–, –, –, 6.0 → 6.0"),
    ("G weighting",               "(1,1000,40F)(2,1900,54F)(3,2000,12F)",               "–, 6.0, 12.0 → 6.6"),
    ("H same odometer twice",     "(1,1000,40F)(2,1500,10P)(3,1500,20F)",               "–, –, 6.0 → 6.0"),
    ("I date, odometer disagree", "(1,1000,40F)(3,1500,30F)(2,2000,30F)",               "–, –, – → –"),
    ("J open partial at the end", "(1,1000,40F)(2,1500,30F)(3,1550,40P)",               "–, 6.0, – → 6.0"),
    ("K partial, no odometer",    "(1,1000,40F)(2,?,10P)(3,1500,20F)",                  "–, –, 6.0 → 6.0"),
    ("L full, no odometer",       "(1,1000,40F)(2,?,30F)(3,2000,30F)",                  "–, –, 6.0 → 6.0"),
];

const M_ROWS: &str = "(1,90000,40F)(2,90500,30F)(3,200,30F)(4,700,30F)";
const M_EXPECTED: &str = "–, 6.0, –, 6.0 → 6.0";

fn check(name: &str, given: &Given, expected: &str) {
    let number = |text: &str| text.parse::<f64>().ok();
    let (values, of_all) = expected.split_once(" → ").unwrap();
    let values: Vec<Option<f64>> = values.split(", ").map(number).collect();
    let analysis = given.analysis();
    let (got, got_of_all) = (given.values(&analysis), average(&analysis, Energy::Petrol));
    assert!(same(&got, &values), "{name}: {got:?} instead of {expected}");
    assert!(same(&[got_of_all], &[number(of_all)]), "{name}: {got_of_all:?} instead of {expected}");
}

#[test]
fn every_vector_gives_its_values_and_its_average() {
    for (name, rows, expected) in VECTORS {
        check(name, &Given::rows(rows), expected);
    }
    // M: whatever the old odometer showed last and the new one first, and on whichever day.
    for (on, old_last, new_first) in
        [(2, 90_500, 0), (3, 90_500, 0), (3, 90_620, 200), (2, 90_500, 10)]
    {
        let given = Given::rows(M_ROWS).replaced(on, old_last, new_first);
        check("M odometer replaced after row 2", &given, M_EXPECTED);
        assert_eq!(given.analysis().flags, [], "M: nothing is odd about it");
    }
}

#[test]
fn places_merge_and_rows_of_a_day_stand_in_order() {
    #[rustfmt::skip] // Read it as a table.
    let table: &[Vector] = &[
        ("a day by odometer",            "(1,1000,40F)(2,2000,35F)(2,1500,30F)",           "–, 7.0, 6.0 → 6.5"),
        ("a day, unknown first",         "(1,1000,40F)(2,1500,20F)(2,?,10P)",              "–, 6.0, – → 6.0"),
        ("missed at the same place",     "(1,1000,40F)(2,1500,10Pm)(3,1500,20F)(4,2000,30F)", "–, –, –, 6.0 → 6.0"),
        ("missed, noted second",         "(1,1000,40F)(2,1500,10P)(3,1500,20Fm)(4,2000,30F)", "–, –, –, 6.0 → 6.0"),
        ("full, then partial, one place", "(1,1000,40F)(2,1500,20F)(3,1500,10P)(4,2000,30F)", "–, 6.0, –, 6.0 → 6.0"),
        ("unknown between one place",    "(1,1000,40F)(2,1500,10P)(3,?,5P)(4,1500,15F)",   "–, –, –, 6.0 → 6.0"),
        ("full but unknown is no anchor", "(1,1000,40P)(2,?,30F)(3,1000,5P)(4,1500,30F)",  "–, –, –, – → –"),
    ];
    for (name, rows, expected) in table {
        check(name, &Given::rows(rows), expected);
    }
}

#[test]
fn only_the_vector_that_disagrees_is_flagged_with_both_rows() {
    for (name, rows, _) in VECTORS {
        let given = Given::rows(rows);
        let flags = given.analysis().flags;
        if name.starts_with('I') {
            let record_ids = vec![id(2), id(1)];
            assert_eq!(flags, [Flag { code: FlagCode::OdometerConflict, record_ids }]);
            assert!(given.timeline().is_in_conflict(id(1)));
            assert!(given.timeline().is_in_conflict(id(2)));
            assert!(!given.timeline().is_in_conflict(id(0)));
        } else {
            assert_eq!(flags, [], "{name}");
        }
    }
}

#[test]
fn what_is_open_at_the_end_is_told_and_in_no_average() {
    let analysis = Given::rows("(1,1000,40F)(2,1500,30F)(3,1550,40P)(4,1600,2P)").analysis();
    let stream = analysis.stream(Energy::Petrol).unwrap();
    assert_eq!((stream.open, stream.open_since), (42_000, Some(day(2))));
    let before_any_anchor = Given::rows("(1,1000,5P)").analysis();
    let stream = before_any_anchor.stream(Energy::Petrol).unwrap();
    assert_eq!((stream.open, stream.open_since), (5_000, None));
}

#[test]
fn a_figure_opens_to_the_rows_that_it_came_from() {
    let analysis = Given::rows("(1,1000,40F)(2,?,10P)(3,1400,12P)(4,1600,14F)").analysis();
    let interval = analysis.interval_closed_by(id(3)).unwrap();
    assert_eq!((interval.start_id, interval.end_id), (id(0), id(3)));
    assert_eq!(interval.record_ids, [id(1), id(2), id(3)]);
    assert_eq!((interval.from, interval.to), (day(1), day(4)));
    assert_eq!((interval.quantity, interval.distance_m), (36_000, 600_000));
    assert_eq!(interval.per_100km(), Some(6.0));
}

#[test]
fn an_interval_belongs_to_the_period_of_its_end() {
    let analysis = Given::rows("(1,1000,40F)(5,1500,30F)(9,2000,35F)").analysis();
    let stream = analysis.stream(Energy::Petrol).unwrap();
    for (from, to, expected) in
        [(1, 4, None), (2, 5, Some(6.0)), (6, 9, Some(7.0)), (1, 9, Some(6.5))]
    {
        let of_period = stream.totals_between(day(from), day(to)).per_100km();
        assert!(same(&[of_period], &[expected]), "{from} to {to}: {of_period:?}");
    }
}
