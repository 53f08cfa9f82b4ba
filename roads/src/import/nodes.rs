//! The second reading: where the ways' nodes lie, and what stands there.
//!
//! Only nodes of usable ways are kept, in a sorted table of 13 bytes each; extracts list nodes in
//! ascending order, so that finding one is usually a step forward.

use std::collections::HashMap;

use crate::{
    pbf::{Node, Sink},
    place::Place,
    vehicle::{Access, VehicleKind, passable, signal},
};

/// What is known of a node.
pub const LOCATED: u8 = 1;
pub const BLOCKED: u8 = 2;
pub const SIGNAL_FORWARD: u8 = 4;
pub const SIGNAL_BACKWARD: u8 = 8;
pub const JUNCTION: u8 = 16;
/// Only those pass who have business behind it.
pub const GUARDED: u8 = 32;

/// How near to the antimeridian a node lies on it, and how far apart in latitude two nodes on its
/// sides may lie that are one point of the earth, in ten millionths of a degree: a metre and ten.
const ON_ANTIMERIDIAN_E7: i32 = 100;
const TWINS_E7: i32 = 900;

/// The nodes of all usable ways.
#[derive(Debug)]
pub struct Nodes {
    kind: VehicleKind,
    ids: Vec<i64>,
    pub places: Vec<Place>,
    pub marks: Vec<u8>,
    /// The first row whose id is not below the last node's.
    cursor: usize,
    /// Nodes that stand for the same point as another one, by their rows.
    twins: HashMap<usize, usize>,
}

impl Nodes {
    /// A table of the nodes that ways name.
    pub fn of(kind: VehicleKind, refs: &[i64]) -> Self {
        let mut ids = refs.to_vec();
        ids.sort_unstable();
        ids.dedup();
        ids.shrink_to_fit();
        let (places, marks) = (vec![Place::default(); ids.len()], vec![0; ids.len()]);
        Self { kind, ids, places, marks, cursor: 0, twins: HashMap::new() }
    }

    /// The row of a node.
    pub fn row(&self, id: i64) -> Option<usize> {
        let row = self.ids.binary_search(&id).ok()?;
        Some(self.twins.get(&row).copied().unwrap_or(row))
    }

    /// Joins what OpenStreetMap cuts: a road over the antimeridian ends in a node on its one side
    /// and goes on from another node on the other. From now on both are one row, also in `rows`.
    pub fn join_at_antimeridian(&mut self, rows: &mut [u32]) {
        let mut sides: [Vec<(i32, usize)>; 2] = [Vec::new(), Vec::new()];
        for (row, place) in self.places.iter().enumerate() {
            let is_there = place.lon_e7.abs() >= Place::HALF_TURN_E7 - ON_ANTIMERIDIAN_E7;
            if self.marks[row] & LOCATED != 0 && is_there {
                sides[usize::from(place.lon_e7 > 0)].push((place.lat_e7, row));
            }
        }
        let [west, mut east] = sides;
        east.sort_unstable();
        for (lat_e7, row) in west {
            let next = east.partition_point(|(lat, _)| *lat < lat_e7);
            let near = east[next.saturating_sub(1)..].iter().take(2);
            let nearest = near.min_by_key(|(lat, _)| lat.abs_diff(lat_e7));
            let twin = nearest.filter(|(lat, _)| lat.abs_diff(lat_e7) <= TWINS_E7.unsigned_abs());
            if let Some((_, twin)) = twin {
                self.marks[*twin] |= self.marks[row];
                self.twins.insert(row, *twin);
            }
        }
        for row in rows.iter_mut().filter(|_| !self.twins.is_empty()) {
            if let Some(twin) = self.twins.get(&(*row as usize)) {
                *row = *twin as u32;
            }
        }
    }

    fn seek(&mut self, id: i64) -> Option<usize> {
        match self.cursor.checked_sub(1).map(|before| self.ids[before]) {
            Some(before) if before >= id => {
                self.cursor = self.ids.partition_point(|each| *each < id);
            }
            Some(_) | None => {
                while self.ids.get(self.cursor).is_some_and(|each| *each < id) {
                    self.cursor += 1;
                }
            }
        }
        (self.ids.get(self.cursor) == Some(&id)).then_some(self.cursor)
    }
}

impl Sink for Nodes {
    fn node(&mut self, node: &Node<'_, '_>) {
        let Some(row) = self.seek(node.id) else { return };
        let Some(place) = Place::from_e7(node.lat_e7, node.lon_e7) else { return };
        self.places[row] = place;
        self.marks[row] |= LOCATED;
        if node.tags.is_empty() {
            return;
        }
        self.marks[row] |= match passable(self.kind, node.tags) {
            Access::Open => 0,
            Access::EndsOnly => GUARDED,
            Access::Closed => BLOCKED,
        };
        if let Some(signal) = signal(node.tags) {
            self.marks[row] |= if signal.forward { SIGNAL_FORWARD } else { 0 };
            self.marks[row] |= if signal.backward { SIGNAL_BACKWARD } else { 0 };
        }
    }
}
