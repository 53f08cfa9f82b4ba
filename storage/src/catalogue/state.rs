//! How far a catalogue is built.

use uuid::Uuid;

use super::{SEGMENT, STATE, damaged};
use crate::{engine::Overlay, engine::Space, engine::View, error::Result};

/// Numbers go up and down from here: up for new records, down for those of an older file.
const MIDDLE: u32 = SEGMENT << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    /// The first number that the next new records get; whole segments.
    pub(super) above: u32,
    /// The lowest number that a segment of older records has.
    pub(super) below: u32,
    /// Records before this id that have no number and do not wait are not catalogued yet.
    pub(super) older_than: Option<Uuid>,
}

impl State {
    /// Of a catalogue that nothing is in.
    pub(super) const fn new(older_than: Option<Uuid>) -> Self {
        Self { above: MIDDLE, below: MIDDLE, older_than }
    }

    pub(super) fn read(view: &dyn View, space: Space) -> Result<Self> {
        let Some(bytes) = view.get(space, &[STATE])? else { return Ok(Self::new(None)) };
        let parsed = bytes.split_first_chunk().and_then(|(above, rest)| {
            let (below, rest) = rest.split_first_chunk()?;
            let older_than = match rest {
                [] => None,
                id => Some(Uuid::from_slice(id).ok()?),
            };
            let (above, below) = (u32::from_be_bytes(*above), u32::from_be_bytes(*below));
            Some(Self { above, below, older_than })
        });
        parsed.ok_or_else(|| damaged(space, "its state makes no sense"))
    }

    pub(super) fn write(self, data: &mut Overlay<'_>, space: Space) {
        let mut bytes = [self.above.to_be_bytes(), self.below.to_be_bytes()].concat();
        bytes.extend(self.older_than.iter().flat_map(|id| *id.as_bytes()));
        data.put(space, vec![STATE], bytes);
    }
}
