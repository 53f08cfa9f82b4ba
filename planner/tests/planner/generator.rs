//! Random problems, the same for the same seed. Each feature is absent from half of them, so that
//! none hides what happens without it.

use furgo_planner::{
    Balance, BalanceBy, Break, Costs, Departure, Job, Matrix, Problem, Reload, SoftWindow,
    UNREACHABLE, UnderWay, Vehicle, Window,
};

/// SplitMix64: enough for test data, and not the generator under test.
#[derive(Clone)]
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// Uniform in `from..=to`.
    pub fn within(&mut self, from: i64, to: i64) -> i64 {
        from + (self.next() % (to - from + 1) as u64) as i64
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }
}

/// What a random problem may contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Features {
    /// Windows, capacities, set-up, shifts, skills, limits, open routes, priorities.
    Core,
    /// And reloads.
    Trips,
    /// And vehicles under way, breaks, pickups, soft windows, just-in-time departures, order, fixed
    /// stops, balance, holes.
    All,
}

/// A problem with so many jobs and vehicles.
pub fn problem(seed: u64, jobs: usize, vehicles: usize, features: Features) -> Problem {
    let mut dice = Dice(seed);
    let all = features == Features::All;
    let places = jobs + 1;
    let kinds = if dice.chance(30) { 2 } else { 1 };
    let mut problem = Problem {
        matrices: (0..kinds).map(|_| matrix(&mut dice, places, all)).collect(),
        ..Problem::default()
    };
    let tight = dice.within(0, 2);
    problem.vehicles =
        (0..vehicles).map(|at| vehicle(&mut dice, at as u64, kinds, places, all, tight)).collect();
    problem.jobs =
        (0..jobs).map(|at| job(&mut dice, at as u64, vehicles, places, all, tight)).collect();
    if all {
        if dice.chance(20) {
            let by = if dice.chance(50) { BalanceBy::Stops } else { BalanceBy::Time };
            problem.balance = Some(Balance { by, price: dice.within(1, 500) as u32 });
        }
        if dice.chance(30) && jobs > 0 && vehicles > 0 {
            let first = (0..jobs as u64).find(|&job| problem.jobs[job as usize].after.is_empty());
            problem.vehicles[0].first_jobs = first.into_iter().collect();
        }
        if dice.chance(50) {
            add_pickups(&mut dice, &mut problem);
        }
    }
    let mut dice = Dice(seed ^ 0x7219);
    if features == Features::Trips || (all && dice.chance(40)) {
        add_reloads(&mut dice, &mut problem);
    }
    if all && dice.chance(20) {
        put_under_way(&mut dice, &mut problem);
    }
    let mut dice = Dice(seed ^ 0x0ff5);
    add_variants(&mut dice, &mut problem);
    leave_out(&mut dice, &mut problem);
    problem
}

/// Other readings of what is there: windows about the set-up, breaks that no route is without.
fn add_variants(dice: &mut Dice, problem: &mut Problem) {
    problem.jobs.iter_mut().for_each(|job| job.setup_in_window = dice.chance(60));
    for vehicle in &mut problem.vehicles {
        vehicle.required_breaks = dice.within(0, vehicle.breaks.len() as i64) as u32;
    }
}

/// One problem in four stays as it is; the others lose each feature with a chance of two in three.
fn leave_out(dice: &mut Dice, problem: &mut Problem) {
    if dice.chance(25) {
        return;
    }
    let of_jobs: [fn(&mut Job); 12] = [
        |job| job.setup_s = 0,
        |job| job.setup_in_window = false,
        |job| job.service_s = 0,
        |job| job.windows.clear(),
        |job| job.windows.truncate(1),
        |job| job.demand.fill(0),
        |job| job.pickup.fill(0),
        |job| job.skills.clear(),
        |job| job.vehicles.clear(),
        |job| job.priority = 0,
        |job| job.soft_window = None,
        |job| job.after.clear(),
    ];
    let of_vehicles: [fn(&mut Vehicle); 18] = [
        |vehicle| vehicle.matrix = 0,
        |vehicle| vehicle.start = Some(0),
        |vehicle| vehicle.end = Some(0),
        |vehicle| vehicle.shift = Window::new(0, 100_000),
        |vehicle| vehicle.departure = Departure::ShiftStart,
        |vehicle| vehicle.capacity.clear(),
        |vehicle| (vehicle.breaks, vehicle.required_breaks) = (Vec::new(), 0),
        |vehicle| vehicle.required_breaks = 0,
        |vehicle| vehicle.max_stops = None,
        |vehicle| vehicle.max_travel_s = None,
        |vehicle| vehicle.max_distance_m = None,
        |vehicle| vehicle.costs.per_km = 0,
        |vehicle| vehicle.costs.per_hour = 0,
        |vehicle| vehicle.costs.per_driving_hour = 0,
        |vehicle| vehicle.costs.fixed = 0,
        |vehicle| vehicle.first_jobs.clear(),
        |vehicle| vehicle.reload = None,
        |vehicle| vehicle.under_way = None,
    ];
    let mut is_off = || dice.chance(67);
    of_jobs.iter().filter(|_| is_off()).for_each(|off| problem.jobs.iter_mut().for_each(off));
    of_vehicles
        .iter()
        .filter(|_| is_off())
        .for_each(|off| problem.vehicles.iter_mut().for_each(off));
    if is_off() {
        problem.balance = None;
    }
    if is_off() {
        fill_holes(problem);
    }
}

/// A road wherever there is none.
pub fn fill_holes(problem: &mut Problem) {
    let legs = problem.matrices.iter_mut().flat_map(|matrix| &mut matrix.distances_m);
    legs.filter(|metres| **metres == UNREACHABLE).for_each(|metres| *metres = 9_000);
}

/// Points on a plane, with one-way streets: times differ by direction by up to a third.
fn matrix(dice: &mut Dice, places: usize, holes: bool) -> Matrix {
    let points: Vec<(i64, i64)> =
        (0..places).map(|_| (dice.within(0, 4000), dice.within(0, 4000))).collect();
    let mut matrix = Matrix { size: places, ..Matrix::default() };
    for (from, &(x, y)) in points.iter().enumerate() {
        for (to, &(to_x, to_y)) in points.iter().enumerate() {
            let crow = (x - to_x).abs() + (y - to_y).abs();
            let distance = crow + crow * dice.within(0, 33) / 100;
            let hole = holes && from != to && dice.chance(2);
            matrix.distances_m.push(if hole { UNREACHABLE } else { distance as u32 });
            matrix.durations_s.push((distance / dice.within(2, 4)) as u32);
        }
    }
    matrix
}

/// Some stops are picked up from, some are both, and driving has a price of its own.
fn add_pickups(dice: &mut Dice, problem: &mut Problem) {
    for job in &mut problem.jobs {
        job.pickup = vec![dice.within(0, 6) as u32, dice.within(0, 9) as u32];
        if dice.chance(50) {
            job.demand.clear();
        }
        job.setup_in_window = dice.chance(50);
    }
    for vehicle in &mut problem.vehicles {
        vehicle.costs.per_driving_hour = dice.within(0, 3000) as u32;
    }
}

/// Small vans that come back.
fn add_reloads(dice: &mut Dice, problem: &mut Problem) {
    for vehicle in &mut problem.vehicles {
        if !dice.chance(80) {
            continue;
        }
        vehicle.capacity = vec![dice.within(6, 12) as u32, dice.within(9, 18) as u32];
        vehicle.reload = Some(Reload {
            location: (vehicle.start.is_none() || dice.chance(30)).then_some(0),
            duration_s: dice.within(0, 600) as u32,
            windows: match dice.chance(20) {
                true => vec![window(dice, 0, 12_000, 9_000)],
                false => Vec::new(),
            },
            max_reloads: dice.chance(50).then_some(dice.within(0, 3) as u32),
        });
    }
}

/// Some vans have left with some of the jobs that fit together.
fn put_under_way(dice: &mut Dice, problem: &mut Problem) {
    let mut jobs: Vec<&Job> = problem.jobs.iter().collect();
    jobs.sort_by_cached_key(|_| dice.next());
    for vehicle in &mut problem.vehicles {
        if !dice.chance(60) {
            continue;
        }
        let way = vehicle.under_way.insert(UnderWay::default());
        let mut room = vehicle.capacity.clone();
        for _ in 0..dice.within(0, 4) {
            let Some(job) = jobs.pop() else { break };
            let fits = room.iter().zip(&job.demand).all(|(room, demand)| room >= demand);
            if fits {
                room.iter_mut().zip(&job.demand).for_each(|(room, demand)| *room -= demand);
                way.on_board.push(job.id);
            }
        }
        (way.stops_done, way.worked_s) = (dice.within(0, 9) as u32, dice.within(0, 20_000) as u32);
        way.picked_up = room.iter().map(|&room| dice.within(0, room.into()) as u32 / 2).collect();
    }
}

fn window(dice: &mut Dice, from: i64, to: i64, length: i64) -> Window {
    let start_s = dice.within(from, to);
    Window::new(start_s, start_s + dice.within(0, length))
}

fn vehicle(
    dice: &mut Dice,
    id: u64,
    kinds: usize,
    places: usize,
    all: bool,
    tight: i64,
) -> Vehicle {
    let start_s = dice.within(0, 3000);
    let mut vehicle = Vehicle {
        id: 100 + id,
        matrix: dice.within(0, kinds as i64 - 1) as usize,
        start: (!dice.chance(10)).then_some(0),
        end: (!dice.chance(25)).then_some(dice.within(0, 8).min(places as i64 - 1) as usize / 8),
        shift: Window::new(start_s, start_s + dice.within(6_000, 30_000)),
        costs: Costs {
            per_km: dice.within(0, 60) as u32,
            per_hour: dice.within(0, 3000) as u32,
            fixed: dice.within(0, 3) as u32 * 500,
            ..Costs::default()
        },
        ..Vehicle::default()
    };
    if tight > 0 {
        vehicle.capacity = vec![dice.within(5, 25) as u32, dice.within(10, 40) as u32];
    }
    if dice.chance(30) {
        vehicle.skills = vec![1, 2];
    }
    if dice.chance(15) {
        vehicle.max_stops = Some(dice.within(1, 6) as u32);
    }
    if dice.chance(15) {
        vehicle.max_travel_s = Some(dice.within(2_000, 9_000) as u32);
    }
    if dice.chance(15) {
        vehicle.max_distance_m = Some(dice.within(5_000, 25_000) as u32);
    }
    if all {
        add_breaks(dice, &mut vehicle);
    }
    vehicle
}

fn add_breaks(dice: &mut Dice, vehicle: &mut Vehicle) {
    if dice.chance(40) {
        vehicle.departure = Departure::JustInTime;
    }
    if dice.chance(50) {
        let mut from = vehicle.shift.start_s;
        for _ in 0..dice.within(1, 2) {
            let window = window(dice, from, from + 6_000, 4_000);
            from = window.end_s;
            vehicle.breaks.push(Break { window, duration_s: dice.within(300, 2_400) as u32 });
        }
    }
}

fn job(dice: &mut Dice, id: u64, vehicles: usize, places: usize, all: bool, tight: i64) -> Job {
    let mut job = Job {
        id,
        location: dice.within(0, places as i64 - 1) as usize,
        setup_s: dice.within(0, 300) as u32,
        service_s: dice.within(0, 600) as u32,
        demand: vec![dice.within(0, 6) as u32, dice.within(0, 9) as u32],
        ..Job::default()
    };
    for _ in 0..[0, 1, 1, 2][dice.within(0, 3) as usize] {
        job.windows.push(window(dice, 0, 16_000, [12_000, 6_000, 2_000][tight as usize]));
    }
    if dice.chance(15) {
        job.skills = vec![dice.within(1, 3) as u32];
    }
    if dice.chance(10) && vehicles > 0 {
        job.vehicles = vec![100 + dice.within(0, vehicles as i64 - 1) as u64];
    }
    if dice.chance(30) {
        job.priority = dice.within(0, 10) as u8;
    }
    if all {
        if dice.chance(30) {
            let window = window(dice, 0, 12_000, 3_000);
            job.soft_window =
                Some(SoftWindow { window, price_per_minute: dice.within(1, 60) as u32 });
        }
        if id > 0 && dice.chance(15) {
            job.after = vec![dice.within(0, id as i64 - 1) as u64];
        }
    }
    job
}
