//! The timeline: its order, what contradicts, where the vehicle stood, what jumps.

use chrono::{DateTime, Days};
use proptest::prelude::*;

use super::*;

fn day(number: u64) -> Day {
    Day::from_ymd_opt(2024, 1, 1)
        .and_then(|first| first.checked_add_days(Days::new(number)))
        .unwrap()
}

fn id(number: usize) -> Uuid {
    Uuid::from_u128(u128::try_from(number).unwrap())
}

fn readings(rows: &[(u64, i64)]) -> Vec<Reading> {
    let rows = rows.iter().enumerate();
    rows.map(|(number, (on, km))| Reading {
        record_id: id(number),
        source: Source::Reading,
        day: day(*on),
        odometer_m: km * 1000,
        created_at: DateTime::from_timestamp(i64::try_from(number).unwrap(), 0).unwrap(),
        confirmed: false,
    })
    .collect()
}

fn timeline(rows: &[(u64, i64)]) -> Timeline {
    Timeline::new(readings(rows), Vec::new())
}

fn replacement(on: u64, old_last_km: i64, new_first_km: i64) -> Replacement {
    Replacement {
        record_id: id(1000 + usize::try_from(on).unwrap()),
        day: day(on),
        old_last_m: old_last_km * 1000,
        new_first_m: new_first_km * 1000,
        created_at: DateTime::UNIX_EPOCH,
    }
}

fn in_conflict(timeline: &Timeline) -> Vec<i64> {
    let points = timeline.points().iter().filter(|point| point.in_conflict);
    points.map(|point| point.odometer_m / 1000).collect()
}

#[test]
fn readings_stand_by_day_then_odometer_then_creation() {
    let timeline = timeline(&[(3, 300), (1, 120), (1, 100), (2, 200), (1, 100)]);
    let order: Vec<Uuid> = timeline.points().iter().map(|point| point.record_id).collect();
    assert_eq!(order, [id(2), id(4), id(1), id(3), id(0)]);
    assert!(in_conflict(&timeline).is_empty(), "one reading twice is no contradiction");
}

#[test]
fn a_lower_reading_flags_itself_and_the_one_before_and_no_more_than_it_takes() {
    type Case = (&'static [(u64, i64)], &'static [i64]);
    let table: &[Case] = &[
        (&[(1, 1000), (2, 2000), (3, 1500)], &[2000, 1500]),
        (&[(1, 1000), (2, 90_000), (3, 1500), (4, 2000)], &[90_000, 1500]),
        (&[(1, 1000), (2, 100), (3, 1500)], &[1000, 100]),
        (&[(1, 3000), (2, 2000), (3, 1000)], &[3000, 2000, 1000]),
        // Two wrong ones in a row: the first is held against what comes after.
        (
            &[(1, 10_100), (2, 11_000), (3, 62_000), (4, 63_000), (5, 12_000), (6, 12_500)],
            &[62_000, 63_000, 12_000],
        ),
        (
            &[(1, 100), (2, 200), (3, 11_000), (4, 1100), (5, 1200), (6, 300), (7, 400)],
            &[11_000, 1100, 1200, 300],
        ),
        (&[(1, 900), (2, 910), (3, 100), (4, 110), (5, 920), (6, 930)], &[910, 100, 110]),
        (&[(1, 1000), (1, 900), (2, 1000)], &[]),
        (&[], &[]),
    ];
    for (rows, expected) in table {
        assert_eq!(in_conflict(&timeline(rows)), *expected, "{rows:?}");
    }
    let pair = timeline(&[(1, 1000), (2, 2000), (3, 1500)]).conflicts();
    assert_eq!(pair, [Conflict { earlier_id: id(1), later_id: id(2) }]);
    let rows = [(1, 10_100), (2, 11_000), (3, 62_000), (4, 63_000), (5, 12_000), (6, 12_500)];
    let pairs = [2, 3].map(|earlier| Conflict { earlier_id: id(earlier), later_id: id(4) });
    assert_eq!(timeline(&rows).conflicts(), pairs);
}

#[test]
fn a_replaced_odometer_starts_an_epoch_and_the_way_goes_on() {
    let rows = readings(&[(1, 90_000), (5, 90_500), (5, 20), (9, 300), (20, 60)]);
    let timeline = Timeline::new(rows, vec![replacement(12, 400, 50), replacement(5, 90_510, 10)]);
    let found: Vec<(usize, i64, i64)> = timeline
        .points()
        .iter()
        .map(|point| (point.epoch, point.odometer_m / 1000, point.virtual_m / 1000))
        .collect();
    let expected = [
        (0, 90_000, 90_000),
        (0, 90_500, 90_500),
        (0, 90_510, 90_510),
        (1, 10, 90_510),
        (1, 20, 90_520),
        (1, 300, 90_800),
        (1, 400, 90_900),
        (2, 50, 90_900),
        (2, 60, 90_910),
    ];
    assert_eq!(found, expected);
    assert_eq!(timeline.conflicts(), []);
    assert_eq!(timeline.virtual_of(day(9), 300_000), 90_800_000);
    assert_eq!(timeline.distance_m(day(2), day(20)), Some(910_000));
}

#[test]
fn a_reading_beyond_the_replaced_ones_last_contradicts_it() {
    let rows = readings(&[(1, 90_000), (5, 90_600), (6, 5)]);
    let timeline = Timeline::new(rows, vec![replacement(5, 90_500, 10)]);
    assert_eq!(in_conflict(&timeline), [90_600, 90_500, 10, 5]);
    assert!(timeline.is_in_conflict(id(1005)));
    assert!(!timeline.is_in_conflict(id(0)));
    assert!(!timeline.is_in_conflict(id(77)), "what has no reading contradicts nothing");
}

#[test]
fn on_the_day_of_a_replacement_the_nearer_one_has_the_reading() {
    let timeline = Timeline::new(Vec::new(), vec![replacement(5, 1000, 0)]);
    for (on, km, epoch) in [(4, 10, 0), (5, 501, 0), (5, 500, 1), (5, 10, 1), (6, 990, 1)] {
        assert_eq!(timeline.epoch_of(day(on), km * 1000), epoch, "day {on}, {km} km");
    }
}

#[test]
fn between_two_readings_every_day_is_alike() {
    let timeline = timeline(&[(10, 1000), (14, 1100), (14, 1110), (20, 1110)]);
    let at = |on| timeline.virtual_at_end_of(day(on));
    assert_eq!(at(9), None);
    assert_eq!(at(10), Some(1_000_000));
    assert_eq!(at(11), Some(1_025_000), "on the way to the day's first reading");
    assert_eq!(at(14), Some(1_110_000), "a day ends with its last reading");
    assert_eq!(at(17), Some(1_110_000));
    assert_eq!((at(20), at(21)), (Some(1_110_000), None));
    assert_eq!(timeline.distance_m(day(11), day(12)), Some(50_000));
    assert_eq!(timeline.distance_m(day(10), day(12)), None, "of day 9 nothing is known");
    assert_eq!(timeline.distance_m(day(12), day(21)), None);
    assert_eq!(timeline.span(), Some((day(10), day(20))));
}

#[test]
fn what_contradicts_is_no_place_to_be() {
    let timeline = timeline(&[(10, 1000), (12, 9000), (13, 1030), (20, 1100)]);
    assert_eq!(timeline.virtual_at_end_of(day(12)), Some(1_020_000));
    let crooked = self::timeline(&[(1, 1000), (2, 1200), (3, 5000), (4, 1100), (5, 1140)]);
    assert_eq!(in_conflict(&crooked), [1200, 5000, 1100]);
    assert_eq!(crooked.distance_m(day(2), day(5)), Some(140_000));
}

#[test]
fn a_new_reading_fits_between_its_neighbours() {
    let table = [
        (Some(100), Some(200), 100, Ok(())),
        (Some(100), Some(200), 200, Ok(())),
        (Some(100), Some(200), 99, Err(OdometerRefusal::Below(100))),
        (Some(100), Some(200), 201, Err(OdometerRefusal::Above(200))),
        (None, Some(200), 0, Ok(())),
        (Some(100), None, 9_999, Ok(())),
        (None, None, 0, Ok(())),
    ];
    for (previous, next, new, expected) in table {
        assert_eq!(check_order(previous, next, new), expected, "{previous:?} {next:?} {new}");
    }
}

#[test]
fn neighbours_are_those_of_other_days_on_the_same_odometer() {
    let rows = readings(&[(1, 1000), (5, 1500), (7, 1600), (12, 40)]);
    let timeline = Timeline::new(rows, vec![replacement(10, 1700, 0)]);
    assert_eq!(timeline.around(day(5), 1_500_000), (Some(1_000_000), Some(1_600_000)));
    assert_eq!(timeline.around(day(8), 1_650_000), (Some(1_600_000), Some(1_700_000)));
    assert_eq!(timeline.around(day(11), 20_000), (Some(0), Some(40_000)));
    assert_eq!(timeline.around(day(13), 50_000), (Some(40_000), None));
    assert_eq!(timeline.around(day(0), 5_000), (None, Some(1_000_000)));
    assert_eq!(timeline.check(day(6), 1_400_000), Err(OdometerRefusal::Below(1_500_000)));
    assert_eq!(timeline.check(day(6), 1_601_000), Err(OdometerRefusal::Above(1_600_000)));
    assert_eq!(timeline.check(day(6), 1_550_000), Ok(()));
}

#[test]
fn the_daily_rate_needs_two_readings_and_two_weeks() {
    type Case = (&'static [(u64, i64)], u64, Option<i64>);
    let table: &[Case] = &[
        (&[(0, 1000), (14, 1700)], 14, Some(50_000)),
        (&[(0, 1000), (13, 1700)], 14, None),
        (&[(0, 1000)], 14, None),
        (&[], 14, None),
        // Only the last 90 days, and nothing after the day.
        (&[(0, 0), (100, 1000), (120, 1200), (130, 9000)], 125, Some(10_000)),
        (&[(10, 1000), (60, 1500)], 100, Some(10_000)),
        (&[(10, 1000), (60, 1500)], 101, None),
    ];
    for (rows, up_to, expected) in table {
        assert_eq!(timeline(rows).m_per_day(day(*up_to)), *expected, "{rows:?} {up_to}");
    }
}

#[test]
fn a_reading_far_above_the_own_rate_jumps() {
    type Case = (&'static str, &'static [(u64, i64)], &'static [usize]);
    let table: &[Case] = &[
        // 10 km a day: two days allow 300 + 5 × 20.
        ("at the limit", &[(0, 0), (10, 100), (20, 200), (22, 600)], &[]),
        ("beyond", &[(0, 0), (10, 100), (20, 200), (22, 601)], &[3]),
        ("two readings are no rate", &[(0, 0), (10, 100), (22, 9_000)], &[]),
        ("one day at least", &[(0, 0), (10, 100), (20, 200), (20, 550)], &[]),
        (
            "a rate of the last 90 days",
            &[(0, 0), (1, 5_000), (100, 5_100), (120, 5_100), (140, 5_100), (141, 5_425)],
            &[1 + 4],
        ),
        ("three readings, however old", &[(0, 0), (200, 2_000), (400, 4_000), (401, 4_350)], &[]),
        ("at least three readings", &[(0, 0), (200, 2_000), (400, 4_000), (401, 4_351)], &[3]),
        ("a vehicle that stood", &[(0, 0), (10, 0), (20, 0), (30, 301)], &[3]),
    ];
    for (name, rows, expected) in table {
        let jumps: Vec<Uuid> = timeline(rows).jumps().iter().map(|jump| jump.record_id).collect();
        let expected: Vec<Uuid> = expected.iter().map(|number| id(*number)).collect();
        assert_eq!(jumps, expected, "{name}");
    }
    let jump = timeline(&[(0, 0), (10, 100), (20, 200), (22, 601)]).jumps()[0];
    let expected =
        Jump { record_id: id(3), previous_id: id(2), rise_m: 401_000, expected_m: 20_000 };
    assert_eq!(jump, expected);
}

#[test]
fn what_was_confirmed_does_not_jump() {
    let mut rows = readings(&[(0, 0), (10, 100), (20, 200), (22, 9_000)]);
    rows[3].confirmed = true;
    assert_eq!(Timeline::new(rows, Vec::new()).jumps(), []);
}

proptest! {
    #[test]
    fn the_order_of_entry_does_not_matter(
        (rows, shuffled) in prop::collection::vec((0_u64..20, 0_i64..3000), 0..25)
            .prop_map(|rows| readings(&rows))
            .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        let replacements = vec![replacement(6, 1500, 0), replacement(12, 900, 20)];
        let mut turned = replacements.clone();
        turned.reverse();
        let (one, other) = (Timeline::new(rows, replacements), Timeline::new(shuffled, turned));
        prop_assert_eq!(one.points(), other.points());
        prop_assert_eq!(one.jumps(), other.jumps());
    }

    /// Months add up to the year, whatever the readings.
    #[test]
    fn distances_add_up(
        steps in prop::collection::vec((0_u64..9, 0_i64..500), 2..30),
        cut in 0_u64..200,
    ) {
        let mut at = (1, 1000);
        let rows: Vec<(u64, i64)> = steps.into_iter().map(|(days, km)| {
            at = (at.0 + days, at.1 + km);
            at
        }).collect();
        let timeline = timeline(&rows);
        let (first, last) = (rows[0].0 + 1, at.0);
        prop_assume!(first < last);
        let cut = first + cut % (last - first);
        let parts = timeline.distance_m(day(first), day(cut)).unwrap()
            + timeline.distance_m(day(cut + 1), day(last)).unwrap();
        prop_assert_eq!(timeline.distance_m(day(first), day(last)), Some(parts));
    }

    /// Whatever is entered: what is in no conflict never falls, so distances of days add up, and
    /// every reading in conflict stands in a pair that contradicts.
    #[test]
    fn what_is_left_never_falls(rows in prop::collection::vec((0_u64..30, 0_i64..40), 0..40)) {
        let replacements = vec![replacement(10, 20, 3), replacement(17, 9, 0)];
        for timeline in [timeline(&rows), Timeline::new(readings(&rows), replacements)] {
            let clean = timeline.points().iter().filter(|point| !point.in_conflict);
            prop_assert!(clean.clone().is_sorted_by_key(|point| point.virtual_m));
            let conflicts = timeline.conflicts();
            prop_assert_eq!(timeline.has_conflicts(), !conflicts.is_empty());
            for point in timeline.points() {
                let told = conflicts.iter().any(|conflict| {
                    [conflict.earlier_id, conflict.later_id].contains(&point.record_id)
                });
                // A replacement has two points.
                prop_assert!(told || !point.in_conflict);
                prop_assert!(!told || timeline.is_in_conflict(point.record_id));
            }
        }
    }

    /// Nobody has to mend more than it takes: no reading can be put back.
    #[test]
    fn no_fewer_could_be_in_conflict(rows in prop::collection::vec((0_u64..9, 0_i64..9), 0..9)) {
        let all = timeline(&rows);
        let falls = |pair: &[Point]| pair[1].odometer_m < pair[0].odometer_m;
        let beside: Vec<bool> = (0..all.points().len()).map(|index| {
            all.points().windows(2).enumerate().any(|(first, pair)| {
                falls(pair) && (first == index || first + 1 == index)
            })
        }).collect();
        let rest: Vec<i64> = all.points().iter().zip(&beside)
            .filter(|(_, beside)| !**beside).map(|(point, _)| point.odometer_m).collect();
        let most = (0_u32..1 << rest.len()).filter_map(|chosen| {
            let kept = (0..).zip(&rest).filter(|(bit, _)| chosen >> bit & 1 == 1);
            kept.clone().is_sorted_by_key(|(_, odometer_m)| *odometer_m).then(|| kept.count())
        }).max().unwrap();
        let clean = all.points().iter().filter(|point| !point.in_conflict).count();
        prop_assert_eq!(clean, most);
        for (point, beside) in all.points().iter().zip(beside) {
            prop_assert!(point.in_conflict || !beside);
        }
    }
}
