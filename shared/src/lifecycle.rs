//! A status machine as data: which step is legal, and for whom.

use crate::access::Role;

/// One legal step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<S: 'static> {
    pub from: S,
    pub to: S,
    /// The roles that may take it.
    pub by: &'static [Role],
    /// Whether it must say why.
    pub reason: Reason,
}

/// Whether a step must say why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    None,
    Required,
}

/// All legal steps of one noun. What is not listed is refused.
#[derive(Clone, Copy, Debug)]
pub struct Lifecycle<S: 'static> {
    steps: &'static [Step<S>],
}

impl<S: Copy + PartialEq + 'static> Lifecycle<S> {
    /// The table itself.
    pub const fn new(steps: &'static [Step<S>]) -> Self {
        Self { steps }
    }

    /// The step, if the table has it for this role.
    pub fn step(&self, from: S, to: S, role: Role) -> Option<&'static Step<S>> {
        self.steps.iter().find(|step| step.from == from && step.to == to && step.by.contains(&role))
    }

    /// Where the role may go from here.
    pub fn open_to(&self, from: S, role: Role) -> impl Iterator<Item = S> {
        self.steps
            .iter()
            .filter(move |step| step.from == from && step.by.contains(&role))
            .map(|step| step.to)
    }

    /// Nobody can go anywhere from here.
    pub fn is_terminal(&self, status: S) -> bool {
        self.steps.iter().all(|step| step.from != status)
    }
}

/// Shorthand for a row of the table.
pub const fn step<S: Copy>(from: S, to: S, by: &'static [Role], reason: Reason) -> Step<S> {
    Step { from, to, by, reason }
}
