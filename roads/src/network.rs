//! Roads as a graph, before anything is prepared: junctions, edges between them, and turns that
//! are forbidden.
//!
//! An edge is a piece of road from one junction to the next with its line of points. A *course*
//! is an edge in one direction: number `2 × edge` along its points, `2 × edge + 1` against them.

use crate::place::Place;

/// The time of a course that is closed.
pub const CLOSED: u32 = u32::MAX;

/// The longest time of one edge in milliseconds: twelve days, far above any ferry.
pub const EDGE_MS_MAX: u32 = 1 << 30;

/// What one of [`Edge::turns`] counts, in milliseconds.
pub const TURN_UNIT_MS: u32 = 50;

/// A piece of road from one junction to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Where its points begin in the list of all points; they end where the next edge's begin.
    pub first_point: u32,
    /// Number of the street's name; 0 is the empty one.
    pub name: u32,
    pub length_cm: u32,
    /// Milliseconds along and against the points, or [`CLOSED`].
    pub ms: [u32; 2],
    /// How much of it, along and against the points, is the time of turning into the edge and the
    /// one of turning out of it at its end, in [`TURN_UNIT_MS`]: who begins or ends on the edge
    /// does not turn there.
    pub turns: [[u8; 2]; 2],
    pub flags: u32,
}

impl Edge {
    pub const FERRY: u32 = 1;
    pub const ROUNDABOUT: u32 = 2;
    pub const NO_STOPPING: u32 = 4;
    /// One cannot come from the rest of the network and go back to it.
    pub const CUT_OFF: u32 = 8;
    /// Along and against the points: only for those who have business there, so it begins or ends
    /// a way and is never a short cut.
    pub const ENDS_ONLY: [u32; 2] = [16, 32];
    /// A pedestrian street that a van may enter.
    pub const PEDESTRIAN: u32 = 64;
    /// All flags that have a meaning.
    pub const FLAGS: u32 = 127;

    pub fn is(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// Milliseconds from the junction behind it, turning included, to `cm` in one direction (0 or
    /// 1); `None` where that is closed.
    pub(crate) fn ms_to(&self, direction: usize, cm: u32) -> Option<u32> {
        let ms = Some(self.ms[direction]).filter(|ms| *ms != CLOSED)?;
        let [into, out] = self.turns[direction].map(|units| u32::from(units) * TURN_UNIT_MS);
        let driven_ms = u64::from(ms.saturating_sub(into + out));
        Some(
            into + match self.length_cm {
                0 => driven_ms as u32,
                length_cm => (driven_ms * u64::from(cm) / u64::from(length_cm)) as u32,
            },
        )
    }
}

/// What the import hands to the preparation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    pub junctions: u32,
    pub edges: Vec<Edge>,
    /// By edge: the junctions at its first and its last point.
    pub ends: Vec<[u32; 2]>,
    pub points: Vec<Place>,
    pub names: Names,
    /// Successions of courses that nobody may drive, each of two or more.
    pub forbidden: Vec<Vec<u32>>,
}

impl Network {
    /// True when the course may be driven.
    pub fn is_open(&self, course: u32) -> bool {
        self.edges[course as usize / 2].ms[course as usize & 1] != CLOSED
    }

    /// True when only those may drive the course who have business there.
    pub fn is_ends_only(&self, course: u32) -> bool {
        self.edges[course as usize / 2].is(Edge::ENDS_ONLY[course as usize & 1])
    }

    /// The junction where the course begins.
    pub fn tail(&self, course: u32) -> u32 {
        self.ends[course as usize / 2][course as usize & 1]
    }

    /// The junction where the course ends.
    pub fn head(&self, course: u32) -> u32 {
        self.tail(course ^ 1)
    }

    /// Time and length of a course in one number; see [`crate::weight`].
    pub fn weight(&self, course: u32) -> u64 {
        let edge = &self.edges[course as usize / 2];
        crate::weight::of(edge.ms[course as usize & 1], edge.length_cm)
    }

    /// All courses that may be driven, by the junction where they begin.
    pub fn departures(&self) -> Departures {
        let courses = || (0..self.edges.len() as u32 * 2).filter(|course| self.is_open(*course));
        let mut starts = vec![0_u32; self.junctions as usize + 2];
        for course in courses() {
            starts[self.tail(course) as usize + 2] += 1;
        }
        for junction in 2..starts.len() {
            starts[junction] += starts[junction - 1];
        }
        let mut list = vec![0; starts.last().copied().unwrap_or(0) as usize];
        for course in courses() {
            let next = &mut starts[self.tail(course) as usize + 1];
            list[*next as usize] = course;
            *next += 1;
        }
        starts.pop();
        Departures { starts, list }
    }
}

/// Courses by the junction where they begin.
#[derive(Clone, Debug)]
pub struct Departures {
    starts: Vec<u32>,
    list: Vec<u32>,
}

impl Departures {
    /// The courses that begin at a junction, in ascending order.
    pub fn from(&self, junction: u32) -> &[u32] {
        let [start, end] = [junction, junction + 1].map(|at| self.starts[at as usize] as usize);
        &self.list[start..end]
    }
}

/// Names of streets in one text. Number 0 is the empty name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    text: String,
    /// Where each name ends.
    ends: Vec<u32>,
}

impl Default for Names {
    fn default() -> Self {
        Self { text: String::new(), ends: vec![0] }
    }
}

impl Names {
    /// From a file's text and ends; `None` when they do not fit.
    pub fn from_parts(text: String, ends: Vec<u32>) -> Option<Self> {
        let first_is_empty = ends.first() == Some(&0);
        let ends_last = ends.last().is_some_and(|end| *end as usize == text.len());
        let fits = ends.is_sorted() && ends.iter().all(|end| text.is_char_boundary(*end as usize));
        (first_is_empty && ends_last && fits).then_some(Self { text, ends })
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// How many there are, the empty one included.
    pub fn count(&self) -> u32 {
        self.ends.len() as u32
    }

    /// The name, or nothing for a number that is none.
    pub fn name(&self, number: u32) -> &str {
        let end = self.ends.get(number as usize).copied().unwrap_or(0) as usize;
        let start = match number {
            0 => 0,
            _ => self.ends.get(number as usize - 1).copied().unwrap_or(0) as usize,
        };
        self.text.get(start..end).unwrap_or_default()
    }

    /// Adds a name; the caller sees to it that it is new.
    pub fn push(&mut self, name: &str) -> u32 {
        self.text.push_str(name);
        self.ends.push(self.text.len() as u32);
        self.ends.len() as u32 - 1
    }
}
