//! A package as stored.

use std::borrow::Cow;

use chrono::{DateTime, TimeDelta, Utc};
use furgo_shared::{
    access::Role,
    effects::PackageState,
    geo::Point,
    id::{PackageId, RouteId, UserId, VehicleId},
    packages::{Address, CreatePackage, PackageStatus, StoredPackage, TimeWindow},
    routes::Whereabouts,
    text::Locale,
    time::{Day, Timestamp},
    units::Kg,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::{
    auth::Viewer,
    features::tidy,
    storage::{
        IndexEntries, Measure, Meta, Reads, Record, Sight, Summaries, engine::Space, summary::FLEET,
    },
};

/// How long the tracking link lives on, and its driver sees the recipient, when nothing more is to be
/// done.
const KNOWN_AFTER_END: TimeDelta = TimeDelta::days(30);

/// A package.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PackageRecord {
    pub id: PackageId,
    pub tracking_code: String,
    /// 128 random bits; whoever holds them may see the tracking page.
    pub tracking_token: String,
    /// The sender's.
    #[serde(default)]
    pub reference: Option<String>,
    pub recipient_name: String,
    pub recipient_email: Option<String>,
    pub recipient_phone: Option<String>,
    pub address: Address,
    pub weight_g: Option<i64>,
    pub description: Option<String>,
    #[serde(default)]
    pub access_note: Option<String>,
    pub estimated_delivery: Option<Day>,
    pub time_window: Option<TimeWindow>,
    pub service_min: Option<u32>,
    /// Of the recipient.
    #[serde(default)]
    pub locale: Option<Locale>,
    pub status: PackageStatus,
    pub assigned_to: Option<UserId>,
    /// The route it is on, or was on last.
    pub route_id: Option<RouteId>,
    pub attempts: u32,
    /// Steps taken, the first entry included.
    pub steps: u64,
    /// There while it is delivered: a correction takes it back, and the monthly sums with it.
    pub delivery: Option<Delivery>,
    /// When it was delivered or failed.
    pub finished_at: Option<Timestamp>,
    pub meta: Meta,
}

/// Where a delivery counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The fleet's day.
    pub day: Day,
    pub vehicle_id: Option<VehicleId>,
    pub driver_id: Option<UserId>,
}

/// What a new package has of its own besides its particulars.
#[derive(Clone, Debug)]
pub struct Identity {
    pub id: PackageId,
    pub tracking_code: String,
    pub tracking_token: String,
}

impl PackageRecord {
    /// What steps change of it.
    pub fn state(&self) -> PackageState {
        PackageState { status: self.status, assigned_to: self.assigned_to, attempts: self.attempts }
    }

    /// What a step has made of it.
    pub fn take(&mut self, after: PackageState) {
        let PackageState { status, assigned_to, attempts } = after;
        (self.status, self.assigned_to, self.attempts) = (status, assigned_to, attempts);
    }

    /// As the request says, pending.
    pub fn new(identity: Identity, request: CreatePackage, now: DateTime<Utc>) -> Self {
        Self {
            id: identity.id,
            tracking_code: identity.tracking_code,
            tracking_token: identity.tracking_token,
            reference: tidy::optional(request.reference),
            recipient_name: tidy::line(&request.recipient_name),
            recipient_email: tidy::optional(request.recipient_email),
            recipient_phone: tidy::optional(request.recipient_phone),
            address: tidy_address(request.address),
            weight_g: request.weight_kg.map(Kg::units),
            description: tidy::optional(request.description),
            access_note: tidy::optional(request.access_note),
            estimated_delivery: request.estimated_delivery,
            time_window: request.time_window,
            service_min: request.service_min,
            locale: request.locale,
            status: PackageStatus::Pending,
            assigned_to: None,
            route_id: None,
            attempts: 0,
            steps: 1,
            delivery: None,
            finished_at: None,
            meta: Meta::new(now),
        }
    }

    /// Where it goes, if the address has coordinates. Records of earlier versions may hold 0/0,
    /// which is no place.
    pub fn point(&self) -> Option<Point> {
        let (latitude, longitude) = (self.address.latitude?, self.address.longitude?);
        Some(Point { latitude, longitude }).filter(|point| !point.is_nowhere())
    }

    /// Whether the tracking link still works.
    pub fn is_tracked(&self, now: DateTime<Utc>) -> bool {
        !self.is_long_finished(now)
    }

    /// Whether whoever sees the package sees for whom it is: drivers as long as questions come.
    pub fn shows_recipient(&self, tx: &impl Reads) -> bool {
        !forgets_recipients(tx) || !self.is_long_finished(tx.now())
    }

    /// As whoever sees it knows it: for whom it was, and at which door, is nobody's business any
    /// more when no questions come.
    pub fn as_known(&self, tx: &impl Reads) -> Cow<'_, Self> {
        if self.shows_recipient(tx) {
            return Cow::Borrowed(self);
        }
        let mut known = self.clone();
        known.recipient_name.clear();
        known.recipient_email = None;
        known.recipient_phone = None;
        known.address.street.clear();
        known.address.latitude = None;
        known.address.longitude = None;
        known.description = None;
        known.access_note = None;
        Cow::Owned(known)
    }

    /// Whether nobody but the office has anything more to do with it.
    fn is_long_finished(&self, now: DateTime<Utc>) -> bool {
        self.finished_at.is_some_and(|end| now - end > KNOWN_AFTER_END)
    }

    /// Its stored part, as sent. Only those who may hand the tracking link on are told it.
    pub fn to_stored(&self, viewer: &Viewer) -> StoredPackage {
        StoredPackage {
            id: self.id,
            tracking_code: self.tracking_code.clone(),
            reference: self.reference.clone(),
            recipient_name: self.recipient_name.clone(),
            recipient_email: self.recipient_email.clone(),
            recipient_phone: self.recipient_phone.clone(),
            address: self.address.clone(),
            weight_kg: self.weight_g.map(Kg::from_units),
            description: self.description.clone(),
            access_note: self.access_note.clone(),
            estimated_delivery: self.estimated_delivery,
            time_window: self.time_window,
            service_min: self.service_min,
            locale: self.locale,
            status: self.status,
            assigned_to: self.assigned_to,
            route_id: self.route_id,
            attempts: self.attempts,
            tracking_url: viewer.is_office().then(|| format!("/track/{}", self.tracking_token)),
            created_at: self.meta.created_at,
            updated_at: self.meta.updated_at,
            version: self.meta.version,
        }
    }

    /// Where it is now, for the stops that it has or had.
    pub fn whereabouts(&self) -> Whereabouts {
        Whereabouts {
            status: self.status,
            route_id: self.route_id,
            attempts: self.attempts,
            time_window: self.time_window,
        }
    }
}

/// Whether the viewer is not to know for ever for whom packages were.
pub fn forgets_recipients(tx: &impl Reads) -> bool {
    tx.viewer().role() == Some(Role::Driver)
}

/// Without blanks around its lines.
pub fn tidy_address(address: Address) -> Address {
    Address {
        street: tidy::line(&address.street),
        city: tidy::line(&address.city),
        postal_code: tidy::line(&address.postal_code),
        country: tidy::line(&address.country),
        ..address
    }
}

impl Record for PackageRecord {
    const TABLE: Space = store::PACKAGES;
    const INDEXES: &'static [Space] = &[
        store::BY_CREATION.space,
        store::BY_STATUS.space,
        store::BY_DRIVER.space,
        store::BY_DRIVER_AND_STATUS.space,
        store::BY_PLACE.space,
        store::BY_CODE.space,
        store::BY_TOKEN.space,
        store::BY_REFERENCE.space,
    ];

    const CATALOGUE: Option<Space> = Some(super::facts::CATALOGUE.space);

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

    fn summarise(&self, summaries: &mut Summaries) {
        let Some(delivery) = self.delivery else { return };
        summaries.add(FLEET, delivery.day, Measure::Delivered, 1);
        if let Some(vehicle) = delivery.vehicle_id {
            summaries.add(vehicle, delivery.day, Measure::Delivered, 1);
        }
        if let Some(driver) = delivery.driver_id {
            summaries.add(driver, delivery.day, Measure::Delivered, 1);
        }
    }

    /// Drivers see what is assigned to them; viewers see no recipients at all.
    fn sight(&self) -> Sight {
        Sight::office().or_drivers(self.assigned_to)
    }
}
