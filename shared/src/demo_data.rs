//! Demo data in a real installation: to look around with, and to be taken away with one press.

use serde::{Deserialize, Serialize};

use crate::view::Versioned;

/// How far it is with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DemoDataState {
    /// There are none.
    Absent,
    /// A job brings them.
    Filling,
    Present,
    /// A job takes them away.
    Removing,
}

/// The demo data of an installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DemoDataView {
    pub state: DemoDataState,
    /// Records that are marked as demo data.
    pub records: u64,
    /// Whether there is nothing yet that they could be mistaken for.
    pub can_fill: bool,
    /// What stays when they are taken away, because something of one's own hangs on it.
    pub kept: Vec<KeptView>,
}

impl Versioned for DemoDataView {}

/// What kind of thing stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum KeptKind {
    Vehicles,
    People,
    Routes,
    Packages,
    Expenses,
}

impl KeptKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Vehicles, Self::People, Self::Routes, Self::Packages, Self::Expenses];
}

/// Something that stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeptView {
    pub kind: KeptKind,
    /// Alias, name, day, tracking code or description.
    pub title: String,
    /// Own records that hang on it.
    pub own: u64,
}
