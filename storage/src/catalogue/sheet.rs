//! What the catalogue says of every number, in blocks: id and facts, and beside them titles, which
//! only an order by them reads.

use std::{cell::OnceCell, ops::ControlFlow};

use furgo_ground::{Error, Result};
use uuid::Uuid;

use super::{BLOCK, BLOCKS, Entry, SEGMENT, TITLES, damaged, key, postings::Matches};
use crate::{
    engine::KeyRange, engine::Order, engine::Overlay, engine::Space, engine::View,
    error::Result as StorageResult,
};

const ID_BYTES: usize = size_of::<Uuid>();
/// [`BLOCK`], to count bytes with.
const SLOTS: usize = 340;

/// What the catalogue says of one record.
pub struct Slot<'s> {
    pub id: Uuid,
    pub facts: &'s [u8],
    title: Title<'s>,
}

enum Title<'s> {
    Known(&'s [u8]),
    Stored { titles: &'s Titles<'s>, at: usize },
}

impl std::fmt::Debug for Slot<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Slot").field("id", &self.id).finish_non_exhaustive()
    }
}

impl<'s> Slot<'s> {
    /// Of a record that has no number yet.
    pub(super) fn waiting(id: Uuid, entry: &'s Entry) -> Self {
        Self { id, facts: &entry.facts, title: Title::Known(&entry.title) }
    }

    /// What it is ordered by; read only when asked for.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn title(&self) -> StorageResult<&[u8]> {
        match &self.title {
            Title::Known(title) => Ok(title),
            Title::Stored { titles, at } => titles.at(*at),
        }
    }
}

/// The titles of a block, which are read when the first is asked for.
struct Titles<'v> {
    view: &'v dyn View,
    space: Space,
    block: u32,
    bytes: OnceCell<Vec<u8>>,
}

impl Titles<'_> {
    fn at(&self, slot: usize) -> StorageResult<&[u8]> {
        if self.bytes.get().is_none() {
            let bytes = self.view.get(self.space, &titles_key(self.block))?;
            let bytes = bytes.ok_or_else(|| damaged(self.space, "a block without titles"))?;
            // Nobody else sets it.
            drop(self.bytes.set(bytes));
        }
        let title = self.bytes.get().and_then(|bytes| title_in(bytes, slot));
        title.ok_or_else(|| damaged(self.space, "a short block of titles"))
    }
}

fn title_in(titles: &[u8], slot: usize) -> Option<&[u8]> {
    let width = titles.len() / SLOTS;
    titles.get(slot * width..(slot + 1) * width)
}

fn block_key(block: u32) -> Vec<u8> {
    key(BLOCKS, &block.to_be_bytes())
}

fn titles_key(block: u32) -> Vec<u8> {
    key(TITLES, &block.to_be_bytes())
}

fn slot_of(number: u32) -> usize {
    usize::try_from(number % BLOCK).unwrap_or(0)
}

/// Writes id and facts of a number; without an entry, its slot is blanked.
pub(super) fn write_facts(
    data: &mut Overlay<'_>,
    space: Space,
    number: u32,
    entry: Option<(Uuid, &Entry)>,
) -> StorageResult<()> {
    let slot = entry.map(|(id, entry)| [id.as_bytes(), entry.facts.as_slice()].concat());
    write_slot(data, space, block_key(number / BLOCK), number, slot.as_deref())
}

/// Writes the title of a number; without one, its slot is blanked.
pub(super) fn write_title(
    data: &mut Overlay<'_>,
    space: Space,
    number: u32,
    title: Option<&[u8]>,
) -> StorageResult<()> {
    write_slot(data, space, titles_key(number / BLOCK), number, title)
}

fn write_slot(
    data: &mut Overlay<'_>,
    space: Space,
    key: Vec<u8>,
    number: u32,
    bytes: Option<&[u8]>,
) -> StorageResult<()> {
    let mut block = data.get(space, &key)?.unwrap_or_default();
    if let Some(bytes) = bytes {
        block.resize(SLOTS * bytes.len(), 0);
    }
    let width = block.len() / SLOTS;
    let at = slot_of(number) * width;
    let slot = block.get_mut(at..at + width).ok_or_else(|| damaged(space, "a short block"))?;
    match bytes {
        Some(bytes) => slot.copy_from_slice(bytes),
        None => slot.fill(0),
    }
    data.put(space, key, block);
    Ok(())
}

/// Id and facts of each slot of a block, and its number.
pub(super) fn slots(
    block: u32,
    bytes: &[u8],
) -> impl DoubleEndedIterator<Item = (u32, Uuid, &[u8])> {
    let width = (bytes.len() / SLOTS).max(1);
    bytes.chunks_exact(width).enumerate().filter_map(move |(at, slot)| {
        let number = block * BLOCK + u32::try_from(at).ok()?;
        let (id, facts) = slot.split_first_chunk::<ID_BYTES>()?;
        (*id != [0; ID_BYTES]).then(|| (number, Uuid::from_bytes(*id), facts))
    })
}

/// The block that a row is.
pub(super) fn block_of(space: Space, key: &[u8]) -> StorageResult<u32> {
    let number = key.last_chunk().map(|number| u32::from_be_bytes(*number));
    number.ok_or_else(|| damaged(space, "a block without a number"))
}

/// The title of a number as it is stored.
pub(super) fn title_of(
    view: &dyn View,
    space: Space,
    number: u32,
) -> StorageResult<Option<Vec<u8>>> {
    let titles = view.get(space, &titles_key(number / BLOCK))?;
    Ok(titles.and_then(|titles| title_in(&titles, slot_of(number)).map(<[u8]>::to_vec)))
}

/// What is done with each slot.
pub(super) type Visit<'a> = dyn FnMut(&Slot<'_>) -> Result<()> + 'a;

/// Visits all slots, or those that were found, in the order of their numbers or backwards.
pub(super) fn visit(
    view: &dyn View,
    space: Space,
    found: Option<&Matches>,
    order: Order,
    each: &mut Visit<'_>,
) -> Result<()> {
    let Some(found) = found else {
        let all = KeyRange::prefix(&[BLOCKS]);
        return visit_range(view, space, &all, order, &|_| true, each);
    };
    let mut segments: Vec<_> = found.segments().collect();
    if order == Order::Descending {
        segments.reverse();
    }
    for (segment, bits) in segments {
        let first = segment * (SEGMENT / BLOCK);
        let end = block_key(first + SEGMENT / BLOCK);
        let range = KeyRange { start: block_key(first), end: Some(end) };
        visit_range(view, space, &range, order, &|number| bits.has(number), each)?;
    }
    Ok(())
}

fn visit_range(
    view: &dyn View,
    space: Space,
    range: &KeyRange,
    order: Order,
    wanted: &dyn Fn(u32) -> bool,
    each: &mut Visit<'_>,
) -> Result<()> {
    let mut failure: Option<Error> = None;
    view.scan(space, range, order, &mut |key, bytes| {
        let visited = block_of(space, key).map_err(Error::from).and_then(|block| {
            let titles = Titles { view, space, block, bytes: OnceCell::new() };
            let mut visit_one = |(number, id, facts): (u32, Uuid, &[u8])| {
                if !wanted(number) {
                    return Ok(());
                }
                let title = Title::Stored { titles: &titles, at: slot_of(number) };
                each(&Slot { id, facts, title })
            };
            match order {
                Order::Ascending => slots(block, bytes).try_for_each(&mut visit_one),
                Order::Descending => slots(block, bytes).rev().try_for_each(&mut visit_one),
            }
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
