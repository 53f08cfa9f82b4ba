//! What a phone tells of routes: that one began or ended, and that the driver stood at a stop. The
//! day was driven, so nothing here is refused because of a plan; what becomes of it says
//! `effects::RouteStanding`.

use furgo_shared::{
    access::DriveRoutes,
    effects::{OdometerRead, RouteStanding, RouteVerdict, StepOfRoute},
    exceptions::{EntryKind, ExceptionKind},
    id::{RouteId, UserId},
    packages::PackageStatus,
    problem::ErrorCode,
    routes::{RecordArrival, RouteStatus, RouteView, StepRoute, StopView},
    time::Timestamp,
    units::Km,
};

use super::{
    super::{RouteRecord, hours, store, view},
    packages, steps,
};
use crate::{
    error::{Error, Result},
    features::{
        door::Door,
        exceptions::{self, About, Entry, Held, Raised, Side},
        odometer::{DAY_MAX_M, is_in_question},
        packages::{
            PackageRecord,
            operations::moves::{self, Move},
        },
        settings,
        vehicles::{VehicleRecord, odometer},
    },
    storage::{Reads, Record, WriteTx, change_log},
};

/// Takes that a route began or ended; answers with the route, if the driver sees it.
pub fn take(
    tx: &mut WriteTx<'_, DriveRoutes>,
    id: RouteId,
    request: &StepRoute,
    door: &mut Door,
) -> Result<Option<RouteView>> {
    let is_fact = matches!(request.status, RouteStatus::InProgress | RouteStatus::Completed);
    let by = tx.viewer().user_id().filter(|_| is_fact && door.fact().is_some());
    let Some(by) = by else { return steps::step(tx, id, request, None).map(Some) };
    let at = door.occurred(tx.now(), request.occurred_at)?;
    let told = Told { by, at, request };
    let Some(route) = tx.find_unseen::<RouteRecord>(id)? else {
        return told.of_deleted(tx, id, door).map(|()| None);
    };
    let known = RouteStanding {
        status: route.status,
        driver: route.driver_id,
        has_started: route.started_at.is_some(),
        is_foreign: door.has_left() && !change_log::saw(tx, &route)?,
    };
    let route = match known.take(by, request.status) {
        RouteVerdict::Taken { is_clash } => told.step(tx, route, is_clash, door)?,
        RouteVerdict::Stands => told.fill(tx, route, door)?,
        RouteVerdict::Apart => {
            told.clash(tx, &route, None, door)?;
            route
        }
    };
    route.visible_to(tx)?.then(|| view::full(tx, &route)).transpose()
}

/// What somebody tells of a route.
struct Told<'a> {
    by: UserId,
    at: Timestamp,
    request: &'a StepRoute,
}

impl Told<'_> {
    /// The route is this driver's, and begins or ends.
    fn step(
        &self,
        tx: &mut WriteTx<'_, DriveRoutes>,
        mut route: RouteRecord,
        is_clash: bool,
        door: &mut Door,
    ) -> Result<RouteRecord> {
        if is_clash {
            self.clash(tx, &route, None, door)?;
        }
        let begins = self.begins();
        if begins {
            self.look_around(tx, &route, is_clash, door)?;
        }
        route = self.take_over(tx, route, begins)?;
        if !begins && route.started_at.is_none() {
            // It ended, so it had begun.
            door.note(ExceptionKind::ImpliedPickUp);
            let start = StepOfRoute { to: RouteStatus::InProgress, odometer: None, at: self.at };
            packages::step(tx, &mut route, &start)?;
        }
        let at = route.started_at.map_or(self.at, |started_at| self.at.max(started_at));
        let held = self.doubtful(tx, &route)?;
        let odometer = self.read().filter(|_| held.is_none());
        // Called off meanwhile, it was under way all the same.
        route.status = if begins { RouteStatus::Planned } else { RouteStatus::InProgress };
        packages::step(tx, &mut route, &StepOfRoute { to: self.request.status, odometer, at })?;
        self.finish(tx, route, held, door)
    }

    /// Another driver's route, or one that was called off, is this driver's; what was on it and has
    /// not gone elsewhere since is on board again.
    fn take_over(
        &self,
        tx: &mut WriteTx<'_, DriveRoutes>,
        mut route: RouteRecord,
        begins: bool,
    ) -> Result<RouteRecord> {
        let was_called_off = route.status == RouteStatus::Cancelled;
        if route.driver_id != Some(self.by) {
            route.driver_id = Some(self.by);
            packages::give(tx, &route)?;
        }
        if !was_called_off || !begins {
            return Ok(route);
        }
        let settings = settings::store::current(tx)?;
        for stop in &mut route.stops {
            let package = tx.find_unseen::<PackageRecord>(stop.package_id)?;
            let waits = |package: &PackageRecord| {
                package.status == PackageStatus::Pending && package.route_id.is_none()
            };
            if let Some(mut package) = package.filter(waits) {
                let mut after = package.state();
                (after.status, after.assigned_to) = (PackageStatus::InTransit, Some(self.by));
                package.route_id = Some(route.id);
                moves::write(tx, &settings, package, Move::plain(after, self.at))?;
                stop.outcome = None;
            }
        }
        Ok(route)
    }

    /// Whether it is the route's day, and who else was on the way with the driver or the vehicle.
    fn look_around(
        &self,
        tx: &mut WriteTx<'_, DriveRoutes>,
        route: &RouteRecord,
        is_clash: bool,
        door: &mut Door,
    ) -> Result<()> {
        let is_its_day = settings::store::current(tx)?.day_of(self.at) == route.date;
        let mut needs = route.needs();
        needs.driver = Some(self.by);
        let others = hours::open_around(tx, needs, route.date)?;
        let is_running =
            |other: &RouteRecord| other.id != route.id && other.status == RouteStatus::InProgress;
        let mut said = is_clash;
        for other in others.iter().filter(|other| is_running(other)) {
            match other.driver_id == Some(self.by) {
                true => {
                    self.clash(tx, route, Some(other), door)?;
                    said = true;
                }
                false => self.overlap(tx, route, other, door)?,
            }
        }
        match is_its_day || self.request.confirm || said {
            true => Ok(()),
            false => self.clash(tx, route, None, door),
        }
    }

    /// It stands so already, or further: a reading that nobody else has taken is taken.
    fn fill(
        &self,
        tx: &mut WriteTx<'_, DriveRoutes>,
        mut route: RouteRecord,
        door: &mut Door,
    ) -> Result<RouteRecord> {
        if route.status != self.request.status {
            door.note(ExceptionKind::LateEvent);
        }
        let Some(read) = self.read() else { return Ok(route) };
        let known_m = match self.begins() {
            true => route.start_odometer_m,
            false => route.end_odometer_m,
        };
        match known_m {
            None if route.status != RouteStatus::Cancelled => {
                let held = self.doubtful(tx, &route)?;
                if held.is_none() {
                    route.read(self.request.status, read);
                }
                self.finish(tx, route, held, door)
            }
            Some(known_m) if known_m == read.km.metres() => Ok(route),
            // It says otherwise, or was not driven: nothing was read that could count.
            Some(_) | None => {
                self.lay_reading(tx, &route, known_m, None, door)?;
                Ok(route)
            }
        }
    }

    /// Writes the route, and lays a doubtful reading before the office.
    fn finish(
        &self,
        tx: &mut WriteTx<'_, DriveRoutes>,
        route: RouteRecord,
        held: Option<Held>,
        door: &mut Door,
    ) -> Result<RouteRecord> {
        let route = tx.put(route)?;
        if let Some(vehicle_id) = route.vehicle_id {
            tx.changed::<VehicleRecord>(vehicle_id, &[route.date])?;
        }
        if held.is_some() {
            self.lay_reading(tx, &route, None, held, door)?;
        }
        Ok(route)
    }

    /// A reading contradicts what is known: that the route was read otherwise, or else where its vehicle
    /// stands.
    fn lay_reading(
        &self,
        tx: &mut WriteTx<'_, DriveRoutes>,
        route: &RouteRecord,
        known_m: Option<i64>,
        held: Option<Held>,
        door: &mut Door,
    ) -> Result<()> {
        let kind = if self.begins() { EntryKind::RouteStart } else { EntryKind::RouteEnd };
        let about = About {
            route_id: Some(route.id),
            vehicle_id: route.vehicle_id,
            entry: Some(Entry { id: route.id.into(), kind }),
            ..About::default()
        };
        let vehicle = route.vehicle_id.map(|id| tx.find_unseen::<VehicleRecord>(id)).transpose()?;
        let stands_m = match (known_m, vehicle.flatten()) {
            (None, Some(vehicle)) => Some(odometer::odometer_m(tx, &vehicle)?),
            (known_m, _) => known_m,
        };
        let plan = Some(Side { odometer_m: stands_m, ..Side::at(tx.now(), None) });
        let fact = self.side();
        let kind = ExceptionKind::OdometerAnomaly;
        exceptions::raise(tx, door, Raised { kind, about, fact, plan, held })
    }

    /// Else it ends.
    fn begins(&self) -> bool {
        self.request.status == RouteStatus::InProgress
    }

    fn read(&self) -> Option<OdometerRead> {
        let typed = self.request.typed_odometer;
        self.request.odometer_km.map(|km| OdometerRead { km, typed })
    }

    /// The reading, if it contradicts others: it waits for the office.
    fn doubtful(&self, tx: &impl Reads, route: &RouteRecord) -> Result<Option<Held>> {
        let Some(read) = self.read() else { return Ok(None) };
        let odometer_m = read.km.metres();
        let (start, end) = match self.begins() {
            true => (Some(odometer_m), route.end_odometer_m),
            false => (route.start_odometer_m, Some(odometer_m)),
        };
        let is_odd = start
            .zip(end)
            .is_some_and(|(start, end)| !(start..=start.saturating_add(DAY_MAX_M)).contains(&end));
        let vehicle = route.vehicle_id.map(|id| tx.find_unseen::<VehicleRecord>(id)).transpose()?;
        let contradicts = match vehicle.flatten() {
            None => false,
            Some(vehicle) => {
                let (course, own) = (odometer::course(tx, &vehicle)?, Some(route.id.into()));
                is_in_question(tx, &course, (route.date, odometer_m), own)?
            }
        };
        let is_doubtful = is_odd || contradicts;
        Ok(is_doubtful.then_some(Held::Reading { odometer_m, typed: read.typed }))
    }

    fn side(&self) -> Side {
        Side {
            route_status: Some(self.request.status),
            driver_id: Some(self.by),
            odometer_m: self.request.odometer_km.map(Km::metres),
            ..Side::at(self.at, Some(self.by))
        }
    }

    /// The route was driven, and the office had it otherwise.
    fn clash(
        &self,
        tx: &mut WriteTx<'_, DriveRoutes>,
        route: &RouteRecord,
        other: Option<&RouteRecord>,
        door: &mut Door,
    ) -> Result<()> {
        self.beside(tx, ExceptionKind::RouteClash, (route, other), door)
    }

    /// Somebody else was on the way with the vehicle.
    fn overlap(
        &self,
        tx: &mut WriteTx<'_, DriveRoutes>,
        route: &RouteRecord,
        other: &RouteRecord,
        door: &mut Door,
    ) -> Result<()> {
        self.beside(tx, ExceptionKind::Overlap, (route, Some(other)), door)
    }

    fn beside(
        &self,
        tx: &mut WriteTx<'_, DriveRoutes>,
        kind: ExceptionKind,
        (route, other): (&RouteRecord, Option<&RouteRecord>),
        door: &mut Door,
    ) -> Result<()> {
        let about = About {
            route_id: Some(route.id),
            other_route_id: other.map(|other| other.id),
            vehicle_id: route.vehicle_id,
            ..About::default()
        };
        let stands = other.unwrap_or(route);
        let since = match stands.status {
            RouteStatus::InProgress => stands.started_at,
            RouteStatus::Planned | RouteStatus::Completed | RouteStatus::Cancelled => None,
        };
        let plan = Side {
            route_status: Some(stands.status),
            driver_id: stands.driver_id,
            ..Side::at(since.unwrap_or(stands.meta.updated_at), None)
        };
        let fact = self.side();
        exceptions::raise(tx, door, Raised { kind, about, fact, plan: Some(plan), held: None })
    }

    /// The route was deleted: what was done with its packages stands by itself.
    fn of_deleted(
        &self,
        tx: &mut WriteTx<'_, DriveRoutes>,
        id: RouteId,
        door: &mut Door,
    ) -> Result<()> {
        match tx.find_deleted::<RouteRecord>(id)? {
            None => Err(Error::Code(ErrorCode::Gone)),
            Some(route) => {
                let fact = self.side();
                let about = About {
                    route_id: Some(route.id),
                    vehicle_id: route.vehicle_id,
                    ..About::default()
                };
                let plan = Some(Side::at(route.meta.updated_at, None));
                let kind = ExceptionKind::Gone;
                exceptions::raise(tx, door, Raised { kind, about, fact, plan, held: None })
            }
        }
    }
}

/// Takes that the driver stood at a stop. A stop that has gone elsewhere since is somebody else's to
/// arrive at, and one that is known to be left keeps its times.
pub fn arrive(
    tx: &mut WriteTx<'_, DriveRoutes>,
    request: &RecordArrival,
    door: &mut Door,
) -> Result<Option<StopView>> {
    let at = door.occurred(tx.now(), request.occurred_at)?;
    let own = store::by_stop(tx, request.stop_id)?;
    let own = own.filter(|route| route.driver_id == tx.viewer().user_id());
    let Some(mut route) = own else {
        door.note(ExceptionKind::LateEvent);
        return Ok(None);
    };
    let stop = route.stops.iter_mut().find(|stop| stop.id == request.stop_id);
    match stop {
        Some(stop)
            if stop.actual_arrival.is_none() && stop.departed_at.is_none_or(|left| at <= left) =>
        {
            stop.actual_arrival = Some(at);
            route = tx.put(route)?;
        }
        // Told again.
        Some(stop) if stop.actual_arrival == Some(at) => {}
        Some(_) | None => door.note(ExceptionKind::LateEvent),
    }
    let numbered = (1..).zip(&route.stops).find(|(_, stop)| stop.id == request.stop_id);
    numbered.map(|(position, stop)| view::stop(tx, &route, stop, position)).transpose()
}
