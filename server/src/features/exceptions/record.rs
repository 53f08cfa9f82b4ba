//! A fact and a plan that do not go together, as stored. Ids only, never names.

use chrono::{DateTime, Utc};
use furgo_shared::{
    exceptions::{EntryKind, ExceptionKind, Resolution},
    id::{ExceptionId, PackageId, RouteId, UserId, VehicleId},
    packages::PackageStatus,
    readings::CreateReading,
    routes::RouteStatus,
    time::Timestamp,
    typed::TypedDistance,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::{
    features::door::Claim,
    storage::{IndexEntries, Meta, Record, Sight, engine::Space},
};

/// A fact and a plan that do not go together.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExceptionRecord {
    pub id: ExceptionId,
    pub kind: ExceptionKind,
    /// Whoever told the fact.
    pub driver_id: Option<UserId>,
    pub about: About,
    pub fact: Side,
    pub plan: Option<Side>,
    /// Of the phone; what the program found by itself has none.
    pub claim: Option<Claim>,
    /// What waits for the office.
    pub held: Option<Held>,
    pub resolved: Option<Resolved>,
    pub meta: Meta,
}

/// What it is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub package_id: Option<PackageId>,
    /// On which it was done.
    pub route_id: Option<RouteId>,
    /// The one that it got in the way of.
    pub other_route_id: Option<RouteId>,
    pub vehicle_id: Option<VehicleId>,
    /// What was entered.
    pub entry: Option<Entry>,
}

/// A record of a vehicle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub id: Uuid,
    pub kind: EntryKind,
}

/// What one side says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    pub at: Timestamp,
    pub by: Option<UserId>,
    pub status: Option<PackageStatus>,
    pub route_status: Option<RouteStatus>,
    /// Whose it was by it.
    pub driver_id: Option<UserId>,
    pub odometer_m: Option<i64>,
}

impl Side {
    /// Something that happened.
    pub fn at(at: Timestamp, by: Option<UserId>) -> Self {
        Self { at, by, status: None, route_status: None, driver_id: None, odometer_m: None }
    }
}

/// What waits until the office says that it counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// A reading of a record that is there without it.
    Reading { odometer_m: i64, typed: Option<TypedDistance> },
    /// A record that is nothing but a reading.
    Record(Box<CreateReading>),
}

/// How it was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolved {
    pub how: Resolution,
    pub at: Timestamp,
    pub by: Option<UserId>,
}

/// What is said of a new exception.
#[derive(Clone, Debug)]
pub struct Raised {
    pub kind: ExceptionKind,
    pub about: About,
    pub fact: Side,
    pub plan: Option<Side>,
    pub held: Option<Held>,
}

impl ExceptionRecord {
    /// When it came, or was settled.
    pub fn since(&self) -> DateTime<Utc> {
        self.resolved.map_or(self.meta.created_at, |resolved| resolved.at)
    }
}

impl Record for ExceptionRecord {
    const TABLE: Space = store::EXCEPTIONS;
    const INDEXES: &'static [Space] =
        &[store::BY_STATE.space, store::BY_DRIVER.space, store::BY_SUBJECT.space];

    fn id(&self) -> Uuid {
        self.id.into()
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn index(&self, entries: &mut IndexEntries) {
        store::index(self, entries);
    }

    /// Whoever told the fact sees what became of it.
    fn sight(&self) -> Sight {
        Sight::office().or_drivers(self.driver_id)
    }
}
