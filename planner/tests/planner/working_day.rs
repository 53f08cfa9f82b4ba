//! A working day as fleets have them: towns around a depot, windows, capacities, shifts, breaks and
//! skills, and vans enough for all of it.

use furgo_planner::{Break, Costs, Job, Matrix, Problem, Vehicle, Window};

use crate::generator::Dice;

/// Side of the square that holds the towns, in metres.
const REGION_M: i64 = 30_000;
/// Half the side of a town, in metres.
const TOWN_M: i64 = 2_500;
/// Seconds of a time of day.
const HOUR_S: i64 = 3_600;
/// The skill that one job in twenty asks for; every second van has it.
const SKILL: u32 = 1;

/// A day with so many stops and vans; 50 stops a van fit into their shifts.
pub fn working_day(seed: u64, stops: usize, vans: usize) -> Problem {
    let mut dice = Dice(seed);
    let jobs: Vec<Job> = (1..=stops).map(|at| job(&mut dice, at)).collect();
    let total = |dimension: usize| jobs.iter().map(|job| job.demand[dimension]).sum::<u32>();
    // A fifth more than is needed when the loads are even.
    let room = |dimension: usize| total(dimension).div_ceil(vans as u32) * 6 / 5 + 10;
    let capacity = vec![room(0), room(1)];
    Problem {
        matrices: vec![matrix(&points(&mut dice, stops))],
        jobs,
        vehicles: (0..vans).map(|at| van(at, &capacity)).collect(),
        balance: None,
    }
}

/// The depot in the middle, then the stops, eight of ten in towns.
fn points(dice: &mut Dice, stops: usize) -> Vec<(i64, i64)> {
    let anywhere = |dice: &mut Dice| (dice.within(0, REGION_M), dice.within(0, REGION_M));
    let towns: Vec<(i64, i64)> = (0..stops / 40 + 2).map(|_| anywhere(dice)).collect();
    let mut points = vec![(REGION_M / 2, REGION_M / 2)];
    for _ in 0..stops {
        let (x, y) = towns[dice.within(0, towns.len() as i64 - 1) as usize];
        points.push(match dice.chance(80) {
            true => (x + dice.within(-TOWN_M, TOWN_M), y + dice.within(-TOWN_M, TOWN_M)),
            false => anywhere(dice),
        });
    }
    points
}

/// Streets along the axes; speed grows with the distance, and each direction has its own lights.
fn matrix(points: &[(i64, i64)]) -> Matrix {
    let mut matrix = Matrix { size: points.len(), ..Matrix::default() };
    for &(x, y) in points {
        for &(to_x, to_y) in points {
            let metres = (x - to_x).abs() + (y - to_y).abs();
            let lights = (x * 7 + y * 3 + to_x * 5 + to_y).rem_euclid(61).min(metres);
            matrix.distances_m.push(metres as u32);
            matrix
                .durations_s
                .push((metres / 15 + metres * 120 / (metres + 2_000) + lights) as u32);
        }
    }
    matrix
}

fn job(dice: &mut Dice, at: usize) -> Job {
    let mut job = Job {
        id: at as u64,
        location: at,
        setup_s: 30,
        service_s: dice.within(60, 240) as u32,
        demand: vec![dice.within(1, 30) as u32, 1],
        ..Job::default()
    };
    if dice.chance(40) {
        let start_s = dice.within(8, 14) * HOUR_S;
        job.windows = vec![Window::new(start_s, start_s + dice.within(2, 4) * HOUR_S)];
    }
    if dice.chance(5) {
        job.skills = vec![SKILL];
    }
    job
}

fn van(at: usize, capacity: &[u32]) -> Vehicle {
    Vehicle {
        id: at as u64,
        start: Some(0),
        end: Some(0),
        shift: Window::new(7 * HOUR_S, 17 * HOUR_S),
        capacity: capacity.to_vec(),
        skills: if at.is_multiple_of(2) { vec![SKILL] } else { Vec::new() },
        breaks: vec![Break { window: Window::new(12 * HOUR_S, 14 * HOUR_S), duration_s: 1_800 }],
        costs: Costs { fixed: 2_000, ..Costs::default() },
        ..Vehicle::default()
    }
}
