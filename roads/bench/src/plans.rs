//! What a matrix is worth: plans made on one kind of times and driven on OSRM's.

use std::ops::ControlFlow;

use furgo_planner::{
    Budget, Costs, Job, Matrix, Problem, Solution, UNREACHABLE, Vehicle, Window,
    default_iterations, solve, straight_line,
};
use furgo_roads::Place;

use crate::{Outcome, figures::mean, osrm::Table, places::Draws};

/// Stops and vans.
const CASES: [(usize, usize); 4] = [(30, 1), (100, 1), (100, 5), (300, 8)];
const DRAWS: usize = 4;

/// How many times longer than usual each plan is searched, so that luck tells less. Counted in
/// rounds and not by the clock, so that every machine finds the same plans.
const EFFORT: u64 = 4;

/// Prints by how much plans cost more than those made on OSRM's own times.
pub fn compare(places: &[Place], furgo: &furgo_roads::Matrix, osrm: &Table) -> Outcome<()> {
    println!("| Plans, driven on OSRM's times | made on Furgo's roads | made on straight lines |");
    println!("|---|---|---|");
    for (stops, vans) in CASES.into_iter().filter(|(stops, _)| *stops < places.len()) {
        let (mut by_road, mut by_line) = (Vec::new(), Vec::new());
        for draw in 0..DRAWS {
            let seed = (stops * 1000 + vans * 10 + draw) as u64;
            let chosen = Draws::from_seed(seed).sample(stops + 1, places.len());
            let theirs = made_on(osrm_matrix(osrm, &chosen), osrm, &chosen, vans)?;
            let ours = made_on(furgo_matrix(furgo, &chosen), osrm, &chosen, vans)?;
            let points: Vec<(f64, f64)> =
                chosen.iter().map(|at| (places[*at].lat(), places[*at].lon())).collect();
            let line = made_on(straight_line::matrix(&points), osrm, &chosen, vans)?;
            by_road.push((ours / theirs - 1.0) * 100.0);
            by_line.push((line / theirs - 1.0) * 100.0);
        }
        let said = |values: &[f64]| {
            let each: Vec<String> = values.iter().map(|value| format!("{value:+.1}")).collect();
            format!("{:+.1} % ({})", mean(values), each.join(", "))
        };
        let vans = if vans == 1 { "1 van".to_owned() } else { format!("{vans} vans") };
        println!("| {stops} stops, {vans} | {} | {} |", said(&by_road), said(&by_line));
    }
    println!();
    Ok(())
}

/// Plans on a matrix and says how many seconds the plan takes on OSRM's times.
fn made_on(matrix: Matrix, osrm: &Table, chosen: &[usize], vans: usize) -> Outcome<f64> {
    let stops = chosen.len() - 1;
    let vehicle = |id: usize| Vehicle {
        id: id as u64,
        start: Some(0),
        end: Some(0),
        shift: Window::new(0, 86_400),
        // A tenth of room: filling vans to the last stop is another puzzle, full of luck.
        capacity: vec![(stops * 11).div_ceil(vans * 10) as u32],
        costs: Costs { per_km: 0, per_hour: 0, per_driving_hour: 3600, fixed: 0 },
        ..Vehicle::default()
    };
    let job = |at: usize| Job { id: at as u64, location: at, demand: vec![1], ..Job::default() };
    let problem = Problem {
        matrices: vec![matrix],
        jobs: (1..=stops).map(job).collect(),
        vehicles: (0..vans).map(vehicle).collect(),
        balance: None,
    };
    let budget = Budget::iterations(default_iterations(stops) * EFFORT, 1);
    let solution = solve(&problem, &budget, &mut |_| ControlFlow::Continue(()))?;
    driven(&solution, osrm, chosen)
}

fn driven(solution: &Solution, osrm: &Table, chosen: &[usize]) -> Outcome<f64> {
    if !solution.unplanned.is_empty() || !solution.violations.is_empty() {
        return Err("a plan leaves stops out".into());
    }
    let mut seconds = 0.0;
    for route in &solution.routes {
        let places: Vec<usize> = route.steps.iter().filter_map(|step| step.location).collect();
        for leg in places.windows(2) {
            let time = osrm.durations[chosen[leg[0]]][chosen[leg[1]]];
            seconds += time.ok_or("OSRM knows no way there")?;
        }
    }
    Ok(seconds)
}

fn osrm_matrix(osrm: &Table, chosen: &[usize]) -> Matrix {
    let seconds = |from: usize, to: usize| {
        osrm.durations[from][to].map_or(UNREACHABLE, |seconds| seconds.round() as u32)
    };
    matrix(chosen, seconds)
}

fn furgo_matrix(furgo: &furgo_roads::Matrix, chosen: &[usize]) -> Matrix {
    matrix(chosen, |from, to| furgo.durations_s[from * furgo.size + to])
}

fn matrix(chosen: &[usize], seconds: impl Fn(usize, usize) -> u32) -> Matrix {
    let pairs = chosen.iter().flat_map(|from| chosen.iter().map(move |to| (*from, *to)));
    let durations_s: Vec<u32> = pairs.map(|(from, to)| seconds(from, to)).collect();
    Matrix { size: chosen.len(), distances_m: durations_s.clone(), durations_s }
}
