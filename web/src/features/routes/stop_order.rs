//! Moving the open stops of a route by hand, before anything is sent.

use furgo_shared::{
    id::StopId,
    packages::PackageStatus,
    routes::{RouteView, StopView},
};

/// Where a stop goes among the open ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Up,
    Down,
    First,
    Last,
}

/// Whether the stop is still to be driven to.
pub fn is_open(stop: &StopView) -> bool {
    matches!(
        stop.package.status,
        PackageStatus::Pending | PackageStatus::Assigned | PackageStatus::InTransit
    )
}

/// The open stops in their present order.
pub fn open_stops(route: &RouteView) -> Vec<StopId> {
    route.stops.iter().filter(|stop| is_open(stop)).map(|stop| stop.id).collect()
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
}
