//! Id and facts of every number, in blocks.

use std::ops::ControlFlow;

use uuid::Uuid;

use super::{BLOCK, BLOCKS, SEGMENT, damaged, key, postings::Matches};
use crate::{
    error::{Error, Result},
    storage::{
        engine::{KeyRange, Order, Overlay, Space, View},
        error::Result as StorageResult,
    },
};

const ID_BYTES: usize = size_of::<Uuid>();
/// [`BLOCK`], to count bytes with.
const SLOTS: usize = 104;

fn block_key(block: u32) -> Vec<u8> {
    key(BLOCKS, &block.to_be_bytes())
}

fn slot_of(number: u32) -> usize {
    usize::try_from(number % BLOCK).unwrap_or(0)
}

/// Writes the slot of a number; without an entry, its old one is blanked.
pub(super) fn write(
    data: &mut Overlay<'_>,
    space: Space,
    number: u32,
    entry: Option<(Uuid, &[u8])>,
) -> StorageResult<()> {
    let key = block_key(number / BLOCK);
    let mut block = data.get(space, &key)?.unwrap_or_default();
    if let Some((_, facts)) = entry {
        block.resize(SLOTS * (ID_BYTES + facts.len()), 0);
    }
    let width = block.len() / SLOTS;
    let at = slot_of(number) * width;
    let slot = block.get_mut(at..at + width).ok_or_else(|| damaged(space, "a short block"))?;
    slot.fill(0);
    if let Some((id, facts)) = entry {
        let bytes = id.as_bytes().iter().chain(facts);
        slot.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    }
    data.put(space, key, block);
    Ok(())
}

/// Id and facts of each slot of a block, and its number.
pub(super) fn slots(block: u32, bytes: &[u8]) -> impl Iterator<Item = (u32, Uuid, &[u8])> {
    let width = (bytes.len() / SLOTS).max(1);
    (block * BLOCK..).zip(bytes.chunks_exact(width)).filter_map(|(number, slot)| {
        let (id, facts) = slot.split_first_chunk::<ID_BYTES>()?;
        (*id != [0; ID_BYTES]).then(|| (number, Uuid::from_bytes(*id), facts))
    })
}

/// The block that a row is.
pub(super) fn block_of(space: Space, key: &[u8]) -> StorageResult<u32> {
    let number = key.last_chunk().map(|number| u32::from_be_bytes(*number));
    number.ok_or_else(|| damaged(space, "a block without a number"))
}

/// Visits all slots, or those that were found.
pub(super) fn visit(
    view: &dyn View,
    space: Space,
    found: Option<&Matches>,
    each: &mut dyn FnMut(Uuid, &[u8]) -> Result<()>,
) -> Result<()> {
    let Some(found) = found else {
        return visit_range(view, space, &KeyRange::prefix(&[BLOCKS]), &mut |_, id, facts| {
            each(id, facts)
        });
    };
    for (segment, bits) in found.segments() {
        let first = segment * (SEGMENT / BLOCK);
        let end = block_key(first + SEGMENT / BLOCK);
        let range = KeyRange { start: block_key(first), end: Some(end) };
        visit_range(view, space, &range, &mut |number, id, facts| match bits.has(number) {
            true => each(id, facts),
            false => Ok(()),
        })?;
    }
    Ok(())
}

/// What is done with the number, the record and the facts of a slot.
type Visit<'a> = dyn FnMut(u32, Uuid, &[u8]) -> Result<()> + 'a;

fn visit_range(
    view: &dyn View,
    space: Space,
    range: &KeyRange,
    each: &mut Visit<'_>,
) -> Result<()> {
    let mut failure: Option<Error> = None;
    view.scan(space, range, Order::Ascending, &mut |key, bytes| {
        let visited = block_of(space, key).map_err(Error::from).and_then(|block| {
            slots(block, bytes).try_for_each(|(number, id, facts)| each(number, id, facts))
        });
        match visited {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    failure.map_or(Ok(()), Err)
}
