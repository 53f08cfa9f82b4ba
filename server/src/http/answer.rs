//! What an operation answers, ready to be sent and ready to be remembered.

use std::marker::PhantomData;

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::Cookie,
    http::{StatusCode, header},
};
use furgo_shared::{
    auth::{SessionView, SignedInView, TokenView},
    dashboard::DashboardView,
    expenses::{ExpenseSummaryView, ExpenseView, PaidView},
    maintenance::MaintenanceView,
    packages::{DaySummaryView, PackageView},
    page::{Items, Page, PageWithSums},
    readings::{HintsView, ReadingView},
    refuels::RefuelView,
    routes::{DayPlanView, DayRouteView, RouteView, StopView},
    settings::{HealthView, SettingsView, WelcomeView},
    stats::{
        AnalyticsView, FuelEfficiencyView, GarageView, RefuelAnalysisView, ReportView,
        VehicleStatsView,
    },
    tracking::TrackingView,
    users::{CreatedUserView, UserView},
    vehicles::VehicleView,
};
use serde::{Serialize, de::DeserializeOwned};

use crate::storage::outcome::Outcome;

/// An answer that may carry the version of the record it shows.
pub trait Versioned: Serialize {
    /// Goes out as `ETag`.
    fn version(&self) -> Option<u64> {
        None
    }

    /// Whether the version tells all: what is derived from other records changes without it, and
    /// a client that has the version must be sent the answer again.
    fn follows_version(&self) -> bool {
        true
    }
}

macro_rules! versioned {
    ($($name:ty),*) => {$(impl Versioned for $name { fn version(&self) -> Option<u64> { Some(self.version) } })*};
}
macro_rules! versioned_in_part {
    ($($name:ty),*) => {$(impl Versioned for $name {
        fn version(&self) -> Option<u64> { Some(self.version) }
        fn follows_version(&self) -> bool { false }
    })*};
}
macro_rules! unversioned {
    ($($name:ty),*) => {$(impl Versioned for $name {})*};
}

versioned!(UserView, PackageView, RouteView, SettingsView, ReadingView);
versioned_in_part!(RefuelView, MaintenanceView, ExpenseView, VehicleView);
unversioned!(
    (),
    SignedInView,
    TokenView,
    SessionView,
    DashboardView,
    DaySummaryView,
    DayRouteView,
    DayPlanView,
    StopView,
    HealthView,
    WelcomeView,
    TrackingView,
    PaidView,
    ExpenseSummaryView,
    HintsView,
    FuelEfficiencyView,
    VehicleStatsView,
    AnalyticsView,
    RefuelAnalysisView,
    ReportView,
    GarageView,
    serde_json::Value
);

impl Versioned for CreatedUserView {
    fn version(&self) -> Option<u64> {
        Some(self.user.version)
    }
}

impl<T: Serialize> Versioned for Items<T> {}
impl<T: Serialize> Versioned for Page<T> {}
impl<T: Serialize, S: Serialize> Versioned for PageWithSums<T, S> {}

/// An answer of type `T`.
#[derive(Debug)]
pub struct Answer<T> {
    status: u16,
    body: Vec<u8>,
    etag: Option<u64>,
    follows_etag: bool,
    replayed: bool,
    cookies: Vec<Cookie<'static>>,
    types: PhantomData<fn() -> T>,
}

impl<T: Versioned> Answer<T> {
    /// A success with this status.
    pub fn of(status: u16, value: &T) -> Self {
        let body = match status {
            202 | 204 => Vec::new(),
            _ => serde_json::to_vec(value).expect("views hold no maps with other keys than texts"),
        };
        Self {
            status,
            body,
            etag: value.version(),
            follows_etag: value.follows_version(),
            replayed: false,
            cookies: Vec::new(),
            types: PhantomData,
        }
    }

    /// The answer of a read.
    pub fn read(value: &T) -> Self {
        Self::of(200, value)
    }
}

impl<T: Versioned + DeserializeOwned> Answer<T> {
    /// With something in it that must not be remembered with the answer, such as a link's token.
    pub fn amended(self, amend: impl FnOnce(&mut T)) -> crate::error::Result<Self> {
        let mut value: T = serde_json::from_slice(&self.body)
            .map_err(|error| crate::error::Error::Internal(error.to_string()))?;
        amend(&mut value);
        let amended = Self::of(self.status, &value);
        Ok(Self { replayed: self.replayed, cookies: self.cookies, ..amended })
    }
}

impl<T> Answer<T> {
    /// The answer that was given the first time.
    pub fn replayed(outcome: Outcome) -> Self {
        Self {
            status: outcome.status,
            body: outcome.body.into_bytes(),
            etag: outcome.etag,
            follows_etag: true,
            replayed: true,
            cookies: Vec::new(),
            types: PhantomData,
        }
    }

    /// As it is remembered.
    pub fn to_outcome(
        &self,
        fingerprint: &str,
        recorded_at: chrono::DateTime<chrono::Utc>,
    ) -> Outcome {
        Outcome {
            fingerprint: fingerprint.to_owned(),
            status: self.status,
            body: String::from_utf8_lossy(&self.body).into_owned(),
            etag: self.etag,
            recorded_at,
        }
    }

    /// With a cookie to set.
    pub fn with_cookie(mut self, cookie: Cookie<'static>) -> Self {
        self.cookies.push(cookie);
        self
    }
}

/// Something that an endpoint with answers of type `T` may give.
pub trait Responds<T> {
    /// As a response to this request.
    fn respond(self, request: &HttpRequest) -> HttpResponse;
}

impl<T> Responds<T> for Answer<T> {
    fn respond(self, request: &HttpRequest) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let etag = self.etag.map(|version| format!("\"{version}\""));
        let mut response = HttpResponse::build(status);
        match &etag {
            // The client may keep it, and asks each time whether it still holds.
            Some(etag) => response
                .insert_header((header::ETAG, etag.as_str()))
                .insert_header((header::CACHE_CONTROL, "private, no-cache")),
            None => response.insert_header((header::CACHE_CONTROL, "no-store")),
        };
        if self.replayed {
            response.insert_header(("Idempotency-Replayed", "true"));
        }
        for cookie in self.cookies {
            response.cookie(cookie);
        }
        let unchanged = self.follows_etag
            && request.method().is_safe()
            && etag.is_some()
            && etag.as_deref().is_some_and(|etag| is_known(request, etag));
        if unchanged {
            return response.status(StatusCode::NOT_MODIFIED).finish();
        }
        match self.body.is_empty() {
            true => response.finish(),
            false => response.content_type("application/json").body(self.body),
        }
    }
}

/// Whether the client has this version: a list is allowed, and tags that a compressing proxy made
/// weak count (RFC 9110, 13.1.2).
fn is_known(request: &HttpRequest, etag: &str) -> bool {
    let listed = request.headers().get_all(header::IF_NONE_MATCH);
    listed.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(|tag| {
        let tag = tag.trim();
        tag == "*" || tag.trim_start_matches("W/") == etag
    })
}

impl<T> Responds<T> for HttpResponse {
    fn respond(self, _: &HttpRequest) -> HttpResponse {
        self
    }
}
