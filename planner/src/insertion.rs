//! Where one more stop goes best: the price of every position, and whether it is possible there.
//!
//! What is possible is known exactly. Prices are estimates of several kinds; the exact cost of the
//! changed routes decides on acceptance.

use std::ops::RangeInclusive;

use crate::gap::Gap;
use crate::model::{Model, NONE};
use crate::near::Detour;
use crate::parts::{JobModel, VehicleModel};
use crate::rng::Rng;
use crate::row;
use crate::schedule::RouteState;
use crate::timeline::Timeline;

/// Up to this many stops a just-in-time route with windows or breaks that segments do not see is
/// tried out for each position; beyond it that would take too long.
const TRIAL_STOPS_MAX: usize = 12;

/// A possible place for a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Insertion {
    pub price: i64,
    pub route: u32,
    pub position: u32,
    /// Where a reload comes first, so that the job fits; [`NONE`] if none is needed.
    pub reload: u32,
}

/// What an insertion's time is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pricing {
    /// Every second of driving and set-up costs, even one that would else be waited.
    Way,
    /// Only what the route takes longer, as its [`Segment`](crate::segment::Segment)s see it.
    PaidTime,
    /// As `PaidTime`, but what segments do not see is found by walking on: the second windows and
    /// soft windows of later stops, and breaks.
    Exact,
    /// By the cost of the route as it would be.
    Trial,
}

/// How often a position is overlooked.
#[derive(Debug)]
pub(crate) enum Blinks<'r> {
    Never,
    Sometimes { rng: &'r mut Rng, one_in: u64 },
}

impl Blinks<'_> {
    #[inline]
    pub fn blink(&mut self) -> bool {
        match self {
            Self::Never => false,
            Self::Sometimes { rng, one_in } => rng.one_in(*one_in),
        }
    }
}

/// Buffers for trying a route out.
#[derive(Debug, Default)]
pub(crate) struct Trial {
    jobs: Vec<u32>,
    timeline: Timeline,
}

impl Trial {
    /// What the route costs without the job.
    fn cost_before(&mut self, model: &Model, route: &RouteState) -> i64 {
        if route.jobs.is_empty() {
            return 0;
        }
        let vehicle = &model.vehicles[route.vehicle as usize];
        self.timeline.fill(model, vehicle, &route.jobs);
        self.timeline.cost(model, vehicle, route.stops())
    }

    /// What the route would cost with the job at a position.
    fn cost_with(&mut self, model: &Model, route: &RouteState, job: u32, at: usize) -> i64 {
        self.jobs.clone_from(&route.jobs);
        self.jobs.insert(at, job);
        let vehicle = &model.vehicles[route.vehicle as usize];
        self.timeline.fill(model, vehicle, &self.jobs);
        let more = usize::from(!model.is_reload(job));
        self.timeline.cost(model, vehicle, route.stops() + more)
    }
}

/// The search for the cheapest place of one job.
#[derive(Debug)]
pub(crate) struct BestPlace<'a> {
    pub model: &'a Model,
    pub job: u32,
    pub pricing: Pricing,
    pub blinks: Blinks<'a>,
    pub trial: &'a mut Trial,
    pub found: Option<Insertion>,
    /// The route that was last asked for with [`Self::try_one`], and its terms.
    asked: Option<(u32, Option<Terms>)>,
}

/// What an insertion into a route comes down to, wherever it is.
#[derive(Clone, Copy, Debug)]
struct Terms {
    first: usize,
    pricing: Pricing,
    /// What the route takes, or costs, without the job.
    before: i64,
    opening: i64,
}

impl<'a> BestPlace<'a> {
    pub fn new(
        model: &'a Model,
        job: u32,
        pricing: Pricing,
        blinks: Blinks<'a>,
        trial: &'a mut Trial,
    ) -> Self {
        Self { model, job, pricing, blinks, trial, found: None, asked: None }
    }

    /// Without blinks, by way.
    pub fn plain(model: &'a Model, job: u32, trial: &'a mut Trial) -> Self {
        Self::new(model, job, Pricing::Way, Blinks::Never, trial)
    }

    pub fn try_route(&mut self, route: &RouteState) {
        self.try_positions(route, 0..=route.jobs.len());
    }

    /// Keeps the cheapest of these positions if it is cheaper than what was found before.
    pub fn try_positions(&mut self, route: &RouteState, positions: RangeInclusive<usize>) {
        if let Some(terms) = self.terms(route) {
            self.try_each(route, &terms, positions);
        }
    }

    /// The same for one position of a route that is asked for again and again.
    #[inline]
    pub fn try_one(&mut self, route: &RouteState, at: usize) {
        if self.asked.is_none_or(|(asked, _)| asked != route.vehicle) {
            self.asked = Some((route.vehicle, self.terms(route)));
        }
        if let Some((_, Some(terms))) = self.asked {
            self.try_each(route, &terms, at..=at);
        }
    }

    /// What is the same for all positions of a route; none if it cannot take the job.
    fn terms(&mut self, route: &RouteState) -> Option<Terms> {
        let model = self.model;
        let vehicle = &model.vehicles[route.vehicle as usize];
        let first = first_position(model, route, self.job, &model.jobs[self.job as usize])?;
        let pricing = sensible(model, vehicle, route, self.pricing);
        let before = self.before(route, pricing);
        let opening = opening_price(model, vehicle, self.job, route.stops());
        Some(Terms { first, pricing, before, opening })
    }

    fn try_each(&mut self, route: &RouteState, terms: &Terms, positions: RangeInclusive<usize>) {
        let model = self.model;
        let vehicle = &model.vehicles[route.vehicle as usize];
        let stop = &model.jobs[self.job as usize];
        let Terms { first, pricing, before, opening } = *terms;
        let mut limit = self.found.map_or(i64::MAX, |found| found.price).saturating_sub(opening);
        for at in first.max(*positions.start())..=*positions.end() {
            if row::first(vehicle, &route.finish[at]) > stop.close_s {
                return; // Later positions begin later still.
            }
            if self.blinks.blink() {
                continue;
            }
            if model.loads_vary && !route.can_carry(model, stop, at) {
                continue;
            }
            let gap = Gap::new(model, vehicle, route, stop, at);
            let quick = match pricing {
                Pricing::Way => gap.way_price(),
                Pricing::PaidTime => gap.paid_time_price(before),
                Pricing::Exact | Pricing::Trial => i64::MIN, // Costs more to know.
            };
            if quick >= limit || !gap.is_within_limits() {
                continue;
            }
            let Some(arrival) = gap.arrival() else { continue };
            let price = match pricing {
                Pricing::Way | Pricing::PaidTime => quick + stop.soft_cost(arrival.begin_s),
                Pricing::Exact => gap.exact_price(&arrival),
                Pricing::Trial => {
                    self.trial.cost_with(model, route, self.job, at) - before - opening
                }
            };
            if price < limit {
                limit = price;
                self.keep(route, at, price + opening);
            }
        }
    }

    /// The same for one position where time allows it and the legs alone decide on the price.
    #[inline]
    pub fn try_plain(&mut self, route: &RouteState, at: usize, detour: &Detour) {
        let model = self.model;
        let vehicle = &model.vehicles[route.vehicle as usize];
        let stop = &model.jobs[self.job as usize];
        let is_possible = model.allowed(self.job, route.vehicle)
            && route.stops() < vehicle.max_stops
            && route.can_carry(model, stop, at)
            && route.travel_s + detour.more_s() <= vehicle.max_travel_s
            && route.distance_m + detour.more_m() <= vehicle.max_distance_m;
        if !is_possible || self.blinks.blink() {
            return;
        }
        let price = vehicle.way_cost(detour.more_m(), detour.more_s())
            + detour.more_s() * vehicle.per_s
            + opening_price(model, vehicle, self.job, route.stops());
        if self.found.is_none_or(|found| price < found.price) {
            self.keep(route, at, price);
        }
    }

    fn keep(&mut self, route: &RouteState, at: usize, price: i64) {
        let position = at as u32;
        self.found = Some(Insertion { price, route: route.vehicle, position, reload: NONE });
    }

    /// What is the same for every position: what the route takes, or costs, without the job.
    fn before(&mut self, route: &RouteState, pricing: Pricing) -> i64 {
        let vehicle = &self.model.vehicles[route.vehicle as usize];
        match pricing {
            Pricing::Way | Pricing::Exact => 0,
            Pricing::PaidTime => route.segment_s(self.model, vehicle),
            Pricing::Trial => self.trial.cost_before(self.model, route),
        }
    }
}

/// The quickest pricing that sees as much on this route.
fn sensible(model: &Model, vehicle: &VehicleModel, route: &RouteState, wanted: Pricing) -> Pricing {
    let short = route.jobs.len() <= TRIAL_STOPS_MAX;
    match wanted {
        Pricing::Exact if route.has_wrinkles && !vehicle.just_in_time => Pricing::Exact,
        Pricing::Exact if route.has_wrinkles && short => Pricing::Trial,
        Pricing::Way => Pricing::Way,
        Pricing::Exact | Pricing::PaidTime | Pricing::Trial if model.pays_for_time(vehicle) => {
            Pricing::PaidTime
        }
        Pricing::Exact | Pricing::PaidTime | Pricing::Trial => Pricing::Way,
    }
}

/// The first position that order and fixed stops allow; none if the route cannot take the job.
fn first_position(model: &Model, route: &RouteState, job: u32, stop: &JobModel) -> Option<usize> {
    let vehicle = &model.vehicles[route.vehicle as usize];
    if !model.allowed(job, route.vehicle)
        || (route.stops() >= vehicle.max_stops && !model.is_reload(job))
        || (!model.loads_vary && !route.can_carry(model, stop, 0))
    {
        return None;
    }
    let mut first = route.fixed;
    for &earlier in &stop.after {
        first = first.max(route.jobs.iter().position(|&other| other == earlier)? + 1);
    }
    Some(first)
}

/// What one more stop costs wherever it goes: using the vehicle at all, and fairness by stops.
fn opening_price(model: &Model, vehicle: &VehicleModel, job: u32, stops: usize) -> i64 {
    if model.is_reload(job) {
        return 0;
    }
    let fixed = if stops == 0 { vehicle.fixed } else { 0 };
    fixed + model.balance_cost(vehicle, stops + 1, 0) - model.balance_cost(vehicle, stops, 0)
}
