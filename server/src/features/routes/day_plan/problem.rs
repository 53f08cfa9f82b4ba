//! The bridge to the planner: a day's draft as a problem, and the answer as routes. Pure: neither
//! database nor clock.
//!
//! The axis of the planner's times is seconds since the day began. Whoever has the depot's key
//! leaves as late as possible without ending later: waiting is paid, and a time window at noon is
//! no reason to leave at eight.

use chrono::TimeDelta;
use furgo_ahead::on_axis;
use furgo_planner::{
    Balance, BalanceBy, Costs, Departure, Job, Matrix, Problem, Reason, Route, RouteOrder,
    Solution, Vehicle, Window,
};
use furgo_shared::{
    geo::Point,
    routes::{BasisReason, CreateRoute, PlanBalance, PlanBasis, UnplannedReason},
    time::Timestamp,
};

use super::{
    DayPlan, LeftOut,
    drafting::{Bringer, Candidate, DayDraft, Driver},
    kept::{KeptStop, Standing},
};
use crate::{
    error::Result,
    features::{
        routes::{
            RouteRecord, StopRecord,
            operations::{drafting::new_route, onto::STOPS_MAX},
            timing::nonsense,
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
    /// The orders of the routes that go on with more, as they stand.
    pub standing: Vec<RouteOrder>,
    draft: DayDraft,
    /// Where the van of each row sets off.
    depots: Vec<usize>,
    basis: PlanBasis,
    reason: Option<BasisReason>,
}

impl DayProblem {
    /// By the roads, as far as they lead.
    pub fn of(mut draft: DayDraft, ways: &Ways) -> Self {
        let mut places: Vec<Point> = vec![draft.depot.point()];
        places.extend(draft.stops.iter().map(|candidate| candidate.stop.point));
        let kept = |driver: &Driver| driver.kept.as_ref().map(RouteRecord::depot_point);
        let mut depots = Vec::new();
        for driver in &draft.drivers {
            depots.push(kept(driver).map_or(DEPOT, |_| places.len()));
            places.extend(kept(driver));
        }
        let travel = ways.as_far_as_they_lead(&places);
        // Where roads do not lead to all that is promised already, all of it is an estimate.
        let (travel, standing) = match standing(&draft, &depots, &travel.matrix) {
            Some(standing) => (travel, standing),
            None => {
                let travel = ways.between(&places);
                let standing = standing_at_all(&draft, &depots, &travel.matrix);
                (travel, standing)
            }
        };
        let kerbs: Vec<Kerb> =
            (STOPS..).take(draft.stops.len()).map(|place| travel.kerb(place)).collect();
        let Travel { matrix, basis, reason, .. } = travel;
        for (candidate, kerb) in draft.stops.iter_mut().zip(&kerbs) {
            candidate.stop.from_road_m = kerb.from_road_m;
        }
        let stops = draft.stops.iter().zip(&kerbs).enumerate();
        let new = stops.filter(|(_, (candidate, _))| !matches!(candidate.by, Bringer::Row(_)));
        let mut jobs: Vec<Job> =
            new.map(|(number, (stop, kerb))| job(number, stop, kerb, &draft)).collect();
        for kept in standing.iter().flatten() {
            let with_demand = |job: &Job| {
                let stop = draft.stops.get(number(job.id)).map(|candidate| &candidate.stop);
                Job { demand: stop.map(demand).unwrap_or_default(), ..job.clone() }
            };
            jobs.extend(kept.jobs.iter().map(with_demand));
        }
        let rows = (0..).zip(&draft.drivers).zip(depots.iter().zip(&standing));
        let vans = rows.map(|((id, driver), (depot, standing))| {
            let van = van(id, driver, *depot, &draft);
            match (&driver.kept, standing) {
                (Some(route), Some(standing)) => going_on(van, route, standing),
                _ => van,
            }
        });
        let problem = Problem {
            jobs,
            vehicles: vans.collect(),
            matrices: vec![matrix],
            balance: match draft.request.balance {
                PlanBalance::Shared => Some(Balance { by: BalanceBy::Time, price: SQUARED_HOUR }),
                PlanBalance::FewVans => None,
            },
        };
        let standing = standing.into_iter().flatten().map(|standing| standing.order).collect();
        Self { problem, standing, draft, depots, basis, reason }
    }

    /// The planner's answer, unless it leaves out what is on a route: such a route stays as it is,
    /// and what was to be added to it is left out.
    ///
    /// Leaving out what is promised costs more than 255 others, so this hardly happens.
    pub fn keeping(&self, solution: Solution) -> Result<Solution> {
        let left_out = |order: &&RouteOrder| {
            solution.unplanned.iter().any(|unplanned| order.jobs.contains(&unplanned.job))
        };
        let broken: Vec<&RouteOrder> = self.standing.iter().filter(left_out).collect();
        if broken.is_empty() {
            return Ok(solution);
        }
        let is_broken =
            |order: &RouteOrder| broken.iter().any(|kept| kept.vehicle == order.vehicle);
        let others = solution.order().into_iter().filter(|order| !is_broken(order));
        let orders: Vec<_> = others.chain(broken.iter().copied().cloned()).collect();
        furgo_planner::evaluate(&self.problem, &orders).map_err(nonsense)
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
        let row = number(planned.vehicle);
        let driver = self.draft.drivers.get(row)?;
        let at = |seconds: i64| self.draft.begins_at + TimeDelta::seconds(seconds);
        let mut route = match &driver.kept {
            Some(kept) => {
                let done = kept.stops.iter().filter(|stop| !stop.is_open()).cloned().collect();
                RouteRecord { stops: done, ..kept.clone() }
            }
            None => self.new_route(driver, at(planned.departure_s)),
        };
        if driver.is_end_wanted {
            route.back_by = Some(driver.end);
        }
        route.planned_distance_m = i64::try_from(planned.distance_m).unwrap_or(i64::MAX);
        route.planned_duration_s = planned.end_s - planned.departure_s;
        (route.planned_basis, route.planned_basis_reason) = (self.basis, self.reason);
        let (mut place, matrix) = (*self.depots.get(row)?, self.problem.matrices.first()?);
        for job in planned.steps.iter().filter_map(|step| Some((step.job()?, step.arrival_s))) {
            let (job, arrival_s) = (number(job.0), job.1);
            if let Some(mut stop) = self.draft.stops.get(job).map(|found| found.stop.clone()) {
                stop.estimated_arrival = at(arrival_s);
                stop.travel_s = Some(matrix.leg(place, STOPS + job).0);
                place = STOPS + job;
                // One that was there already comes back to its stop.
                let before = route.stops.iter().position(|old| old.package_id == stop.package_id);
                if let Some(at) = before {
                    stop.id = route.stops.remove(at).id;
                }
                route.stops.push(stop);
            }
        }
        Some(route)
    }

    fn new_route(&self, driver: &Driver, departs_at: Timestamp) -> RouteRecord {
        let request = CreateRoute {
            return_to_depot: self.draft.request.return_to_depot,
            ..CreateRoute::delivery(driver.driver_id, self.draft.request.date, Vec::new())
        };
        let (depot, meta) = (self.draft.depot.clone(), Meta::new(self.draft.read_at));
        let mut route = new_route(&request, depot, departs_at, meta);
        route.vehicle_id = driver.vehicle.as_ref().map(|vehicle| vehicle.id);
        route
    }
}

/// How the routes that go on stand, by row; `None` when no way leads along one of them.
fn standing(draft: &DayDraft, depots: &[usize], matrix: &Matrix) -> Option<Vec<Option<Standing>>> {
    let standing = standing_at_all(draft, depots, matrix);
    let is_known = |(driver, standing): (&Driver, &Option<Standing>)| {
        driver.kept.is_none() || standing.is_some()
    };
    draft.drivers.iter().zip(&standing).all(is_known).then_some(standing)
}

fn standing_at_all(draft: &DayDraft, depots: &[usize], matrix: &Matrix) -> Vec<Option<Standing>> {
    let rows = (0..).zip(draft.drivers.iter().zip(depots)).enumerate();
    let standing = rows.map(|(row, (van, (driver, depot)))| {
        let route = driver.kept.as_ref()?;
        let stops = draft.stops.iter().enumerate();
        let its = stops.filter(|(_, candidate)| candidate.by == Bringer::Row(row));
        let its = its.map(|(number, candidate)| KeptStop {
            number,
            place: STOPS + number,
            stop: &candidate.stop,
        });
        let departs_s = (driver.start - draft.begins_at).num_seconds();
        let (from, since) = ((*depot, route.return_to_depot), (draft.begins_at, departs_s));
        Standing::of(van, matrix, from, since, &its.collect::<Vec<_>>())
    });
    standing.collect()
}

fn is_stop(step: &furgo_planner::Step) -> bool {
    step.job().is_some()
}

/// Jobs and vans are numbered as they stand in the draft.
fn number(id: u64) -> usize {
    usize::try_from(id).unwrap_or(usize::MAX)
}

fn job(number: usize, candidate: &Candidate, kerb: &Kerb, draft: &DayDraft) -> Job {
    let Candidate { stop, by } = candidate;
    let window = stop.window.map(|window| on_axis(window, draft.begins_at));
    let window = within(window, kerb.open_until_min);
    let is_only = |driver: &Driver| *by == Bringer::Driver(driver.driver_id);
    let own = (0..).zip(&draft.drivers).filter(|(_, driver)| is_only(driver));
    Job {
        id: u64::try_from(number).unwrap_or(u64::MAX),
        location: STOPS + number,
        service_s: stop.service_s,
        windows: window.into_iter().collect(),
        demand: demand(stop),
        vehicles: own.map(|(van, _)| van).collect(),
        ..Job::default()
    }
}

/// Packages and grams.
fn demand(stop: &StopRecord) -> Vec<u32> {
    vec![1, grams(stop.weight_g)]
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

fn van(id: u64, driver: &Driver, depot: usize, draft: &DayDraft) -> Vehicle {
    let fixed = match draft.request.balance {
        PlanBalance::Shared => VAN_OF_SEVERAL,
        PlanBalance::FewVans => VAN,
    };
    let since = |at: Timestamp| (at - draft.begins_at).num_seconds();
    Vehicle {
        id,
        start: Some(depot),
        end: draft.request.return_to_depot.then_some(depot),
        shift: Window::new(since(driver.start), since(driver.end)),
        departure: Departure::JustInTime,
        capacity: driver.vehicle.as_ref().map_or_else(|| vec![stops_max()], capacity),
        costs: Costs { fixed, ..Costs::default() },
        ..Vehicle::default()
    }
}

/// A van whose route goes on: it drives anyway, leaves when it was to leave, and has what is on it in
/// hand, be that too much.
fn going_on(mut van: Vehicle, route: &RouteRecord, standing: &Standing) -> Vehicle {
    let open = || route.stops.iter().filter(|stop| stop.is_open());
    let loaded_g = open().map(|stop| stop.weight_g).sum();
    van.end = route.return_to_depot.then_some(van.start).flatten();
    van.departure = Departure::ShiftStart;
    van.costs.fixed = 0;
    van.shift.end_s = van.shift.end_s.max(standing.ends_s);
    let most = |at: usize| van.capacity.get(at).copied();
    let (on_board, loaded_g) = (count(open().count()), grams(loaded_g));
    // Who carries too much already gets nothing more, be it light.
    let is_too_heavy = most(1).is_some_and(|most_g| loaded_g > most_g);
    let packages =
        if is_too_heavy { on_board } else { most(0).unwrap_or(stops_max()).max(on_board) };
    let weight_g = most(1).map(|most_g| most_g.max(loaded_g));
    van.capacity = std::iter::once(packages).chain(weight_g).collect();
    van
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// Packages and grams. What comes last may be missing: it has no limit then.
fn capacity(vehicle: &VehicleRecord) -> Vec<u32> {
    let packages = vehicle.capacity_packages.map_or(stops_max(), |most| most.min(stops_max()));
    [packages].into_iter().chain(vehicle.capacity_g.map(grams)).collect()
}

/// More is no route, with whatever vehicle.
fn stops_max() -> u32 {
    count(STOPS_MAX)
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
