//! The exact times of one route in a given order, feasible or not.
//!
//! Breaks are placed by dynamic programming over (stop, breaks taken): least lateness first, then
//! the earliest end. The search uses the quicker [`schedule`](crate::schedule) and asks here only
//! for prices that depend on when exactly things happen; every reported plan is computed here.

use crate::check::BREAKS_MAX;
use crate::model::{Model, NONE};
use crate::parts::{NEVER, VehicleModel};
use crate::row::{depart_at_latest, latest_end};

/// What an [`Event`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventKind {
    Start,
    Job(u32),
    Break(usize),
    End,
}

/// One thing that happens, after driving the leg that leads to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Event {
    pub kind: EventKind,
    pub location: u32,
    pub travel_s: i64,
    pub distance_m: i64,
    /// No road leads here from the event before.
    pub unreachable: bool,
    pub setup_s: i64,
    pub arrival_s: i64,
    pub begin_s: i64,
    pub leave_s: i64,
}

/// The best way to stand somewhere with so many breaks taken.
#[derive(Clone, Copy, Debug)]
struct State {
    late_s: i64,
    time_s: i64,
    /// Breaks taken when leaving the stop before, and on setting off from it.
    taken_before: u8,
    taken_between: u8,
}

impl State {
    const UNREACHED: Self =
        Self { late_s: NEVER, time_s: NEVER, taken_before: 0, taken_between: 0 };

    fn beats(&self, other: &Self) -> bool {
        (self.late_s, self.time_s) < (other.late_s, other.time_s)
    }
}

type States = [State; BREAKS_MAX + 1];

/// The events of a route. Reused between routes, so that the search does not allocate.
#[derive(Debug, Default)]
pub(crate) struct Timeline {
    pub events: Vec<Event>,
    pub late: bool,
    states: Vec<States>,
}

impl Timeline {
    /// Computes the events of `vehicle` serving `jobs`.
    pub fn fill(&mut self, model: &Model, vehicle: &VehicleModel, jobs: &[u32]) {
        self.events.clear();
        self.late = false;
        if jobs.is_empty() {
            return;
        }
        self.leave_at(model, vehicle, jobs, vehicle.shift.start_s);
        if vehicle.just_in_time && !self.late {
            let departure_s = self.latest_departure(model, vehicle);
            self.leave_at(model, vehicle, jobs, departure_s);
        }
    }

    fn leave_at(&mut self, model: &Model, vehicle: &VehicleModel, jobs: &[u32], departure_s: i64) {
        self.events.clear();
        let taken = self.place_breaks(model, vehicle, jobs, departure_s);
        self.lay_out(model, vehicle, jobs, taken);
        self.run(model, vehicle, departure_s);
    }

    pub fn departure_s(&self) -> i64 {
        self.events.first().map_or(0, |event| event.leave_s)
    }

    pub fn end_s(&self) -> i64 {
        self.events.last().map_or(0, |event| event.leave_s)
    }

    /// Scaled cost of the route with so many stops.
    pub fn cost(&self, model: &Model, vehicle: &VehicleModel, stops: usize) -> i64 {
        let distance_m: i64 = self.events.iter().map(|event| event.distance_m).sum();
        let travel_s: i64 = self.events.iter().map(|event| event.travel_s).sum();
        let paid_s = self.end_s() - self.departure_s();
        vehicle.way_cost(distance_m, travel_s)
            + paid_s * vehicle.per_s
            + vehicle.fixed
            + self.soft_cost(model)
            + model.balance_cost(vehicle, stops, paid_s)
    }

    /// Scaled price of all soft windows.
    pub fn soft_cost(&self, model: &Model) -> i64 {
        let price = |event: &Event| match event.kind {
            EventKind::Job(job) => model.jobs[job as usize].soft_cost(event.begin_s),
            EventKind::Start | EventKind::Break(_) | EventKind::End => 0,
        };
        self.events.iter().map(price).sum()
    }

    /// Fills `states` with one row per stop and one for the end; the breaks taken in the best end.
    fn place_breaks(
        &mut self,
        model: &Model,
        vehicle: &VehicleModel,
        jobs: &[u32],
        departure_s: i64,
    ) -> usize {
        self.states.clear();
        let mut row = [State::UNREACHED; BREAKS_MAX + 1];
        row[0] = State { late_s: 0, time_s: departure_s, ..State::UNREACHED };
        let mut here = vehicle.start;
        for &job in jobs {
            let stop = &model.jobs[job as usize];
            travel(model, vehicle, &mut row, here, stop.location);
            let setup_s = if here == stop.location { 0 } else { stop.setup_s };
            for state in &mut row[..=vehicle.breaks.len()] {
                let mut begin_s = stop.service_start(state.time_s, setup_s);
                if begin_s >= NEVER {
                    state.late_s += stop.late_s(state.time_s, setup_s);
                    begin_s = state.time_s + setup_s;
                }
                state.time_s = begin_s + stop.service_s;
            }
            self.states.push(row);
            here = stop.location;
        }
        travel(model, vehicle, &mut row, here, vehicle.end);
        self.states.push(row);
        best_end(vehicle, &row)
    }

    /// The events in order, still without times, walking the states backwards from the end.
    fn lay_out(&mut self, model: &Model, vehicle: &VehicleModel, jobs: &[u32], taken: usize) {
        let mut taken = taken;
        for at in (0..=jobs.len()).rev() {
            let state = self.states[at][taken];
            let (before, between) = (state.taken_before as usize, state.taken_between as usize);
            let place = |job: u32| model.jobs[job as usize].location;
            let from = if at == 0 { vehicle.start } else { place(jobs[at - 1]) };
            let (to, kind) = match jobs.get(at) {
                Some(&job) => (place(job), EventKind::Job(job)),
                None => (vehicle.end, EventKind::End),
            };
            let leg = Event::driven(model, vehicle, from, to, kind);
            // Pushed backwards: the stop, the breaks on arrival, the leg's owner, the breaks before.
            let first_after_leg = self.events.len() + (taken - between);
            self.events.push(Event { travel_s: 0, distance_m: 0, unreachable: false, ..leg });
            for index in (between..taken).rev() {
                self.events.push(Event::standing(EventKind::Break(index), to));
            }
            let owner = &mut self.events[first_after_leg];
            (owner.travel_s, owner.distance_m, owner.unreachable) =
                (leg.travel_s, leg.distance_m, leg.unreachable);
            for index in (before..between).rev() {
                self.events.push(Event::standing(EventKind::Break(index), from));
            }
            taken = before;
        }
        self.events.push(Event::standing(EventKind::Start, vehicle.start));
        self.events.reverse();
    }

    /// Gives the events their times, leaving at `departure_s`.
    fn run(&mut self, model: &Model, vehicle: &VehicleModel, departure_s: i64) {
        let mut now = departure_s;
        self.late = false;
        for event in &mut self.events {
            event.arrival_s = now + event.travel_s;
            (event.begin_s, event.leave_s) = match event.kind {
                EventKind::Start | EventKind::End => (event.arrival_s, event.arrival_s),
                EventKind::Break(index) => {
                    let pause = &vehicle.breaks[index];
                    let begin_s = event.arrival_s.max(pause.window.start_s);
                    self.late |= begin_s > pause.window.end_s;
                    (begin_s, begin_s + pause.duration_s)
                }
                EventKind::Job(job) => {
                    let stop = &model.jobs[job as usize];
                    let mut begin_s = stop.service_start(event.arrival_s, event.setup_s);
                    if begin_s >= NEVER {
                        self.late = true;
                        begin_s = event.arrival_s + event.setup_s;
                    }
                    (begin_s, begin_s + stop.service_s)
                }
            };
            now = event.leave_s;
        }
        self.late |= now > vehicle.shift.end_s;
    }

    /// The latest departure that keeps the end, every window, and no soft window worse.
    fn latest_departure(&self, model: &Model, vehicle: &VehicleModel) -> i64 {
        let mut row = latest_end(vehicle);
        row.iter_mut().for_each(|time| *time = (*time).min(self.end_s()));
        let mut there = self.events.last().map_or(vehicle.end, |event| event.location);
        for event in self.events.iter().rev() {
            let EventKind::Job(job) = event.kind else { continue };
            let stop = &model.jobs[job as usize];
            depart_at_latest(model, vehicle, &mut row, stop.location, there);
            let soft_end_s = stop.soft.map_or(NEVER, |soft| soft.window.end_s.max(event.begin_s));
            for time in &mut row {
                let limit_s = (*time).min(soft_end_s.saturating_add(stop.service_s));
                *time = stop.arrive_at_most(limit_s, event.setup_s);
            }
            there = stop.location;
        }
        depart_at_latest(model, vehicle, &mut row, vehicle.start, there);
        row[0].max(vehicle.shift.start_s)
    }
}

impl Event {
    fn standing(kind: EventKind, location: u32) -> Self {
        Self {
            kind,
            location,
            travel_s: 0,
            distance_m: 0,
            unreachable: false,
            setup_s: 0,
            arrival_s: 0,
            begin_s: 0,
            leave_s: 0,
        }
    }

    fn driven(model: &Model, vehicle: &VehicleModel, from: u32, to: u32, kind: EventKind) -> Self {
        let (travel_s, distance_m, unreachable) = passable(model, vehicle, from, to);
        let setup_s = match kind {
            EventKind::Job(job) if from != to => model.jobs[job as usize].setup_s,
            _ => 0,
        };
        Self { travel_s, distance_m, unreachable, setup_s, ..Self::standing(kind, to) }
    }
}

/// A leg, counted as nothing where there is no road, so that the rest can still be computed.
fn passable(model: &Model, vehicle: &VehicleModel, from: u32, to: u32) -> (i64, i64, bool) {
    let (travel_s, distance_m) = model.leg(vehicle, from, to);
    if travel_s == i64::from(NONE) { (0, 0, true) } else { (travel_s, distance_m, false) }
}

/// Moves the states along a leg; breaks may be taken before it and after it.
fn travel(model: &Model, vehicle: &VehicleModel, row: &mut States, from: u32, to: u32) {
    for (taken, state) in row.iter_mut().enumerate() {
        state.taken_before = taken as u8;
    }
    take_breaks(vehicle, row);
    let (travel_s, _, _) = passable(model, vehicle, from, to);
    for (taken, state) in row.iter_mut().enumerate() {
        state.time_s += travel_s;
        state.taken_between = taken as u8;
    }
    take_breaks(vehicle, row);
}

fn take_breaks(vehicle: &VehicleModel, row: &mut States) {
    for (taken, pause) in vehicle.breaks.iter().enumerate() {
        let from = row[taken];
        if from.late_s >= NEVER {
            continue;
        }
        let begin_s = from.time_s.max(pause.window.start_s);
        let rested = State {
            late_s: from.late_s + (begin_s - pause.window.end_s).max(0),
            time_s: begin_s + pause.duration_s,
            ..from
        };
        if rested.beats(&row[taken + 1]) {
            row[taken + 1] = rested;
        }
    }
}

/// How many breaks were taken in the best way to end; the others could still begin then, and are
/// not required.
fn best_end(vehicle: &VehicleModel, row: &States) -> usize {
    let mut best = vehicle.breaks.len();
    let value = |taken: usize| {
        let state = row[taken];
        (state.late_s + (state.time_s - vehicle.shift.end_s).max(0), state.time_s)
    };
    for taken in (vehicle.required_breaks..vehicle.breaks.len()).rev() {
        let still_open =
            vehicle.breaks[taken..].iter().all(|pause| row[taken].time_s <= pause.window.end_s);
        if still_open && value(taken) <= value(best) {
            best = taken;
        }
    }
    best
}
