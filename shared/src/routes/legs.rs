//! What it takes to drive between the places of a route, so that a phone plans without a network.

use serde::{Deserialize, Serialize};

use super::{PlanBasis, RouteView, StopView};
use crate::{
    geo::{Depot, Point},
    id::{RouteId, StopId},
    view::Versioned,
};

/// Seconds and metres from each place of a route to each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RouteLegs {
    pub route_id: RouteId,
    /// What they were computed from.
    pub basis: PlanBasis,
    pub depot: Point,
    /// The stops that they were computed for.
    pub stops: Vec<StopAt>,
    /// Seconds of driving, row by row: from the depot and then from each stop to the same places;
    /// `null` where no way leads.
    pub durations_s: Vec<Option<u32>>,
    /// Metres, likewise.
    pub distances_m: Vec<Option<u32>>,
}

/// Where a stop was when its legs were computed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StopAt {
    pub stop_id: StopId,
    /// `null` while the address has no coordinates: the server guesses.
    pub position: Option<Point>,
}

impl RouteLegs {
    /// Whether they say of each stop of the route, where it is now, how one gets there.
    pub fn cover(&self, route: &RouteView) -> bool {
        let known = |stop: &StopView| {
            let now = StopAt { stop_id: stop.id, position: stop.position() };
            self.stops.contains(&now)
        };
        let depot = route.depot.as_ref().map(Depot::point);
        self.route_id == route.id && depot == Some(self.depot) && route.stops.iter().all(known)
    }

    /// Seconds and metres between two of its places, the depot without a stop; `None` where no way
    /// leads, or nothing is known of one.
    pub fn leg(&self, from: Option<StopId>, to: Option<StopId>) -> Option<(u32, u32)> {
        let at = self.row(from)? * (self.stops.len() + 1) + self.row(to)?;
        Some(((*self.durations_s.get(at)?)?, (*self.distances_m.get(at)?)?))
    }

    fn row(&self, place: Option<StopId>) -> Option<usize> {
        let Some(id) = place else { return Some(0) };
        Some(self.stops.iter().position(|stop| stop.stop_id == id)? + 1)
    }
}

impl Versioned for RouteLegs {}

impl StopView {
    /// Where its address is, for those who may know it.
    pub fn position(&self) -> Option<Point> {
        let address = self.package.address.as_ref()?;
        let (latitude, longitude) = address.latitude.zip(address.longitude)?;
        Some(Point { latitude, longitude })
    }
}
