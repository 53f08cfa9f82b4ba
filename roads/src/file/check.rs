//! What must hold so that no answer goes out of bounds. The checksum tells accidents; this keeps
//! even a file that was made on purpose from doing harm.

use crate::{
    ends::EndArc,
    expand::{Anchors, NONE},
    hierarchy::{Hierarchy, SHORTCUT, UpArcs},
    network::{CLOSED, EDGE_MS_MAX, Edge, Names, Network, TURN_UNIT_MS},
    place::Place,
};

type Found = Result<(), &'static str>;

fn ensure(holds: bool, otherwise: &'static str) -> Found {
    if holds { Ok(()) } else { Err(otherwise) }
}

pub fn check(
    network: &Network,
    anchors: &Anchors,
    hierarchy: &Hierarchy,
    ends: &[EndArc],
) -> Found {
    let Network { edges, points, names, .. } = network;
    check_edges(edges, points, names)?;
    let vertices = hierarchy.vertices();
    let courses = edges.len() as u32 * 2;
    let is_open = |course: u32| edges[course as usize / 2].ms[course as usize & 1] != CLOSED;
    let is_vertex = |vertex: &u32| *vertex < vertices;
    ensure(
        anchors.exits.iter().all(|vertex| *vertex == NONE || is_vertex(vertex)),
        "an edge leads nowhere",
    )?;
    ensure(anchors.entries.iter().all(is_vertex), "an edge comes from nowhere")?;
    check_starts(&anchors.entry_starts, anchors.entries.len())?;
    for course in (0..courses).filter(|course| !is_open(*course)) {
        let is_used = anchors.exit(course).is_some() || !anchors.entries(course).is_empty();
        ensure(!is_used, "a closed edge is used")?;
    }
    let is_course = |course: u32| course < courses && is_open(course);
    let is_end =
        |arc: &EndArc| is_vertex(&arc.tail) && is_vertex(&arc.head) && is_course(arc.course);
    ensure(ends.iter().all(is_end), "a residents' road leads nowhere")?;
    check_arcs(&hierarchy.up, vertices, &is_course)?;
    check_arcs(&hierarchy.down, vertices, &is_course)
}

fn check_edges(edges: &[Edge], points: &[Place], names: &Names) -> Found {
    ensure(edges.len() < 1 << 29 && points.len() < 1 << 31, "it is too large")?;
    ensure(points.iter().all(|place| place.is_on_earth()), "a point is not on earth")?;
    ensure(edges.first().is_none_or(|edge| edge.first_point == 0), "points belong to no edge")?;
    for (index, edge) in edges.iter().enumerate() {
        let end = edges.get(index + 1).map_or(points.len(), |next| next.first_point as usize);
        ensure(
            end <= points.len() && edge.first_point as usize + 2 <= end,
            "an edge lacks points",
        )?;
        ensure(edge.name < names.count(), "a name is missing")?;
        ensure(edge.flags & !Edge::FLAGS == 0, "an edge has an unknown mark")?;
        let is_time = |ms: &u32| *ms == CLOSED || (1..=EDGE_MS_MAX).contains(ms);
        ensure(edge.ms.iter().all(is_time), "an edge has an impossible time")?;
        let turns_ms =
            edge.turns.map(|turns| turns.map(u32::from).iter().sum::<u32>() * TURN_UNIT_MS);
        let is_part = turns_ms.iter().zip(&edge.ms).all(|(turns, ms)| turns <= ms);
        ensure(is_part, "turning takes longer than driving")?;
    }
    ensure(!edges.is_empty() || points.is_empty(), "points belong to no edge")
}

fn check_starts(starts: &[u32], rows: usize) -> Found {
    let begins = starts.first() == Some(&0);
    let ends = starts.last().is_some_and(|end| *end as usize == rows);
    ensure(begins && ends && starts.is_sorted(), "its sections do not fit")
}

/// Arcs lead upwards, in ascending order, and a shortcut's middle lies below both its ends.
fn check_arcs(arcs: &UpArcs, vertices: u32, is_course: &dyn Fn(u32) -> bool) -> Found {
    check_starts(&arcs.starts, arcs.arcs.len())?;
    for vertex in 0..vertices {
        let own = arcs.of(vertex);
        ensure(own.is_sorted_by(|one, next| one.vertex < next.vertex), "arcs are out of order")?;
        for arc in own {
            ensure(vertex < arc.vertex && arc.vertex < vertices, "an arc leads down")?;
            let has_meaning = match arc.meaning & SHORTCUT {
                0 => is_course(arc.meaning),
                _ => arc.meaning & !SHORTCUT < vertex,
            };
            ensure(has_meaning, "an arc stands for nothing")?;
        }
    }
    Ok(())
}
