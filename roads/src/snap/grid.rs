//! A grid of square cells, each with the segments of road that pass through it.
//!
//! Building takes time linear in the roads' length in cells; a search looks at rings of cells
//! around the place until no unseen segment can be nearer.

use super::SNAP_METRES_MAX;
use crate::{
    network::Edge,
    place::{Bounds, Place},
    roads::Roads,
};

/// The smallest cell: a block of houses.
const CELL_METRES_MIN: f64 = 150.0;

/// Cells per segment, at most: a map that is mostly sea must not be mostly grid.
const CELLS_PER_SEGMENT: f64 = 2.0;

/// Segments are registered at points this far apart, in cells. A segment may cut the corner of a
/// cell between two such points; the search goes on for half a cell to make up for it.
const SAMPLE_CELLS: f64 = 0.5;

/// The nearest point of a segment.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    pub edge: u32,
    /// The segment's first point, by number.
    pub first_point: u32,
    /// Where on the segment, 0 to 1.
    pub share: f64,
    pub distance_m: f64,
}

/// Segments by cell.
#[derive(Debug)]
pub struct Grid {
    bounds: Option<Bounds>,
    cell_m: f64,
    columns: i64,
    rows: i64,
    /// By cell, and one more: where its segments begin.
    starts: Vec<u32>,
    /// First points of segments.
    segments: Vec<u32>,
}

impl Grid {
    /// The grid of all edges at which one can stop.
    pub fn of(edges: &[Edge], points: &[Place]) -> Self {
        let mut grid = Self::empty(edges, points);
        if grid.bounds.is_none() {
            return grid;
        }
        let mut starts = vec![0_u32; (grid.columns * grid.rows) as usize + 2];
        grid.each(edges, points, &mut |cell, _| starts[cell + 2] += 1);
        for cell in 2..starts.len() {
            starts[cell] += starts[cell - 1];
        }
        let mut segments = vec![0; starts.last().copied().unwrap_or(0) as usize];
        grid.each(edges, points, &mut |cell, segment| {
            let next = &mut starts[cell + 1];
            segments[*next as usize] = segment;
            *next += 1;
        });
        starts.pop();
        (grid.starts, grid.segments) = (starts, segments);
        grid
    }

    fn empty(edges: &[Edge], points: &[Place]) -> Self {
        let segments = || stoppable(edges, points.len()).flatten();
        let places = segments().flat_map(|first| [points[first], points[first + 1]]);
        let bounds = Bounds::around(places);
        let mut grid =
            Self { bounds, cell_m: 1.0, columns: 0, rows: 0, starts: vec![0], segments: vec![] };
        let Some(bounds) = bounds else { return grid };
        let (east_m, north_m) = bounds.extent_m();
        let cells_max = (segments().count() as f64 * CELLS_PER_SEGMENT).max(16.0);
        grid.cell_m = (east_m * north_m / cells_max).sqrt().max(CELL_METRES_MIN);
        // Long and narrow: the root above does not bound the cells of a line.
        grid.cell_m = grid.cell_m.max((east_m + north_m) / cells_max);
        grid.columns = (east_m / grid.cell_m) as i64 + 1;
        grid.rows = (north_m / grid.cell_m) as i64 + 1;
        grid
    }

    /// Column and row of a place as fractions, from the south-western corner. The scale is that of
    /// the middle latitude, so cells are a little wider in the south and narrower in the north.
    fn position(&self, bounds: &Bounds, place: Place) -> (f64, f64) {
        let (east, north) = bounds.position_m(place);
        (east / self.cell_m, north / self.cell_m)
    }

    /// Names every cell of every segment, each cell once for each time a segment enters it.
    fn each(&self, edges: &[Edge], points: &[Place], take: &mut dyn FnMut(usize, u32)) {
        let Some(bounds) = self.bounds else { return };
        for first in stoppable(edges, points.len()).flatten() {
            let (from, to) =
                (self.position(&bounds, points[first]), self.position(&bounds, points[first + 1]));
            let length = (to.0 - from.0).hypot(to.1 - from.1);
            let steps = (length / SAMPLE_CELLS).ceil().max(1.0) as u32;
            let mut last = None;
            for step in 0..=steps {
                let share = f64::from(step) / f64::from(steps);
                let column = from.0 + (to.0 - from.0) * share;
                let row = from.1 + (to.1 - from.1) * share;
                let cell = self.cell(column.floor() as i64, row.floor() as i64);
                if cell.is_some() && cell != last {
                    cell.into_iter().for_each(|cell| take(cell, first as u32));
                    last = cell;
                }
            }
        }
    }

    fn cell(&self, column: i64, row: i64) -> Option<usize> {
        let is_inside = (0..self.columns).contains(&column) && (0..self.rows).contains(&row);
        is_inside.then(|| (row * self.columns + column) as usize)
    }

    /// True when a place lies farther outside the roads than any place may be from a road.
    pub fn is_outside(&self, place: Place) -> bool {
        self.bounds.is_none_or(|bounds| place.distance_m(bounds.clamp(place)) > SNAP_METRES_MAX)
    }

    /// The nearest point of the connected roads, and of those that are cut off.
    pub fn nearest(&self, place: Place, roads: &Roads) -> [Option<Hit>; 2] {
        let mut best = [None; 2];
        let Some(bounds) = self.bounds.filter(|_| !self.is_outside(place)) else { return best };
        let (column, row) = self.position(&bounds, place);
        let (column, row) = (column.floor() as i64, row.floor() as i64);
        let (south, north) = (bounds.south_west.lat(), bounds.north_east.lat());
        // How much narrower than at the middle latitude a cell can be.
        let narrowest = south.abs().max(north.abs()).to_radians().cos()
            / ((south + north) / 2.0).to_radians().cos().max(1e-6);
        let cell_m = self.cell_m * narrowest.clamp(0.05, 1.0);
        let rings = (SNAP_METRES_MAX / cell_m) as i64 + 2;
        for ring in 0..=rings {
            self.ring(column, row, ring, &mut |segment| {
                consider(place, segment, roads, &mut best);
            });
            let seen_m = (ring as f64 - SAMPLE_CELLS) * cell_m;
            if best[0].is_some_and(|hit: Hit| hit.distance_m <= seen_m) {
                break;
            }
        }
        best
    }

    /// Names the segments of the cells that are `ring` cells away.
    fn ring(&self, column: i64, row: i64, ring: i64, take: &mut dyn FnMut(u32)) {
        for each_row in row - ring..=row + ring {
            let is_edge = (each_row - row).abs() == ring;
            let step = if is_edge { 1 } else { (2 * ring).max(1) };
            let mut each_column = column - ring;
            while each_column <= column + ring {
                if let Some(cell) = self.cell(each_column, each_row) {
                    let [start, end] = [cell, cell + 1].map(|at| self.starts[at] as usize);
                    self.segments[start..end].iter().for_each(|segment| take(*segment));
                }
                each_column += step;
            }
        }
    }
}

/// The first points of the segments of each edge where one can stop.
fn stoppable(
    edges: &[Edge],
    points: usize,
) -> impl Iterator<Item = std::ops::Range<usize>> + Clone {
    edges.iter().enumerate().filter(|(_, edge)| !edge.is(Edge::NO_STOPPING)).map(
        move |(index, edge)| {
            let end = edges.get(index + 1).map_or(points, |next| next.first_point as usize);
            edge.first_point as usize..end.saturating_sub(1)
        },
    )
}

fn consider(place: Place, first: u32, roads: &Roads, best: &mut [Option<Hit>; 2]) {
    let [from, to] = [first, first + 1].map(|point| place.offset_m(roads.points[point as usize]));
    let (along, across) = (to.0 - from.0, to.1 - from.1);
    let square = along * along + across * across;
    let share = match square > 0.0 {
        true => (-(from.0 * along + from.1 * across) / square).clamp(0.0, 1.0),
        false => 0.0,
    };
    let distance_m = (from.0 + along * share).hypot(from.1 + across * share);
    if distance_m > SNAP_METRES_MAX {
        return;
    }
    let is_nearer = |hit: &Option<Hit>| {
        hit.is_none_or(|hit| (distance_m, first) < (hit.distance_m, hit.first_point))
    };
    if best.iter().any(is_nearer) {
        let edge = roads.edges.partition_point(|edge| edge.first_point <= first) as u32 - 1;
        let slot = &mut best[usize::from(roads.edges[edge as usize].is(Edge::CUT_OFF))];
        if is_nearer(slot) {
            *slot = Some(Hit { edge, first_point: first, share, distance_m });
        }
    }
}
