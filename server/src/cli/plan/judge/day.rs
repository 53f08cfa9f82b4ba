//! One vehicle's day being followed.

use std::collections::HashSet;

use super::{
    super::input::{Break, Count, Job, TimeWindow, Vehicle},
    Asked, Finding,
    plan::{Kind, Route, Step},
    ways::{Source, Spot, Way, Ways},
};

/// Where the vehicle is, what it carries, and what it has done.
pub struct Day<'a> {
    asked: &'a Asked<'a>,
    vehicle: &'a Vehicle,
    route: &'a Route,
    ways: Ways<'a>,
    place: Option<Spot>,
    /// When the step before is over.
    free_s: i64,
    /// Driven since the last place, on both sides of breaks.
    driven_since_s: i64,
    driven: Way,
    legs: i64,
    load: Vec<i64>,
    jobs: u32,
    breaks: HashSet<u64>,
    found: Vec<String>,
}

impl<'a> Day<'a> {
    pub fn new(
        asked: &'a Asked<'a>,
        vehicle: &'a Vehicle,
        route: &'a Route,
        source: Source,
    ) -> Self {
        let jobs = || route.steps.iter().filter_map(|step| asked.job(step));
        let brought = |at: usize| jobs().map(|job| amount(&job.delivery, at)).sum();
        Self {
            asked,
            vehicle,
            route,
            ways: Ways::of(asked.input, vehicle, source),
            place: Spot::of(vehicle.start, vehicle.start_index),
            free_s: route.steps.first().map_or(0, |step| step.arrival),
            driven_since_s: 0,
            driven: Way { seconds: 0, metres: Some(0) },
            legs: 0,
            load: (0..asked.dimensions).map(brought).collect(),
            jobs: 0,
            breaks: HashSet::new(),
            found: Vec::new(),
        }
    }

    /// Goes from step to step; each finding names the vehicle.
    pub fn follow(mut self, seen: &mut HashSet<u64>, found: &mut Vec<Finding>) {
        self.ends();
        self.carries("the start");
        for step in &self.route.steps {
            let driven_s = step.arrival.saturating_sub(self.free_s);
            if driven_s < 0
                || [step.waiting_time, step.setup, step.service].iter().any(|&of| of < 0)
            {
                self.find(format!("{} comes before the step before it is over", self.name(step)));
            }
            self.driven_since_s = self.driven_since_s.saturating_add(driven_s.max(0));
            match step.kind {
                Kind::Start => {}
                Kind::End => self.arrive(step, Spot::of(self.vehicle.end, self.vehicle.end_index)),
                Kind::Break => self.pause(step),
                Kind::Job => self.serve(step, seen),
                Kind::Pickup | Kind::Delivery => {
                    self.find("has a step of a shipment, and the problem has none".to_owned());
                }
            }
            self.free_s = step.end();
        }
        self.limits();
        self.sums();
        let id = self.vehicle.id;
        found.extend(self.found.into_iter().map(|what| Finding(format!("vehicle {id}: {what}"))));
    }

    fn find(&mut self, what: String) {
        self.found.push(what);
    }

    fn name(&self, step: &Step) -> String {
        match (step.kind, step.id) {
            (Kind::Job, Some(id)) => format!("job {id}"),
            (Kind::Break, Some(id)) => format!("break {id}"),
            (kind, _) => format!("{kind:?}").to_lowercase(),
        }
    }

    /// The route begins and ends where the vehicle does.
    fn ends(&mut self) {
        let steps = &self.route.steps;
        let count = |kind| steps.iter().filter(|step| step.kind == kind).count();
        let is_first = steps.first().is_some_and(|step| step.kind == Kind::Start);
        let is_last = steps.last().is_some_and(|step| step.kind == Kind::End);
        let starts = Spot::of(self.vehicle.start, self.vehicle.start_index).is_some();
        let ends = Spot::of(self.vehicle.end, self.vehicle.end_index).is_some();
        if count(Kind::Start) != usize::from(is_first) || (starts && !is_first) {
            self.find("does not begin with its start".to_owned());
        }
        if count(Kind::End) != usize::from(is_last) || (ends && !is_last) {
            self.find("does not end with its end".to_owned());
        }
    }

    /// The way to a place; none is where the vehicle stands.
    fn arrive(&mut self, step: &Step, to: Option<Spot>) {
        let driven_s = std::mem::take(&mut self.driven_since_s);
        // Whoever has no start begins at the first place, whoever has no end stays at the last.
        let (Some(from), Some(to)) = (self.place, to) else {
            self.place = to.or(self.place);
            return;
        };
        self.place = Some(to);
        let told = Way { seconds: driven_s, metres: None };
        let way = self.ways.between(from, to).unwrap_or(told);
        let missing_s = way.seconds - driven_s;
        if missing_s > self.ways.slack_s() {
            self.find(format!(
                "{} is reached at {}, {missing_s} s earlier than the way there takes",
                self.name(step),
                step.arrival
            ));
        }
        self.legs += 1;
        self.driven.seconds = self.driven.seconds.saturating_add(way.seconds);
        self.driven.metres = self.driven.metres.zip(way.metres).map(|(all, more)| all + more);
    }

    fn serve(&mut self, step: &Step, seen: &mut HashSet<u64>) {
        let Some(job) = self.asked.job(step) else {
            return self.find(format!("{} is not in the problem", self.name(step)));
        };
        if !seen.insert(job.id) {
            self.find(format!("job {} is planned twice", job.id));
        }
        let place = Spot::of(job.location, job.location_index);
        let setup = if place == self.place { 0 } else { job.setup.seconds() };
        self.arrive(step, place);
        self.takes(step, setup, job.service.seconds());
        self.within(step, &job.time_windows);
        if let Some(skill) = job.skills.iter().find(|skill| !self.vehicle.skills.contains(skill)) {
            self.find(format!("job {} needs skill {skill}, which it has not", job.id));
        }
        for (at, load) in self.load.iter_mut().enumerate() {
            *load += amount(&job.pickup, at) - amount(&job.delivery, at);
        }
        self.carries(&format!("job {}", job.id));
        self.jobs += 1;
    }

    fn pause(&mut self, step: &Step) {
        let known = |pause: &&Break| Some(pause.id) == step.id;
        let Some(pause) = self.vehicle.breaks.iter().find(known) else {
            return self.find(format!("{} is not in the problem", self.name(step)));
        };
        if !self.breaks.insert(pause.id) {
            self.find(format!("break {} is taken twice", pause.id));
        }
        self.takes(step, 0, pause.service.seconds());
        self.within(step, &pause.time_windows);
    }

    fn takes(&mut self, step: &Step, setup: i64, service: i64) {
        for (what, said, right) in
            [("set-up", step.setup, setup), ("service", step.service, service)]
        {
            if said != right {
                self.find(format!("{} has {said} s of {what} instead of {right}", self.name(step)));
            }
        }
    }

    fn within(&mut self, step: &Step, windows: &[TimeWindow]) {
        let begin = step.begin();
        let contains =
            |[start, end]: &TimeWindow| (start.seconds()..=end.seconds()).contains(&begin);
        if windows.is_empty() || windows.iter().any(contains) {
            return;
        }
        let windows: Vec<String> =
            windows.iter().map(|[start, end]| format!("[{}, {}]", start.0, end.0)).collect();
        let name = self.name(step);
        self.find(format!("{name} begins at {begin}, outside of {}", windows.join(" and ")));
    }

    fn carries(&mut self, where_to: &str) {
        for (at, load) in self.load.clone().into_iter().enumerate() {
            let room = amount(&self.vehicle.capacity, at);
            if load > room {
                self.find(format!("carries {load} from {where_to} on, its capacity is {room}"));
            }
        }
    }

    fn limits(&mut self) {
        let (begins, ends) = (self.route.steps.first().map_or(0, |step| step.arrival), self.free_s);
        if let Some([start, end]) = &self.vehicle.time_window {
            if begins < start.seconds() {
                self.find(format!("leaves at {begins}, its time_window starts at {}", start.0));
            }
            if ends > end.seconds() {
                self.find(format!("ends at {ends}, its time_window ends at {}", end.0));
            }
        }
        let limit = |limit: Option<Count>| limit.map_or(i64::MAX, Count::seconds);
        let Way { seconds, metres } = self.driven;
        let slack_s = self.legs * self.ways.slack_s();
        for (what, value, limit) in [
            ("jobs, max_tasks is", i64::from(self.jobs), limit(self.vehicle.max_tasks)),
            (
                "s of driving, max_travel_time is",
                seconds - slack_s,
                limit(self.vehicle.max_travel_time),
            ),
            ("m, max_distance is", metres.unwrap_or(0), limit(self.vehicle.max_distance)),
        ] {
            if value > limit {
                self.find(format!("has {value} {what} {limit}"));
            }
        }
        for pause in &self.vehicle.breaks {
            if !self.breaks.contains(&pause.id) && !self.may_miss(pause, ends) {
                self.find(format!("break {} is missing", pause.id));
            }
        }
    }

    /// Whether a break could still begin when the route ends. One that may come at any time could
    /// always: it belongs to every route.
    fn may_miss(&self, pause: &Break, ends: i64) -> bool {
        let day = self.vehicle.time_window.map_or([0, i64::MAX], |day| day.map(Count::seconds));
        pause.time_windows.iter().any(|[start, end]| {
            let any_time = start.seconds() <= day[0] && end.seconds() >= day[1];
            !any_time && ends <= end.seconds()
        })
    }

    /// What the route says of itself, as far as it does.
    fn sums(&mut self) {
        let steps = self.route.steps.iter();
        let sum = |part: fn(&Step) -> i64| steps.clone().map(part).fold(0, i64::saturating_add);
        let slack_s = (self.legs * self.ways.slack_s()).unsigned_abs();
        let driven = self.driven;
        for (what, said, right, slack) in [
            ("setup", self.route.setup, Some(sum(|step| step.setup)), 0),
            ("service", self.route.service, Some(sum(|step| step.service)), 0),
            ("waiting_time", self.route.waiting_time, Some(sum(|step| step.waiting_time)), 0),
            ("duration", self.route.duration, Some(driven.seconds), slack_s),
            ("distance", self.route.distance, driven.metres, 0),
        ] {
            if let Some((said, right)) = said.zip(right)
                && said.abs_diff(right) > slack
            {
                self.find(format!("says {what} {said}, its steps make {right}"));
            }
        }
    }
}

impl<'a> Asked<'a> {
    /// The job of a step, if it is one.
    fn job(&self, step: &Step) -> Option<&'a Job> {
        step.id.filter(|_| step.kind == Kind::Job).and_then(|id| self.jobs.get(&id).copied())
    }
}

/// What is missing is zero.
fn amount(amounts: &Option<Vec<Count>>, at: usize) -> i64 {
    amounts.iter().flatten().nth(at).map_or(0, |amount| amount.seconds())
}
