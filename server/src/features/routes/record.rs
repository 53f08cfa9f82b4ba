//! A route as stored, its stops inside it.

use chrono::{DateTime, Utc};
use furgo_ahead::Ahead;
use furgo_shared::{
    access::Role,
    effects::{LastStep, OdometerRead, RouteState, StopState},
    geo::{Depot, Point},
    id::{PackageId, RouteId, StopId, UserId, VehicleId},
    odometer::Source,
    packages::{PackageStatus, TimeWindow},
    routes::{
        BasisReason, PlanBasis, RouteKind, RouteStatus,
        live::{self, Expected, LiveRoute, LiveStop},
    },
    time::{Day, Timestamp},
    typed::TypedDistance,
    units::Km,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::{
    features::vehicles::VehicleRecord,
    storage::{
        IndexEntries, Measure, Meta, Record, Sight, Summaries, engine::Space, summary::FLEET,
    },
};

/// A route. Stops that are done come first, in the order they were done; then the open ones, in
/// the order they are to be done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RouteRecord {
    pub id: RouteId,
    pub kind: RouteKind,
    pub date: Day,
    pub vehicle_id: Option<VehicleId>,
    /// Always there on a delivery route.
    pub driver_id: Option<UserId>,
    pub status: RouteStatus,
    /// Always there on a delivery route, as the next but one.
    pub depot: Option<Depot>,
    pub return_to_depot: bool,
    pub depart_at: Option<Timestamp>,
    pub planned_distance_m: i64,
    pub planned_duration_s: i64,
    /// When the driver is to be back, if somebody has said so.
    #[serde(default)]
    pub back_by: Option<Timestamp>,
    /// Of both; routes of earlier versions went by straight lines.
    #[serde(default)]
    pub planned_basis: PlanBasis,
    /// Why they are estimates, if they are and it is known.
    #[serde(default)]
    pub planned_basis_reason: Option<BasisReason>,
    /// Driven; known when completed.
    pub distance_m: Option<i64>,
    /// Of a logged route: the distance follows from its reading, and changes with it.
    #[serde(default)]
    pub distance_is_derived: bool,
    pub start_odometer_m: Option<i64>,
    pub end_odometer_m: Option<i64>,
    pub started_at: Option<Timestamp>,
    pub completed_at: Option<Timestamp>,
    pub notes: Option<String>,
    pub stops: Vec<StopRecord>,
    /// The reading at the start as it was typed.
    #[serde(default)]
    pub typed_start_odometer: Option<TypedDistance>,
    /// The reading at the end as it was typed.
    #[serde(default)]
    pub typed_odometer: Option<TypedDistance>,
    #[serde(default)]
    pub typed_distance: Option<TypedDistance>,
    /// Whoever insisted on an odometer reading that is out of order.
    #[serde(default)]
    pub forced_by: Option<UserId>,
    pub meta: Meta,
}

/// A place on a delivery route. What planning needs of its package is copied here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StopRecord {
    pub id: StopId,
    pub package_id: PackageId,
    pub tracking_code: String,
    pub city: String,
    pub point: Point,
    /// False: the address has no coordinates, the point is a guess.
    pub is_located: bool,
    /// Metres between the road and the point, where the plan goes by road and it is far from one.
    #[serde(default)]
    pub from_road_m: Option<u32>,
    pub service_s: u32,
    pub window: Option<TimeWindow>,
    pub weight_g: i64,
    /// Seconds of driving from the stop before it, as planned; unknown of what earlier versions
    /// planned.
    #[serde(default)]
    pub travel_s: Option<u32>,
    pub estimated_arrival: Timestamp,
    pub actual_arrival: Option<Timestamp>,
    pub departed_at: Option<Timestamp>,
    /// How it ended here; the package itself may have moved on to another route.
    pub outcome: Option<PackageStatus>,
    /// What was done there last and may be undone.
    #[serde(default)]
    pub last_step: Option<LastStep>,
}

impl StopRecord {
    /// Still to be done.
    pub fn is_open(&self) -> bool {
        self.outcome.is_none()
    }

    /// What steps change of it.
    pub fn state(&self) -> StopState {
        StopState {
            actual_arrival: self.actual_arrival,
            departed_at: self.departed_at,
            outcome: self.outcome,
            last_step: self.last_step,
        }
    }

    /// What a step has made of it.
    pub fn take(&mut self, after: StopState) {
        let StopState { actual_arrival, departed_at, outcome, last_step } = after;
        self.last_step = last_step;
        (self.actual_arrival, self.departed_at, self.outcome) =
            (actual_arrival, departed_at, outcome);
    }

    /// When the van is to come, as far as anybody knows.
    pub fn planned_arrival(&self) -> Option<Timestamp> {
        self.is_located.then_some(self.estimated_arrival)
    }

    /// What times depend on.
    pub fn live(&self) -> LiveStop {
        LiveStop {
            planned: self.planned_arrival(),
            travel_s: self.travel_s,
            service_s: self.service_s,
            window: self.window,
            arrived_at: self.actual_arrival,
            left_at: self.departed_at,
            is_done: !self.is_open(),
        }
    }
}

impl RouteRecord {
    /// What steps change of it.
    pub fn state(&self) -> RouteState {
        let read = |metres: Option<i64>, typed| {
            metres.map(|metres| OdometerRead { km: Km::from_metres(metres), typed })
        };
        RouteState {
            status: self.status,
            started_at: self.started_at,
            completed_at: self.completed_at,
            start: read(self.start_odometer_m, self.typed_start_odometer),
            end: read(self.end_odometer_m, self.typed_odometer),
            planned: self.planned_m().map(Km::from_metres),
            driven: self.distance_m.map(Km::from_metres),
        }
    }

    /// What a step has made of it.
    pub fn take(&mut self, after: RouteState) {
        self.status = after.status;
        (self.started_at, self.completed_at) = (after.started_at, after.completed_at);
        self.start_odometer_m = after.start.map(|read| read.km.metres());
        self.end_odometer_m = after.end.map(|read| read.km.metres());
        self.typed_start_odometer = after.start.and_then(|read| read.typed);
        self.typed_odometer = after.end.and_then(|read| read.typed);
        self.distance_m = after.driven.map(Km::metres);
    }

    /// Takes a reading of its vehicle's odometer at its start or, with all other statuses, at its end.
    pub fn read(&mut self, at: RouteStatus, read: OdometerRead) {
        let (reading_m, typed) = (Some(read.km.metres()), read.typed);
        match at == RouteStatus::InProgress {
            true => (self.start_odometer_m, self.typed_start_odometer) = (reading_m, typed),
            false => (self.end_odometer_m, self.typed_odometer) = (reading_m, typed),
        }
        if self.status == RouteStatus::Completed
            && let Some((start_m, end_m)) = self.start_odometer_m.zip(self.end_odometer_m)
        {
            self.distance_m = Some((end_m - start_m).max(0));
        }
    }

    /// Where a delivery route sets off.
    pub fn depot_point(&self) -> Point {
        // A logged route has no depot, and nothing to be planned from there.
        self.depot.as_ref().map_or(Point { latitude: 0.0, longitude: 0.0 }, Depot::point)
    }

    /// When a delivery route sets off, as planned.
    pub fn departs_at(&self) -> Timestamp {
        self.depart_at.unwrap_or(self.meta.created_at)
    }

    /// What was driven as it is shown, in metres: earlier versions kept what was planned to the
    /// metre.
    pub fn driven_m(&self) -> Option<i64> {
        self.distance_m.map(|distance_m| Km::from_metres(distance_m).metres())
    }

    /// The stop of a package.
    pub fn stop_of(&self, package: PackageId) -> Option<&StopRecord> {
        self.stops.iter().find(|stop| stop.package_id == package)
    }

    /// The stop of a package, to be changed.
    pub fn stop_of_mut(&mut self, package: PackageId) -> Option<&mut StopRecord> {
        self.stops.iter_mut().find(|stop| stop.package_id == package)
    }

    /// The stops that are to be driven to.
    fn ahead(&self) -> impl Iterator<Item = &StopRecord> {
        let stands = live::standing(&self.live_stops());
        let stops = self.stops.iter().enumerate();
        stops
            .filter(move |(place, stop)| stop.is_open() && Some(*place) != stands)
            .map(|(_, stop)| stop)
    }

    /// Takes its stops apart: those that are done or where the driver stands, and those that are to
    /// be driven to.
    pub fn take_stops(&mut self) -> (Vec<StopRecord>, Vec<StopRecord>) {
        let ahead: Vec<PackageId> = self.ahead().map(|stop| stop.package_id).collect();
        let stops = std::mem::take(&mut self.stops);
        stops.into_iter().partition(|stop| !ahead.contains(&stop.package_id))
    }

    /// What is expected of it now.
    pub fn expected(&self, now: DateTime<Utc>) -> Expected {
        live::expected(self.live(), &self.live_stops(), now)
    }

    /// What the planner may put into another order now.
    pub fn ahead_of(&self, now: DateTime<Utc>) -> Ahead {
        let live = LiveRoute { departs_at: Some(self.departs_at()), ..self.live() };
        Ahead::of(live, &self.live_stops(), self.return_to_depot, now)
    }

    fn live(&self) -> LiveRoute {
        let (status, departs_at, started_at) = (self.status, self.depart_at, self.started_at);
        LiveRoute { status, departs_at, started_at }
    }

    fn live_stops(&self) -> Vec<LiveStop> {
        self.stops.iter().map(StopRecord::live).collect()
    }

    /// Metres that are planned: what was guessed for the sake of an order is no distance.
    pub fn planned_m(&self) -> Option<i64> {
        self.knows_its_places().then_some(self.planned_distance_m)
    }

    /// Seconds that are planned, likewise.
    pub fn planned_s(&self) -> Option<i64> {
        self.knows_its_places().then_some(self.planned_duration_s)
    }

    fn knows_its_places(&self) -> bool {
        self.stops.iter().all(|stop| stop.is_located)
    }

    /// How many open stops come before a package's.
    pub fn stops_before(&self, package: PackageId) -> usize {
        let before = self.stops.iter().take_while(|stop| stop.package_id != package);
        before.filter(|stop| stop.is_open()).count()
    }

    /// What it says about its vehicle's odometer, in metres.
    pub fn readings(&self) -> impl Iterator<Item = (Source, i64)> {
        let start = self.start_odometer_m.map(|odometer_m| (Source::RouteStart, odometer_m));
        let end = self.end_odometer_m.map(|odometer_m| (Source::RouteEnd, odometer_m));
        start.into_iter().chain(end)
    }

    /// What is still to be brought, in grams; packages without a weight count nothing.
    pub fn load_g(&self) -> i64 {
        self.stops.iter().filter(|stop| stop.is_open()).map(|stop| stop.weight_g).sum()
    }

    /// Whether a vehicle may carry that.
    pub fn fits_into(&self, vehicle: &VehicleRecord) -> bool {
        let count = self.stops.iter().filter(|stop| stop.is_open()).count();
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        vehicle.capacity_g.is_none_or(|capacity_g| self.load_g() <= capacity_g)
            && vehicle.capacity_packages.is_none_or(|capacity| count <= capacity)
    }
}

impl Record for RouteRecord {
    const TABLE: Space = store::ROUTES;
    const INDEXES: &'static [Space] = &[
        store::BY_DATE.space,
        store::BY_STATUS.space,
        store::BY_DRIVER.space,
        store::OPEN_BY_DRIVER.space,
        store::BY_VEHICLE.space,
        store::BY_KIND.space,
        store::READINGS.space,
        store::BY_PACKAGE.space,
        store::OPEN_BY_VEHICLE.space,
        store::BY_STOP.space,
    ];

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

    /// Completed routes count on their date.
    fn summarise(&self, summaries: &mut Summaries) {
        if self.status != RouteStatus::Completed {
            return;
        }
        let subjects =
            [Some(FLEET), self.driver_id.map(Uuid::from), self.vehicle_id.map(Uuid::from)];
        for subject in subjects.into_iter().flatten() {
            summaries.add(subject, self.date, Measure::RoutesCompleted, 1);
            if let Some(distance_m) = self.driven_m() {
                summaries.add(subject, self.date, Measure::DistanceM, distance_m);
                summaries.add(subject, self.date, Measure::RoutesMeasured, 1);
            }
        }
    }

    /// Drivers see the routes that they drive, and what was logged for vehicles that they see.
    fn sight(&self) -> Sight {
        let others = Sight::of(&[Role::Admin, Role::Dispatcher, Role::Viewer]);
        let sight = others.or_drivers(self.driver_id);
        match self.vehicle_id.filter(|_| self.kind == RouteKind::Logged) {
            Some(vehicle) => sight.or_with::<VehicleRecord>(vehicle),
            None => sight,
        }
    }
}
