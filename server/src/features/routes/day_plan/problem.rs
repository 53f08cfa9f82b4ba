//! The bridge to the planner: a day's draft as a problem, and the answer as routes. Pure: neither
//! database nor clock.
//!
//! The axis of the planner's times is seconds since the day began. Whoever has the depot's key
//! leaves as late as possible without ending later: waiting is paid, and a time window at noon is
//! no reason to leave at eight.

use chrono::TimeDelta;
use furgo_planner::{
    Balance, BalanceBy, Costs, Departure, Job, Problem, Reason, Route, Solution, Vehicle, Window,
};
use furgo_shared::{
    geo::Point,
    routes::{BasisReason, CreateRoute, PlanBalance, PlanBasis, UnplannedReason},
    time::Timestamp,
};

use super::{
    DayPlan, LeftOut,
    drafting::{Candidate, DayDraft, Driver},
};
use crate::{
    features::{
        routes::{
            RouteRecord,
            operations::{drafting::new_route, onto::STOPS_MAX},
            timing::on_axis,
        },
        vehicles::VehicleRecord,
    },
    roads::{Kerb, Travel, Ways},
    storage::Meta,
};

/// Hundredths of the currency for a van that is used at all, where few shall be: two and a half
/// hours of its driver. Fewer vans win unless a further one saves more than that.
const VAN: u32 = 5_000;
/// The same where the work is shared: a quarter of an hour. Nobody comes for a stop next door.
const VAN_OF_SEVERAL: u32 = 500;
/// Hundredths of the currency for each driver's squared hours, where the work is shared: two who
/// work four hours each instead of one who works eight are worth 320 of it, an uneven hour at the
/// end of a day five.
const SQUARED_HOUR: u32 = 1_000;
/// Places of every problem: the depot, and from here on the stops.
const DEPOT: usize = 0;
const STOPS: usize = 1;

/// A draft, ready to be planned.
#[derive(Debug)]
pub struct DayProblem {
    pub problem: Problem,
    draft: DayDraft,
    basis: PlanBasis,
    reason: Option<BasisReason>,
}

impl DayProblem {
    /// By the roads, as far as they lead.
    pub fn of(mut draft: DayDraft, ways: &Ways) -> Self {
        let stops = draft.stops.iter().map(|candidate| candidate.stop.point);
        let places: Vec<Point> = std::iter::once(draft.depot.point()).chain(stops).collect();
        let travel = ways.as_far_as_they_lead(&places);
        let kerbs: Vec<Kerb> = (STOPS..places.len()).map(|place| travel.kerb(place)).collect();
        let Travel { matrix, basis, reason, .. } = travel;
        for (candidate, kerb) in draft.stops.iter_mut().zip(&kerbs) {
            candidate.stop.from_road_m = kerb.from_road_m;
        }
        let stops = draft.stops.iter().zip(&kerbs).enumerate();
        let jobs = stops.map(|(number, (stop, kerb))| job(number, stop, kerb, &draft));
        let vans = (0..).zip(&draft.drivers).map(|(id, driver)| van(id, driver, &draft));
        let problem = Problem {
            jobs: jobs.collect(),
            vehicles: vans.collect(),
            matrices: vec![matrix],
            balance: match draft.request.balance {
                PlanBalance::Shared => Some(Balance { by: BalanceBy::Time, price: SQUARED_HOUR }),
                PlanBalance::FewVans => None,
            },
        };
        Self { problem, draft, basis, reason }
    }

    /// How many packages cannot be planned on that day, whoever drives.
    pub fn unplannable(&self) -> usize {
        self.draft.unplanned.len()
    }

    /// The planner's answer as a plan.
    pub fn plan(self, solution: &Solution, plan_id: uuid::Uuid) -> DayPlan {
        let routes = solution.routes.iter().filter(|route| route.steps.iter().any(is_stop));
        let routes = routes.filter_map(|route| self.route(route)).collect();
        let left_out = solution.unplanned.iter().filter_map(|unplanned| {
            let candidate = self.draft.stops.get(number(unplanned.job))?;
            Some(LeftOut::of(&candidate.stop, why(unplanned.reason)))
        });
        let mut unplanned: Vec<LeftOut> = left_out.collect();
        let Self { draft, basis, reason, .. } = self;
        unplanned.extend(draft.unplanned);
        unplanned.sort_by_key(|left_out| left_out.package_id);
        let (request, depot, seen) = (super::subject(&draft.request), draft.depot, draft.seen);
        DayPlan { plan_id, request, depot, basis, reason, routes, unplanned, seen }
    }

    fn route(&self, planned: &Route) -> Option<RouteRecord> {
        let driver = self.draft.drivers.get(number(planned.vehicle))?;
        let at = |seconds: i64| self.draft.begins_at + TimeDelta::seconds(seconds);
        let request = CreateRoute {
            return_to_depot: self.draft.request.return_to_depot,
            ..CreateRoute::delivery(driver.driver_id, self.draft.request.date, Vec::new())
        };
        let (depot, meta) = (self.draft.depot.clone(), Meta::new(self.draft.read_at));
        let mut route = new_route(&request, depot, at(planned.departure_s), meta);
        route.back_by = driver.is_end_wanted.then_some(driver.end);
        route.vehicle_id = driver.vehicle.as_ref().map(|vehicle| vehicle.id);
        route.planned_distance_m = i64::try_from(planned.distance_m).unwrap_or(i64::MAX);
        route.planned_duration_s = planned.end_s - planned.departure_s;
        (route.planned_basis, route.planned_basis_reason) = (self.basis, self.reason);
        let (mut place, matrix) = (DEPOT, self.problem.matrices.first()?);
        for job in planned.steps.iter().filter_map(|step| Some((step.job()?, step.arrival_s))) {
            let (job, arrival_s) = (number(job.0), job.1);
            if let Some(mut stop) = self.draft.stops.get(job).map(|found| found.stop.clone()) {
                stop.estimated_arrival = at(arrival_s);
                stop.travel_s = Some(matrix.leg(place, STOPS + job).0);
                place = STOPS + job;
                route.stops.push(stop);
            }
        }
        Some(route)
    }
}

fn is_stop(step: &furgo_planner::Step) -> bool {
    step.job().is_some()
}

/// Jobs and vans are numbered as they stand in the draft.
fn number(id: u64) -> usize {
    usize::try_from(id).unwrap_or(usize::MAX)
}

fn job(number: usize, candidate: &Candidate, kerb: &Kerb, draft: &DayDraft) -> Job {
    let Candidate { stop, only } = candidate;
    let window = stop.window.map(|window| on_axis(window, draft.begins_at));
    let window = within(window, kerb.open_until_min);
    let is_only = |driver: &Driver| only.is_some_and(|only| only == driver.driver_id);
    let own = (0..).zip(&draft.drivers).filter(|(_, driver)| is_only(driver));
    Job {
        id: u64::try_from(number).unwrap_or(u64::MAX),
        location: STOPS + number,
        service_s: stop.service_s,
        windows: window.into_iter().collect(),
        demand: vec![1, grams(stop.weight_g)],
        vehicles: own.map(|(van, _)| van).collect(),
        ..Job::default()
    }
}

/// The recipient's time window as far as a van may stand in the street. Whoever wants their package
/// later gets it on foot.
fn within(window: Option<Window>, open_until_min: Option<u16>) -> Option<Window> {
    let Some(until_s) = open_until_min.map(|minutes| i64::from(minutes) * 60) else {
        return window;
    };
    let window = window.unwrap_or(Window::new(0, until_s));
    match window.start_s < until_s {
        true => Some(Window::new(window.start_s, window.end_s.min(until_s))),
        false => Some(window),
    }
}

fn van(id: u64, driver: &Driver, draft: &DayDraft) -> Vehicle {
    let fixed = match draft.request.balance {
        PlanBalance::Shared => VAN_OF_SEVERAL,
        PlanBalance::FewVans => VAN,
    };
    let since = |at: Timestamp| (at - draft.begins_at).num_seconds();
    Vehicle {
        id,
        start: Some(DEPOT),
        end: draft.request.return_to_depot.then_some(DEPOT),
        shift: Window::new(since(driver.start), since(driver.end)),
        departure: Departure::JustInTime,
        capacity: driver.vehicle.as_ref().map_or_else(|| vec![stops_max()], capacity),
        costs: Costs { fixed, ..Costs::default() },
        ..Vehicle::default()
    }
}

/// Packages and grams. What comes last may be missing: it has no limit then.
fn capacity(vehicle: &VehicleRecord) -> Vec<u32> {
    let packages = vehicle.capacity_packages.map_or(stops_max(), |most| most.min(stops_max()));
    [packages].into_iter().chain(vehicle.capacity_g.map(grams)).collect()
}

/// More is no route, with whatever vehicle.
fn stops_max() -> u32 {
    u32::try_from(STOPS_MAX).unwrap_or(u32::MAX)
}

fn grams(grams: i64) -> u32 {
    u32::try_from(grams.max(0)).unwrap_or(u32::MAX)
}

fn why(reason: Reason) -> UnplannedReason {
    match reason {
        Reason::TooLarge => UnplannedReason::TooHeavy,
        Reason::Unreachable => UnplannedReason::Unreachable,
        Reason::TooFar => UnplannedReason::TooFar,
        Reason::Capacity => UnplannedReason::Capacity,
        Reason::Time => UnplannedReason::Time,
        // Without skills, predecessors and vans under way, and with a driver at least, only the
        // last one occurs.
        Reason::NoVehicle
        | Reason::NotAllowed
        | Reason::NotOnBoard
        | Reason::Predecessor
        | Reason::LeftOut => UnplannedReason::LeftOut,
    }
}
