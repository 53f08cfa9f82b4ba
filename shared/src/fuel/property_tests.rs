//! What holds for every history.

use proptest::prelude::*;

use super::{test_history::*, *};

/// Every figure of a history: values by fill, average, open quantity.
fn figures(analysis: &Analysis) -> (Vec<Interval>, Totals, i64) {
    let Some(stream) = analysis.stream(Energy::Petrol) else {
        return (Vec::new(), Totals::default(), 0);
    };
    (stream.intervals.clone(), stream.totals(), stream.open)
}

/// Splits a full fill: the first part is put in some metres before, which may be none.
fn split(fills: &[Fill], at: usize, part: i64, before_m: i64) -> Vec<Fill> {
    let mut fills = fills.to_vec();
    let full = &mut fills[at];
    let first = Fill {
        id: id(100_000),
        full: false,
        quantity: full.quantity * part / 100,
        odometer_m: full.odometer_m.map(|odometer_m| odometer_m - before_m),
        created_at: full.created_at - chrono::TimeDelta::milliseconds(1),
        ..full.clone()
    };
    full.quantity -= first.quantity;
    fills.insert(at, first);
    fills
}

proptest! {
    #[test]
    fn the_order_of_entry_does_not_matter(
        (fills, shuffled) in petrol_history(1..40)
            .prop_flat_map(|fills| (Just(fills.clone()), Just(fills).prop_shuffle())),
    ) {
        prop_assert_eq!(Given::fills(fills).analysis(), Given::fills(shuffled).analysis());
    }

    /// Also with days and readings that disagree, and entries that happened at the same moment.
    #[test]
    fn the_order_of_entry_does_not_matter_in_a_mess(
        (fills, shuffled) in prop::collection::vec((0_u64..8, 0_i64..6, 1_i64..90, any::<bool>()), 1..14)
            .prop_map(|rows| {
                let rows = rows.into_iter().enumerate();
                rows.map(|(number, (on, km, litres, full))| Fill {
                    created_at: chrono::DateTime::UNIX_EPOCH,
                    full,
                    ..fill(number, on, (km > 0).then_some(km * 100), litres)
                })
                .collect::<Vec<_>>()
            })
            .prop_flat_map(|fills| (Just(fills.clone()), Just(fills).prop_shuffle())),
    ) {
        let (one, other) = (Given::fills(fills).replaced(4, 400, 100), Given::fills(shuffled).replaced(4, 400, 100));
        prop_assert_eq!(one.analysis(), other.analysis());
    }

    /// At the same reading, or at one on the way there.
    #[test]
    fn splitting_a_full_fill_changes_no_average(
        fills in petrol_history(2..40),
        at in any::<prop::sample::Index>(),
        part in 1_i64..100,
        way in 0_i64..100,
    ) {
        let at = at.index(fills.len());
        prop_assume!(fills[at].full && fills[at].quantity > 1);
        // On the way: after whatever came last, and on the same day.
        let last = fills[..at].iter().filter_map(|fill| fill.odometer_m).max();
        let room = fills[at].odometer_m.zip(last).map_or(0, |(to, from)| (to - from - 1).max(0));
        let whole = Given::fills(fills.clone()).analysis();
        let parts = Given::fills(split(&fills, at, part, room * way / 100)).analysis();
        let (whole, parts) = (figures(&whole), figures(&parts));
        prop_assert_eq!(whole.1, parts.1);
        prop_assert_eq!(whole.2, parts.2);
        let values = |intervals: &[Interval]| -> Vec<(Uuid, Totals, bool)> {
            intervals.iter().map(|i| (i.end_id, i.totals(), i.counted)).collect()
        };
        prop_assert_eq!(values(&whole.0), values(&parts.0));
    }

    #[test]
    fn another_stream_changes_nothing(
        fills in petrol_history(1..30),
        others in petrol_history(1..30),
    ) {
        let alone = Given::fills(fills.clone()).analysis();
        // Where the others have no readings of their own the timeline stays what it is.
        let others = others.into_iter().enumerate().map(|(number, other)| Fill {
            id: id(50_000 + number),
            fuel: Fuel::Diesel,
            odometer_m: None,
            ..other
        });
        let together = Given::fills(fills.into_iter().chain(others).collect()).analysis();
        prop_assert_eq!(alone.stream(Energy::Petrol), together.stream(Energy::Petrol));
    }

    /// Rule 8: never a mean of ratios, and nothing that is left out.
    #[test]
    fn the_average_is_all_energy_over_all_distance(fills in petrol_history(1..40)) {
        let (intervals, totals, _) = figures(&Given::fills(fills).analysis());
        let counted = || intervals.iter().filter(|interval| interval.counted);
        prop_assert_eq!(totals.quantity, counted().map(|interval| interval.quantity).sum::<i64>());
        prop_assert_eq!(totals.distance_m, counted().map(|interval| interval.distance_m).sum::<i64>());
        prop_assert!(counted().all(|interval| interval.distance_m > 0));
        let left_out = |interval: &Interval| interval.flags.iter().any(|flag| flag.leaves_out());
        prop_assert!(intervals.iter().all(|interval| interval.counted != left_out(interval)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The invariant of the module: what is far away has no say.
    #[test]
    fn a_slice_says_the_same_about_its_middle(
        fills in petrol_history(150..420),
        middle in any::<prop::sample::Index>(),
    ) {
        let anchors: Vec<usize> = fills.iter().enumerate()
            .filter(|(_, fill)| fill.full && fill.odometer_m.is_some())
            .map(|(index, _)| index)
            .collect();
        prop_assume!(anchors.len() > 2);
        let middle = middle.index(anchors.len());
        let first = middle.checked_sub(2 * REACH).map_or(0, |anchor| anchors[anchor]);
        let last = anchors.get(middle + 2 * REACH).map_or(fills.len() - 1, |anchor| *anchor);
        let whole = Given::fills(fills.clone()).analysis();
        let slice = Given::fills(fills[first..=last].to_vec()).analysis();
        let near = middle.saturating_sub(REACH)..=(middle + REACH).min(anchors.len() - 1);
        for anchor in near {
            let closing = fills[anchors[anchor]].id;
            prop_assert_eq!(whole.interval_closed_by(closing), slice.interval_closed_by(closing));
        }
    }
}
