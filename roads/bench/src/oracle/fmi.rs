//! The text that osmgraphing writes: counts, nodes with their levels, arcs with their shortcuts.

use std::{collections::HashMap, fs, path::Path};

use crate::Outcome;

/// Whole units of time in an hour: ten microseconds each.
const UNITS_PER_HOUR: f64 = 360_000_000.0;
const CM_PER_KM: f64 = 100_000.0;

/// A contracted graph.
#[derive(Debug, Default)]
pub struct Graph {
    /// By node.
    pub levels: Vec<u32>,
    pub arcs: Vec<Arc>,
}

#[derive(Clone, Copy, Debug)]
pub struct Arc {
    pub tail: u32,
    pub head: u32,
    pub length_cm: u32,
    /// As it is stored, in units.
    pub exact_units: f64,
    pub units: u32,
    pub is_shortcut: bool,
}

impl Graph {
    pub fn read(file: &Path) -> Outcome<Self> {
        Self::parse(&fs::read_to_string(file)?)
    }

    fn parse(text: &str) -> Outcome<Self> {
        let mut lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut count = || -> Outcome<usize> { Ok(lines.next().ok_or("no count")?.parse()?) };
        let (_metrics, nodes, arcs) = (count()?, count()?, count()?);
        let mut graph = Self::default();
        let mut numbers = HashMap::new();
        for line in lines.by_ref().take(nodes) {
            let [_, id, .., level] = words(line)[..] else { return Err(line.into()) };
            numbers.insert(id, graph.levels.len() as u32);
            graph.levels.push(level.parse()?);
        }
        for line in lines.take(arcs) {
            let [_, tail, head, km, hours, first, _] = words(line)[..] else {
                return Err(line.into());
            };
            let exact_units = hours.parse::<f64>()? * UNITS_PER_HOUR;
            graph.arcs.push(Arc {
                tail: *numbers.get(tail).ok_or(line)?,
                head: *numbers.get(head).ok_or(line)?,
                length_cm: (km.parse::<f64>()? * CM_PER_KM) as u32,
                exact_units,
                units: exact_units.round() as u32,
                is_shortcut: first != "-1",
            });
        }
        match graph.levels.len() == nodes && graph.arcs.len() == arcs {
            true => Ok(graph),
            false => Err("the graph is cut off".into()),
        }
    }
}

fn words(line: &str) -> Vec<&str> {
    line.split_ascii_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::Graph;

    const TEXT: &str = "# by hand\n\n2\n2\n2\n1 77 54.1 -4.6 0 3\n2 88 54.2 -4.5 0 1\n\
        a 77 88 0.5 0.25 -1 -1\nb 88 77 1 0.5 0 1\n";

    #[test]
    fn a_graph_is_read_with_levels_arcs_and_shortcuts() {
        let graph = Graph::parse(TEXT).expect("it is well-formed");
        assert_eq!(graph.levels, [3, 1]);
        let arc = graph.arcs[0];
        assert_eq!((arc.tail, arc.head, arc.units, arc.length_cm), (0, 1, 90_000_000, 50_000));
        assert_eq!(graph.arcs.iter().map(|arc| arc.is_shortcut).collect::<Vec<_>>(), [false, true]);
        assert!(Graph::parse(&TEXT[..60]).is_err());
    }
}
