//! Between the places that occur: the file's matrices without the rows that nobody needs, or great
//! circles where there are none.

#![expect(
    clippy::indexing_slicing,
    reason = "of a checked file: every number is one of its rows or lists"
)]

use std::collections::{BTreeMap, HashMap};

use furgo_planner::straight_line;

use super::input::{Coordinates, Count, Input, Leg, Matrices};

/// What tells two places apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Spot {
    Row(usize),
    /// Longitude and latitude, by their bits.
    Point(u64, u64),
}

/// The places that occur, numbered, and the ways between them.
#[derive(Debug)]
pub struct Legs {
    /// The place of each job.
    pub jobs: Vec<usize>,
    /// Where each vehicle starts and ends.
    pub starts: Vec<Option<usize>>,
    pub ends: Vec<Option<usize>>,
    /// How many places there are.
    pub size: usize,
    profiles: BTreeMap<String, Profile>,
}

/// The ways of one kind of vehicle, row by row.
#[derive(Debug)]
pub struct Profile {
    pub durations: Vec<u32>,
    pub distances: Option<Vec<u32>>,
    pub costs: Option<Vec<u32>>,
}

impl Legs {
    /// Of a file that has been checked.
    pub fn of(input: &Input) -> Self {
        let mut spots = Spots::default();
        let jobs = input.jobs.iter();
        let jobs = jobs.map(|job| spots.require(job.location, job.location_index)).collect();
        let vehicles = input.vehicles.iter();
        let (starts, ends) = vehicles
            .map(|vehicle| {
                let start = spots.find(vehicle.start, vehicle.start_index);
                (start, spots.find(vehicle.end, vehicle.end_index))
            })
            .unzip();
        let profiles = match input.matrices.is_empty() {
            true => input
                .vehicles
                .iter()
                .map(|vehicle| (vehicle.profile.clone(), spots.straight_line()))
                .take(1)
                .collect(),
            false => {
                let all = input.matrices.iter();
                all.map(|(name, matrices)| (name.clone(), spots.pick_all(matrices))).collect()
            }
        };
        Self { jobs, starts, ends, size: spots.list.len(), profiles }
    }

    /// The ways of a profile. Without matrices all profiles drive alike.
    pub fn profile(&self, name: &str) -> &Profile {
        let known = self.profiles.get(name).or_else(|| self.profiles.values().next());
        known.expect("a checked file has at least one vehicle, with a profile that is known")
    }
}

#[derive(Default)]
struct Spots {
    numbers: HashMap<Spot, usize>,
    list: Vec<Spot>,
}

impl Spots {
    #[expect(clippy::float_arithmetic, reason = "minus zero becomes zero")]
    fn find(&mut self, point: Option<Coordinates>, row: Option<Count>) -> Option<usize> {
        let spot = match (row, point) {
            (Some(row), _) => Spot::Row(row.as_index()),
            // Minus zero is the same place as zero, with other bits.
            (None, Some([lon, lat])) => Spot::Point((lon + 0.0).to_bits(), (lat + 0.0).to_bits()),
            (None, None) => return None,
        };
        let next = self.list.len();
        let number = *self.numbers.entry(spot).or_insert(next);
        if number == next {
            self.list.push(spot);
        }
        Some(number)
    }

    fn require(&mut self, point: Option<Coordinates>, row: Option<Count>) -> usize {
        self.find(point, row).expect("a checked job has a place")
    }

    fn straight_line(&self) -> Profile {
        let points: Vec<(f64, f64)> = self
            .list
            .iter()
            .map(|spot| match *spot {
                Spot::Point(lon, lat) => (f64::from_bits(lat), f64::from_bits(lon)),
                Spot::Row(_) => (0.0, 0.0), // A checked file has no rows without matrices.
            })
            .collect();
        let matrix = straight_line::matrix(&points);
        Profile { durations: matrix.durations_s, distances: Some(matrix.distances_m), costs: None }
    }

    fn pick_all(&self, matrices: &Matrices) -> Profile {
        Profile {
            durations: self.pick(&matrices.durations),
            distances: matrices.distances.as_deref().map(|rows| self.pick(rows)),
            costs: matrices.costs.as_deref().map(|rows| self.pick(rows)),
        }
    }

    fn pick(&self, rows: &[Vec<Leg>]) -> Vec<u32> {
        let row = |spot: &Spot| match *spot {
            Spot::Row(row) => row,
            Spot::Point(..) => 0, // A checked file has no bare points with matrices.
        };
        let list = self.list.iter();
        list.flat_map(|from| {
            let legs = &rows[row(from)];
            self.list.iter().map(move |to| legs[row(to)].0)
        })
        .collect()
    }
}
