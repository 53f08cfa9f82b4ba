//! Which spots of a network everybody can come to from everywhere, the slow way.

use std::collections::{HashMap, HashSet};

/// The end of a history that matters, and a junction.
pub type Vertex = (Vec<u32>, u32);
pub type Spots = Vec<Vertex>;
pub type Shared = HashSet<Vertex>;

/// From, to, and whether one must have business there.
pub type Arc = (Vertex, Vertex, bool);

/// The largest parts without residents' roads, within the largest parts of all; several where
/// they are equally large.
pub fn shared(spots: &Spots, arcs: &[Arc]) -> Vec<Shared> {
    let all: Shared = spots.iter().cloned().collect();
    let everybodys: Vec<Arc> = arcs.iter().filter(|arc| !arc.2).cloned().collect();
    let cores = largest(&all, arcs);
    cores.iter().flat_map(|core| largest(core, &everybodys)).collect()
}

/// The largest sets of which every two reach each other. Who leaves such a set never comes back to
/// it, so what has been found can be left out of later searches.
fn largest(among: &Shared, arcs: &[Arc]) -> Vec<Shared> {
    let (mut out, mut into) = (HashMap::new(), HashMap::new());
    for (tail, head, _) in arcs {
        out.entry(tail).or_insert_with(Vec::new).push(head);
        into.entry(head).or_insert_with(Vec::new).push(tail);
    }
    let mut left = among.clone();
    let mut parts: Vec<Shared> = Vec::new();
    while let Some(first) = left.iter().next().cloned() {
        let [there, back] = [&out, &into].map(|next| reached(&first, next, &left));
        let part: Shared = there.intersection(&back).map(|vertex| (*vertex).clone()).collect();
        part.iter().for_each(|vertex| {
            left.remove(vertex);
        });
        parts.push(part);
    }
    let most = parts.iter().map(HashSet::len).max().unwrap_or(0);
    parts.retain(|part| part.len() == most);
    parts
}

fn reached<'a>(
    start: &'a Vertex,
    next: &HashMap<&'a Vertex, Vec<&'a Vertex>>,
    among: &Shared,
) -> HashSet<&'a Vertex> {
    let mut reached = HashSet::new();
    let mut left = vec![start];
    while let Some(vertex) = left.pop() {
        if among.contains(vertex) && reached.insert(vertex) {
            left.extend(next.get(vertex).into_iter().flatten());
        }
    }
    reached
}
