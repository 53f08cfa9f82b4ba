//! Gives numbers: to the records that wait, and behind the start to those of an older file.

use std::ops::ControlFlow;

use uuid::Uuid;

use super::{
    BLOCK, NUMBER, SEGMENT, WAITING, damaged, key, number_of,
    postings::{self, Rows},
    sheet,
    state::State,
    waiting,
};
use crate::{
    Database, engine::KeyRange, engine::Order, engine::Overlay, engine::Space, engine::View,
    error::Result, schema::Derived, schema::RecordKind,
};

/// Numbers whatever can be numbered now, a piece in each transaction.
///
/// # Errors
/// When storage fails; what was numbered stays so.
pub async fn build(db: &Database) -> Result<()> {
    while build_piece(db).await? {}
    Ok(())
}

/// Numbers one segment of each catalogue that has one to be numbered, and says whether there was.
///
/// # Errors
/// When storage fails.
pub async fn build_piece(db: &Database) -> Result<bool> {
    let mut has_built = false;
    for kind in &db.schema().records {
        let Some(space) = kind.catalogue else { continue };
        // Looked at first: a write that changes nothing would still wait for its turn.
        if is_due(&*db.engine().view()?, space)? {
            let kind = *kind;
            has_built |= db.maintain(move |data| number_some(data, &kind, space)).await?;
        }
    }
    Ok(has_built)
}

fn segment_len() -> usize {
    usize::try_from(SEGMENT).unwrap_or(usize::MAX)
}

fn is_due(view: &dyn View, space: Space) -> Result<bool> {
    Ok(State::read(view, space)?.older_than.is_some()
        || waiting(view, space, segment_len())?.len() >= segment_len())
}

fn number_some(data: &mut Overlay<'_>, kind: &RecordKind, space: Space) -> Result<bool> {
    let mut state = State::read(data, space)?;
    let new = waiting(data, space, segment_len())?;
    if new.len() >= segment_len() {
        let records = new.iter().map(|id| Ok((*id, data.get(kind.table, id.as_bytes())?)));
        let records: Vec<_> = records.collect::<Result<_>>()?;
        number(data, kind, space, state.above, records)?;
        state.above = state.above.checked_add(SEGMENT).ok_or_else(|| exhausted(space))?;
        for id in new {
            data.delete(space, key(WAITING, id.as_bytes()));
        }
    } else if let Some(older_than) = state.older_than {
        let (records, next) = older(data, kind.table, space, older_than)?;
        state.below = state.below.checked_sub(SEGMENT).ok_or_else(|| exhausted(space))?;
        number(data, kind, space, state.below, records)?;
        state.older_than = next;
    } else {
        return Ok(false);
    }
    state.write(data, space);
    Ok(true)
}

fn exhausted(space: Space) -> crate::StorageError {
    damaged(space, "no numbers are left; back up and restore")
}

type Stored = (Uuid, Option<Vec<u8>>);

/// The newest records before an id that have no number and do not wait, and where to go on.
fn older(
    view: &dyn View,
    table: Space,
    space: Space,
    before: Uuid,
) -> Result<(Vec<Stored>, Option<Uuid>)> {
    let (mut records, mut next, mut failure) = (Vec::new(), None, None);
    let range = KeyRange { start: Vec::new(), end: Some(before.as_bytes().to_vec()) };
    view.scan(table, &range, Order::Descending, &mut |id, bytes| {
        let Ok(id) = Uuid::from_slice(id) else { return ControlFlow::Continue(()) };
        match is_known(view, space, id) {
            Ok(true) => {}
            Ok(false) => records.push((id, Some(bytes.to_vec()))),
            Err(error) => failure = Some(error),
        }
        if failure.is_some() || records.len() >= segment_len() {
            next = Some(id);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    failure.map_or(Ok((records, next)), Err)
}

fn is_known(view: &dyn View, space: Space, id: Uuid) -> Result<bool> {
    Ok(number_of(view, space, id)?.is_some()
        || view.get(space, &key(WAITING, id.as_bytes()))?.is_some())
}

/// Gives the numbers from `first` on. A record that cannot be read gets none; the check reports it.
fn number(
    data: &mut Overlay<'_>,
    kind: &RecordKind,
    space: Space,
    first: u32,
    records: Vec<Stored>,
) -> Result<()> {
    let mut rows = Rows::new();
    for (number, (id, bytes)) in (first..).zip(records) {
        let derived = bytes.and_then(|bytes| (kind.derive)(&bytes).ok());
        let Some(Derived { entries, .. }) = derived else { continue };
        let Some((_, entry)) = entries.catalogue else { continue };
        sheet::write_facts(data, space, number, Some((id, &entry)))?;
        sheet::write_title(data, space, number, Some(&entry.title))?;
        entry.words.iter().for_each(|word| postings::add(&mut rows, word, number));
        data.put(space, key(NUMBER, id.as_bytes()), number.to_be_bytes().to_vec());
    }
    debug_assert_eq!(first % BLOCK, 0, "segments begin with a block");
    for (head, lists) in rows {
        data.put(space, postings::row_key(&head, first / SEGMENT), postings::encode(&lists));
    }
    Ok(())
}
