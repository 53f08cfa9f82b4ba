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
    demo_data::DemoDataView,
    expenses::{ExpenseSummaryView, ExpenseView, PaidView},
    files::{FilesUseView, UploadView},
    jobs::JobView,
    mail::{MailSettingsView, MailTestView},
    maintenance::MaintenanceView,
    packages::{DaySummaryView, PackageView},
    page::{Items, Page, PageWithSums},
    readings::{HintsView, ReadingView},
    refuels::RefuelView,
    routes::{DayPlanView, DayRouteView, RouteView, StopView, UnfinishedView},
    settings::{HealthView, SettingsView, WelcomeView},
    stats::{
        AnalyticsView, FuelEfficiencyView, GarageView, RefuelAnalysisView, ReportView,
        VehicleStatsView,
    },
    tracking::TrackingView,
    users::{CreatedUserView, ResetLinkView, UserView},
    vehicles::VehicleView,
};
use serde::{Serialize, de::DeserializeOwned};

use super::{pieces::Pieces, tag};
use crate::{auth::Viewer, storage::outcome::Outcome};

/// An answer that may carry the version of the record it shows.
pub trait Versioned: Serialize {
    /// Goes out in the `ETag`.
    fn version(&self) -> Option<u64> {
        None
    }
}

macro_rules! versioned {
    ($($name:ty),*) => {$(impl Versioned for $name { fn version(&self) -> Option<u64> { Some(self.version) } })*};
}
macro_rules! unversioned {
    ($($name:ty),*) => {$(impl Versioned for $name {})*};
}

versioned!(
    UserView,
    JobView,
    PackageView,
    RouteView,
    SettingsView,
    MailSettingsView,
    ReadingView,
    RefuelView,
    MaintenanceView,
    ExpenseView,
    VehicleView
);
unversioned!(
    DemoDataView,
    (),
    SignedInView,
    TokenView,
    SessionView,
    DashboardView,
    DaySummaryView,
    DayRouteView,
    UnfinishedView,
    DayPlanView,
    StopView,
    HealthView,
    WelcomeView,
    TrackingView,
    PaidView,
    MailTestView,
    ResetLinkView,
    ExpenseSummaryView,
    FilesUseView,
    UploadView,
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
    version: Option<u64>,
    replayed: bool,
    cookies: Vec<Cookie<'static>>,
    signs_out: bool,
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
            version: value.version(),
            replayed: false,
            cookies: Vec::new(),
            signs_out: false,
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
            version: outcome.etag,
            replayed: true,
            cookies: Vec::new(),
            signs_out: false,
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
            etag: self.version,
            recorded_at,
            shows: Vec::new(),
        }
    }

    /// With a cookie to set.
    pub fn with_cookie(mut self, cookie: Cookie<'static>) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// The end of a session: the browser forgets what it kept of the person.
    pub fn signing_out(mut self) -> Self {
        self.signs_out = true;
        self
    }
}

/// Something that an endpoint with answers of type `T` may give.
pub trait Responds<T> {
    /// As a response to this request of this reader.
    fn respond(self, request: &HttpRequest, reader: &Viewer) -> HttpResponse;
}

impl<T> Responds<T> for Answer<T> {
    fn respond(self, request: &HttpRequest, reader: &Viewer) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let tag = self.version.map(|version| tag::of(version, reader, &self.body));
        let mut response = HttpResponse::build(status);
        if let Some(tag) = &tag {
            response.insert_header((header::ETAG, tag.as_str()));
        }
        if self.replayed {
            response.insert_header(("Idempotency-Replayed", "true"));
        }
        if self.signs_out {
            response.insert_header(("Clear-Site-Data", "\"cache\""));
        }
        for cookie in self.cookies {
            response.cookie(cookie);
        }
        let is_known = |tag: String| request.method().is_safe() && tag::is_known(request, &tag);
        if tag.is_some_and(is_known) {
            return response.status(StatusCode::NOT_MODIFIED).finish();
        }
        match self.body.is_empty() {
            true => response.finish(),
            false => response.content_type("application/json").body(Pieces::from(self.body)),
        }
    }
}
