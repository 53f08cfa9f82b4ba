//! What an import is told beside the extract.

use crate::vehicle::VehicleKind;

/// Whose roads these are, and what no sign says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    pub kind: VehicleKind,
    /// Vans deliver in pedestrian streets until then, in minutes after midnight; `None`: only
    /// where a sign lets them in. Below [`Rules::DAY_MINUTES`].
    pub pedestrian_until: Option<u16>,
}

impl Rules {
    /// Minutes of a day.
    pub const DAY_MINUTES: u16 = 24 * 60;

    pub(crate) fn opens_pedestrian_streets(&self) -> bool {
        self.kind == VehicleKind::Van && self.pedestrian_until.is_some()
    }
}

impl From<VehicleKind> for Rules {
    fn from(kind: VehicleKind) -> Self {
        Self { kind, pedestrian_until: None }
    }
}
