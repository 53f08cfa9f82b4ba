//! One fastest path, course by course.

use super::{Hierarchy, SHORTCUT, Search, Seed, UpArc};

/// A path between seeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub weight: u64,
    /// The seeds at its beginning and its end.
    pub first: Seed,
    pub last: Seed,
    /// What is driven between them.
    pub courses: Vec<u32>,
}

/// The fastest path from one of `sources` to one of `targets`; `None` if there is none.
pub fn courses(
    hierarchy: &Hierarchy,
    sources: &[Seed],
    targets: &[Seed],
    forward: &mut Search,
    backward: &mut Search,
) -> Option<Found> {
    backward.run(&hierarchy.down, &hierarchy.up, targets);
    forward.run(&hierarchy.up, &hierarchy.down, sources);
    let sums = forward
        .settled()
        .iter()
        .map(|label| (label.weight.saturating_add(backward.weight(label.vertex)), label.vertex));
    let (weight, middle) = sums.min().filter(|(weight, _)| *weight < crate::weight::INFINITE)?;
    let ascent = forward.ascent(middle);
    let mut descent = backward.ascent(middle);
    descent.reverse();
    let first = lightest(sources, *ascent.first()?)?;
    let last = lightest(targets, *descent.last()?)?;
    let mut courses = Vec::new();
    for pair in ascent.windows(2).chain(descent.windows(2)) {
        unpack(hierarchy, pair[0], pair[1], &mut courses)?;
    }
    Some(Found { weight, first, last, courses })
}

/// The seed with which a search began at a vertex.
fn lightest(seeds: &[Seed], vertex: u32) -> Option<Seed> {
    let here = seeds.iter().filter(|seed| seed.vertex == vertex);
    here.min_by_key(|seed| seed.weight).copied()
}

/// Replaces an arc by the courses that it stands for. The middle of a shortcut ranks below both
/// its ends, so this ends. `None` when an arc is missing or the path visits vertices twice, which
/// only a file that somebody has tampered with can bring about.
fn unpack(hierarchy: &Hierarchy, tail: u32, head: u32, courses: &mut Vec<u32>) -> Option<()> {
    let mut left = vec![(tail, head)];
    while let Some((tail, head)) = left.pop() {
        let arc = arc(hierarchy, tail, head)?;
        match arc.meaning & SHORTCUT {
            0 if courses.len() > hierarchy.vertices() as usize => return None,
            0 => courses.push(arc.meaning),
            _ => {
                let middle = arc.meaning & !SHORTCUT;
                left.push((middle, head));
                left.push((tail, middle));
            }
        }
    }
    Some(())
}

fn arc(hierarchy: &Hierarchy, tail: u32, head: u32) -> Option<UpArc> {
    let (arcs, other) = match tail < head {
        true => (hierarchy.up.of(tail), head),
        false => (hierarchy.down.of(head), tail),
    };
    arcs.binary_search_by_key(&other, |arc| arc.vertex).ok().map(|index| arcs[index])
}
