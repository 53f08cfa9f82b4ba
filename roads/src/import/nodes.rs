//! The second reading: where the ways' nodes lie, and what stands there.
//!
//! Only nodes of usable ways are kept, in a sorted table of 13 bytes each; extracts list nodes in
//! ascending order, so that finding one is usually a step forward.

use crate::{
    pbf::{Node, Sink},
    place::Place,
    vehicle::{VehicleKind, blocks, signal},
};

/// What is known of a node.
pub const LOCATED: u8 = 1;
pub const BLOCKED: u8 = 2;
pub const SIGNAL_FORWARD: u8 = 4;
pub const SIGNAL_BACKWARD: u8 = 8;
pub const JUNCTION: u8 = 16;

/// The nodes of all usable ways.
#[derive(Debug)]
pub struct Nodes {
    kind: VehicleKind,
    ids: Vec<i64>,
    pub places: Vec<Place>,
    pub marks: Vec<u8>,
    /// The first row whose id is not below the last node's.
    cursor: usize,
}

impl Nodes {
    /// A table of the nodes that ways name.
    pub fn of(kind: VehicleKind, refs: &[i64]) -> Self {
        let mut ids = refs.to_vec();
        ids.sort_unstable();
        ids.dedup();
        ids.shrink_to_fit();
        let (places, marks) = (vec![Place::default(); ids.len()], vec![0; ids.len()]);
        Self { kind, ids, places, marks, cursor: 0 }
    }

    /// The row of a node.
    pub fn row(&self, id: i64) -> Option<usize> {
        self.ids.binary_search(&id).ok()
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
        if blocks(self.kind, node.tags) {
            self.marks[row] |= BLOCKED;
        }
        if let Some(signal) = signal(node.tags) {
            self.marks[row] |= if signal.forward { SIGNAL_FORWARD } else { 0 };
            self.marks[row] |= if signal.backward { SIGNAL_BACKWARD } else { 0 };
        }
    }
}
