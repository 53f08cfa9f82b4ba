//! The order of a route's stops, and where the driver stands among them.

use serde::{Deserialize, Serialize};

use super::onto;
use crate::{
    id::{RouteId, StopId},
    time::Timestamp,
    validate::{FieldErrors, Validate},
};

/// The order of stops as it comes in, in either of two ways.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct ReorderRequest {
    route_id: RouteId,
    /// All open stops, each once.
    #[serde(default)]
    stop_ids: Vec<StopId>,
    /// The same, as published clients say it.
    #[serde(default)]
    stops: Vec<StopPlace>,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct StopPlace {
    stop_id: StopId,
    order_index: i64,
}

impl From<ReorderRequest> for ReorderStops {
    fn from(request: ReorderRequest) -> Self {
        let mut stops = request.stops;
        stops.sort_by_key(|stop| stop.order_index);
        let mut stop_ids = request.stop_ids;
        stop_ids.extend(stops.into_iter().map(|stop| stop.stop_id));
        Self { route_id: request.route_id, stop_ids }
    }
}

/// Puts the open stops of a route into another order; arrival times follow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "ReorderRequest")]
pub struct ReorderStops {
    pub route_id: RouteId,
    /// All open stops, each once.
    pub stop_ids: Vec<StopId>,
}

impl Validate for ReorderStops {
    fn validate(&self, errors: &mut FieldErrors) {
        onto::distinct("stop_ids", &self.stop_ids, errors);
    }
}

/// Records that the driver has arrived.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordArrival {
    pub stop_id: StopId,
    /// When it happened, if earlier than now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Timestamp>,
}

impl Validate for RecordArrival {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.instant("occurred_at", self.occurred_at);
    }
}
