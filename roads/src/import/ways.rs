//! The first reading: ways that the vehicle may use, and restrictions of turns.

use std::collections::HashMap;

use super::restriction::{self, Restriction};
use crate::{
    network::Names,
    pbf::{Relation, Sink, Way, printable},
    rules::Rules,
    vehicle::{Passage, passage},
};

/// A way that may be used.
#[derive(Debug)]
pub struct Draft {
    pub id: i64,
    /// Where its nodes end in the list of all ways' nodes.
    pub refs_end: usize,
    pub name: u32,
    pub passage: Passage,
}

/// What the first reading finds.
#[derive(Debug)]
pub struct Ways {
    rules: Rules,
    pub drafts: Vec<Draft>,
    pub refs: Vec<i64>,
    pub names: Names,
    numbers: HashMap<String, u32>,
    pub restrictions: Vec<Restriction>,
}

impl Ways {
    pub fn new(rules: Rules) -> Self {
        Self {
            rules,
            drafts: Vec::new(),
            refs: Vec::new(),
            names: Names::default(),
            numbers: HashMap::from([(String::new(), 0)]),
            restrictions: Vec::new(),
        }
    }

    fn name(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.push(name);
        self.numbers.insert(name.to_owned(), number);
        number
    }
}

impl Sink for Ways {
    fn way(&mut self, way: &Way<'_, '_>) {
        if way.refs.len() < 2 {
            return;
        }
        let Some(passage) = passage(&self.rules, way.tags) else { return };
        let name = way.tags.get("name").or_else(|| way.tags.get("ref")).unwrap_or_default();
        let name = self.name(&printable(name));
        self.refs.extend_from_slice(way.refs);
        self.drafts.push(Draft { id: way.id, refs_end: self.refs.len(), name, passage });
    }

    fn relation(&mut self, relation: &Relation<'_, '_>) {
        self.restrictions.extend(restriction::read(self.rules.kind, relation));
    }
}
