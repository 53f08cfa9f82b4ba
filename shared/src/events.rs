//! What the server tells a screen that stays open, as server-sent events.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One event; on the wire its kind is the event's name and the rest its data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// A record that the viewer may see was written, or one that they saw is gone.
    Changed {
        /// The noun, as in the path of its endpoints: `packages`, `routes`, `vehicles` …
        noun: String,
        id: Uuid,
    },
    /// How far a plan that the viewer asked for has come.
    PlanProgress(PlanProgress),
    /// The server could not keep up with telling: read again what is on the screen.
    Missed,
}

/// How far a plan has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanProgress {
    /// As in the request.
    pub plan_id: Uuid,
    /// Of the time or rounds that it may take.
    pub percent: u32,
    /// Of the best plan so far.
    pub routes: u32,
    pub unplanned: u32,
}
