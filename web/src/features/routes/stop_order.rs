//! Moving the open stops of a route by hand, before anything is sent.

use furgo_shared::{id::StopId, routes::RouteView};

/// Where a stop goes among the open ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Up,
    Down,
    First,
    Last,
}

/// The open stops in their present order.
pub fn open_stops(route: &RouteView) -> Vec<StopId> {
    route.stops.iter().filter(|stop| stop.is_open()).map(|stop| stop.id).collect()
}

/// The order after a move; the same when the stop is at the end already.
pub fn moved(order: &[StopId], stop: StopId, by: Move) -> Vec<StopId> {
    let mut order = order.to_vec();
    let Some(at) = order.iter().position(|other| *other == stop) else { return order };
    let last = order.len() - 1;
    let to = match by {
        Move::Up => at.saturating_sub(1),
        Move::Down => (at + 1).min(last),
        Move::First => 0,
        Move::Last => last,
    };
    let stop = order.remove(at);
    order.insert(to, stop);
    order
}

/// The order with the stop at this place among the others, from 0.
pub fn placed(order: &[StopId], stop: StopId, at: usize) -> Vec<StopId> {
    let mut order: Vec<StopId> = order.iter().copied().filter(|other| *other != stop).collect();
    order.insert(at.min(order.len()), stop);
    order
}

/// Between which of the other open stops something is put down: so many of them stay above it. Rows
/// come with the height of their middles.
pub fn place_at(rows: &[(StopId, f64)], held: StopId, height: f64) -> usize {
    rows.iter().filter(|(stop, middle)| *stop != held && *middle < height).count()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn stops(numbers: &[u128]) -> Vec<StopId> {
        numbers.iter().map(|number| StopId(Uuid::from_u128(*number))).collect()
    }

    #[test]
    fn a_stop_moves_and_the_others_keep_their_order() {
        let order = stops(&[1, 2, 3, 4]);
        assert_eq!(moved(&order, order[2], Move::Up), stops(&[1, 3, 2, 4]));
        assert_eq!(moved(&order, order[0], Move::Last), stops(&[2, 3, 4, 1]));
        assert_eq!(moved(&order, order[3], Move::First), stops(&[4, 1, 2, 3]));
    }

    #[test]
    fn nothing_moves_beyond_the_ends() {
        let order = stops(&[1, 2]);
        assert_eq!(moved(&order, order[0], Move::Up), order);
        assert_eq!(moved(&order, order[1], Move::Down), order);
        assert_eq!(moved(&order, StopId(Uuid::from_u128(9)), Move::Up), order);
        assert_eq!(moved(&[], StopId(Uuid::from_u128(9)), Move::Last), []);
    }

    #[test]
    fn a_stop_is_put_down_between_those_around_the_finger() {
        let order = stops(&[1, 2, 3]);
        let rows: Vec<_> = order.iter().copied().zip([50.0, 150.0, 250.0]).collect();
        let put_down = |height| placed(&order, order[0], place_at(&rows, order[0], height));
        assert_eq!(put_down(40.0), order);
        assert_eq!(put_down(149.0), order, "not past the middle of the next one");
        assert_eq!(put_down(151.0), stops(&[2, 1, 3]));
        assert_eq!(put_down(999.0), stops(&[2, 3, 1]));
        assert_eq!(placed(&order, order[2], place_at(&rows, order[2], 0.0)), stops(&[3, 1, 2]));
    }
}
