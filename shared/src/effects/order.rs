//! Another order of what is left to be done.

/// The order that somebody wants who knew some of the stops: those take the wanted order, and each of
/// the others stays behind the one that it stands behind now, so that nobody's change undoes another's.
pub fn reordered<T: Copy + PartialEq>(standing: &[T], wanted: &[T]) -> Vec<T> {
    let mut order: Vec<T> = wanted.iter().copied().filter(|id| standing.contains(id)).collect();
    let mut before = None;
    for id in standing {
        if !order.contains(id) {
            let place = before.and_then(|before| order.iter().position(|other| *other == before));
            order.insert(place.map_or(0, |place| place + 1), *id);
        }
        before = Some(*id);
    }
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn those_that_are_known_go_where_they_are_wanted_and_the_others_stay_with_their_neighbours() {
        for (standing, wanted, order) in [
            ("abc", "cab", "cab"),
            // Some have been done or given away meanwhile.
            ("bc", "cab", "cb"),
            // Others have come: at the front, in between, and one behind the other.
            ("xabc", "cba", "xcba"),
            ("abxc", "cba", "cbxa"),
            ("abxyc", "cba", "cbxya"),
            ("abc", "", "abc"),
            ("", "abc", ""),
        ] {
            let ids = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(reordered(&ids(standing), &ids(wanted)), ids(order), "{standing} {wanted}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_none_is_there_twice(
            standing in Just((0..12).collect::<Vec<u8>>()).prop_shuffle(),
            wanted in prop::collection::hash_set(0..16u8, 0..16),
        ) {
            let wanted: Vec<u8> = wanted.into_iter().collect();
            let mut order = reordered(&standing, &wanted);
            let known: Vec<u8> =
                order.iter().copied().filter(|id| wanted.contains(id)).collect();
            let meant: Vec<u8> =
                wanted.iter().copied().filter(|id| standing.contains(id)).collect();
            prop_assert_eq!(known, meant);
            order.sort_unstable();
            prop_assert_eq!(order, (0..12).collect::<Vec<u8>>());
        }
    }
}
