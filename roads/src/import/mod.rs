//! From an extract to roads that answer questions.
//!
//! The file is read twice: first ways and restrictions, then the nodes of those ways. So memory
//! grows with the roads of an extract, not with its buildings and trees.

mod delays;
mod edges;
mod nodes;
mod restriction;
mod turns;
mod ways;

use std::path::Path;

use crate::{
    ends::EndArcs,
    expand::Expanded,
    hierarchy::Hierarchy,
    network::{Edge, Network},
    pbf::{Extract, Kinds, ReadError},
    roads::{Roads, Source},
    rules::Rules,
    vehicle::VehicleKind,
};
use edges::{Cut, Cutter, mark_junctions};
use nodes::Nodes;
use restriction::Via;
use turns::Turns;
use ways::Ways;

/// More points on roads than numbers of 32 bits can name twice.
const REFS_MAX: usize = 1 << 31;

/// Why an import ended without roads.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(
        "{extract} holds no road that a {vehicle} may use; is it an extract of the right area, with all its ways?"
    )]
    NoRoads { extract: String, vehicle: &'static str },
    #[error("{extract} holds more roads than fit; take an extract of a smaller area")]
    TooLarge { extract: String },
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// First reading, bytes of bytes.
    Ways { done: u64, of: u64 },
    /// Second reading, bytes of bytes.
    Nodes { done: u64, of: u64 },
    /// Roads are joined and restrictions applied.
    Joining,
    /// Junctions ordered by importance, of all.
    Ordering { done: u64, of: u64 },
}

/// What an import found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Usable ways, and the length of their edges in metres.
    pub ways: usize,
    pub length_m: u64,
    pub junctions: usize,
    pub edges: usize,
    /// Edges that only those may use, in some direction, who have business there.
    pub edges_ends_only: usize,
    /// Edges that cannot be reached from, or leave to, the rest.
    pub edges_cut_off: usize,
    pub restrictions: usize,
    /// Restrictions whose ways are in the network and say something.
    pub restrictions_applied: usize,
    pub shortcuts: usize,
}

/// Imports a file. `progress` is told often, with the same numbers for the same file.
///
/// # Errors
/// When the file cannot be read, is none, or holds no roads.
pub fn import(
    path: &Path,
    rules: impl Into<Rules>,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Roads, Summary), ImportError> {
    let rules = rules.into();
    let mut extract = Extract::open(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let source = Source { extract: name, taken_at_s: extract.header().taken_at_s };
    let (network, mut summary) = read_network(path, &mut extract, rules, progress)?;
    drop(extract);
    let lengths_cm = network.edges.iter().map(|edge| u64::from(edge.length_cm));
    summary.length_m = lengths_cm.sum::<u64>() / 100;
    summary.junctions = network.junctions as usize;
    summary.edges = network.edges.len();
    let is_ends_only = |edge: &&Edge| Edge::ENDS_ONLY.iter().any(|flag| edge.is(*flag));
    summary.edges_ends_only = network.edges.iter().filter(is_ends_only).count();
    let roads = prepare(rules, source, network, progress);
    let roads = roads.ok_or_else(|| no_roads(path, rules.kind))?;
    summary.edges_cut_off = roads.edges_cut_off();
    summary.shortcuts = roads.shortcuts();
    Ok((roads, summary))
}

/// Reads an extract into a network without preparing it: what tests compare answers with.
///
/// # Errors
/// As [`import`].
pub fn network_of(path: &Path, rules: impl Into<Rules>) -> Result<Network, ImportError> {
    let mut extract = Extract::open(path)?;
    read_network(path, &mut extract, rules.into(), &mut |_| {}).map(|(network, _)| network)
}

fn read_network(
    path: &Path,
    extract: &mut Extract,
    rules: Rules,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Network, Summary), ImportError> {
    let of = extract.bytes();
    let mut ways = Ways::new(rules);
    extract.read(Kinds::WAYS.and(Kinds::RELATIONS), &mut ways, &mut |done| {
        progress(Progress::Ways { done, of });
    })?;
    if ways.drafts.is_empty() {
        return Err(no_roads(path, rules.kind));
    }
    if ways.refs.len() >= REFS_MAX {
        return Err(ImportError::TooLarge { extract: path.display().to_string() });
    }
    let mut nodes = Nodes::of(rules.kind, &ways.refs);
    let mut rows: Vec<u32> =
        ways.refs.iter().map(|id| nodes.row(*id).map_or(u32::MAX, |row| row as u32)).collect();
    ways.refs = Vec::new();
    extract.read(Kinds::NODES, &mut nodes, &mut |done| progress(Progress::Nodes { done, of }))?;
    progress(Progress::Joining);
    nodes.join_at_antimeridian(&mut rows);
    mark_junctions(&mut nodes, &ways.drafts, &rows);
    Ok(join(ways, &nodes, &rows, rules.kind))
}

fn join(mut ways: Ways, nodes: &Nodes, rows: &[u32], kind: VehicleKind) -> (Network, Summary) {
    let restrictions = std::mem::take(&mut ways.restrictions);
    let named = restrictions.iter().flat_map(|restriction| {
        let via: &[i64] = match &restriction.via {
            Via::Node(_) => &[],
            Via::Ways(ways) => ways,
        };
        restriction.from.iter().chain(via).chain(&restriction.to).copied()
    });
    let Cut { mut network, junction_of, edges_of } = Cutter::new(nodes, named).cut(&mut ways, rows);
    let turns = Turns {
        network: &network,
        departures: &network.departures(),
        edges_of: &edges_of,
        junction: &|node| {
            let junction = junction_of[nodes.row(node)?];
            (junction != u32::MAX).then_some(junction)
        },
    };
    let (forbidden, restrictions_applied) = turns.forbidden(&restrictions);
    network.forbidden = forbidden;
    if kind == VehicleKind::Van {
        delays::add(&mut network);
    }
    let summary = Summary {
        ways: ways.drafts.len(),
        restrictions: restrictions.len(),
        restrictions_applied,
        ..Summary::default()
    };
    (network, summary)
}

fn no_roads(path: &Path, kind: VehicleKind) -> ImportError {
    ImportError::NoRoads { extract: path.display().to_string(), vehicle: kind.spoken() }
}

/// Prepares a network. `None` when nobody can drive from a place to another and back.
pub fn prepare(
    rules: impl Into<Rules>,
    source: Source,
    mut network: Network,
    progress: &mut dyn FnMut(Progress),
) -> Option<Roads> {
    let Expanded { vertices, arcs, end_arcs, mut anchors, is_connected } = Expanded::of(&network);
    for (edge, is_connected) in network.edges.iter_mut().zip(&is_connected) {
        edge.flags |= if *is_connected { 0 } else { Edge::CUT_OFF };
    }
    if !is_connected.contains(&true) {
        return None;
    }
    let (hierarchy, ranks) = Hierarchy::prepare(vertices, arcs, &mut |done| {
        progress(Progress::Ordering { done: u64::from(done), of: u64::from(vertices) });
    });
    anchors.renumber(&ranks);
    let ends = EndArcs::renumbered(end_arcs, &ranks);
    Some(Roads::new(rules.into(), source, network, anchors, hierarchy, ends))
}
