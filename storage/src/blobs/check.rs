//! Whether every file is whole and what its name says, every upload as far as it claims, every
//! piece somebody's, and the sums right; and what to do where it is not so.

use std::{collections::BTreeSet, ops::ControlFlow};

use chrono::{DateTime, Utc};
use furgo_ground::hex::encode as hex;
use furgo_shared::{files::FileDigest, id::UserId};

use super::{
    BLOBS, Blob, Content, GARBAGE, GONE, Garbage, NOBODY, PIECE_BYTES, PIECES, REFERENCES, STAGING,
    Staging, Use, digest_in, drop_blob, find_in, pieces_of, put, read_staging_key, references,
    set_used,
    staging::{discard, find_staging, look_through},
    staging_key, used,
};
use crate::{
    check::Differences, check::Report, check::scan, check::scan_range, engine::KeyRange,
    engine::Order, engine::Overlay, engine::Space, engine::View, error::Result,
    error::StorageError, record::decode, record::encode, schema::FILE, schema::RecordKind,
    schema::Schema,
};

/// Something that is not as it should be.
#[derive(Clone, Debug)]
enum Fault {
    /// Nobody can say what the row is about.
    Unreadable(Space, Vec<u8>),
    /// Its bytes are not those that its name says.
    Damaged(FileDigest),
    /// A record names it and it is loose, or none does and it is not.
    Held(FileDigest),
    /// The row of an upload that is not what it claims.
    Upload(UserId, FileDigest),
    /// Pieces that are nobody's.
    Orphan(Content),
    /// Pieces that are somebody's and are to be deleted.
    Condemned(Content),
    /// It is said to be gone, and is here or is named by no record.
    NotGone(FileDigest),
    /// The sums, as they should be.
    Sums(Use),
}

impl Fault {
    fn space(&self) -> Space {
        match self {
            Self::Unreadable(space, _) => *space,
            Self::Damaged(_) | Self::Held(_) => BLOBS,
            Self::Upload(..) => STAGING,
            Self::Orphan(_) => PIECES,
            Self::Condemned(_) => GARBAGE,
            Self::NotGone(_) => GONE,
            Self::Sums(_) => FILE,
        }
    }

    fn told(&self) -> String {
        match self {
            Self::Unreadable(_, key) => format!("{} cannot be read", hex(key)),
            Self::Damaged(sha256) => format!("{sha256} is damaged"),
            Self::Held(sha256) => format!("{sha256} is loose and named, or neither"),
            Self::Upload(owner, sha256) => format!("{sha256} of {owner} is not what it claims"),
            Self::Orphan(content) => format!("pieces of {content} are nobody's"),
            Self::Condemned(content) => format!("{content} is somebody's"),
            Self::NotGone(sha256) => format!("{sha256} is said to be gone, and is not"),
            Self::Sums(used) => format!("the sums of files should be {used:?}"),
        }
    }
}

/// Compares files with what is said of them.
///
/// # Errors
/// When the data cannot be read.
pub(crate) fn agrees(view: &dyn View, report: &mut Report) -> Result<()> {
    faults(view, &mut |fault| report.find(fault.space(), || fault.told()))
}

/// Rows of references that follow from no record. Those that should be there and are not are found
/// where the rows of indexes are.
///
/// # Errors
/// When the data cannot be read.
pub(crate) fn surplus(
    view: &dyn View,
    schema: &Schema,
    differences: &mut Differences,
) -> Result<()> {
    scan(view, REFERENCES, |row, _| {
        if !is_named(view, &schema.records, row)? {
            let told = || format!("{} belongs to no record", hex(row));
            differences.report.find(REFERENCES, told);
            differences.corrections.delete(REFERENCES, row.to_vec());
        }
        Ok(())
    })
}

fn is_named(view: &dyn View, kinds: &[RecordKind], row: &[u8]) -> Result<bool> {
    let Ok((sha256, id, table)) = references::parts(row) else { return Ok(false) };
    let kind = kinds.iter().find(|kind| kind.table.0.as_bytes() == table);
    let Some(kind) = kind else { return Ok(false) };
    let Some(record) = view.get(kind.table, id.as_bytes())? else { return Ok(false) };
    let named = (kind.files)(&record);
    Ok(named.is_ok_and(|named| named.files.iter().any(|file| file.sha256 == sha256)))
}

/// How often a repair looks anew: unreadable rows, what they hid, what that left behind.
const ROUNDS_MAX: usize = 5;

/// Puts right what [`agrees`] finds. A damaged file is dropped: who has it may send it again.
///
/// # Errors
/// When the data cannot be read.
pub(crate) fn mend(data: &mut Overlay<'_>, now: DateTime<Utc>) -> Result<()> {
    for _ in 0..ROUNDS_MAX {
        let mut found = Vec::new();
        faults(data, &mut |fault| found.push(fault))?;
        if found.is_empty() {
            break;
        }
        // A row that nobody can read hides whose the others are: what is left is looked at anew.
        if found.iter().any(|fault| matches!(fault, Fault::Unreadable(..))) {
            found.retain(|fault| matches!(fault, Fault::Unreadable(..)));
        }
        for fault in found {
            put_right(data, fault, now)?;
        }
        // What was put right moved them.
        let sums = sums(data)?;
        set_used(data, sums)?;
    }
    Ok(())
}

fn put_right(data: &mut Overlay<'_>, fault: Fault, now: DateTime<Utc>) -> Result<()> {
    match fault {
        Fault::Unreadable(space, key) => data.delete(space, key),
        Fault::Damaged(sha256) => {
            if let Some(blob) = find_in(data, sha256)? {
                drop_blob(data, sha256, &blob)?;
            }
        }
        Fault::Held(sha256) => {
            let Some(mut blob) = find_in(data, sha256)? else { return Ok(()) };
            if let Some(owner) = blob.loose {
                data.delete(STAGING, staging_key(owner, sha256));
            }
            blob.loose = (!references::are_there(data, sha256)?).then_some(NOBODY);
            if blob.loose.is_some() {
                let Blob { content, length, .. } = blob;
                let loose = Staging { content, length, received: length, touched_at: now };
                data.put(STAGING, staging_key(NOBODY, sha256), encode(&loose)?);
            }
            put(data, sha256, &blob)?;
        }
        Fault::Upload(owner, sha256) => {
            let Some(staging) = find_staging(data, owner, sha256)? else { return Ok(()) };
            match find_in(data, sha256)? {
                Some(blob) if blob.content == staging.content => {
                    data.delete(STAGING, staging_key(owner, sha256));
                }
                _ => discard(data, owner, sha256, &staging)?,
            }
        }
        Fault::Orphan(content) => {
            let mut garbage = Garbage { bytes: 0, owner: None };
            scan_range(data, PIECES, &pieces_of(content), |_, piece| {
                let bytes = u64::try_from(piece.len()).unwrap_or(u64::MAX);
                garbage.bytes = garbage.bytes.saturating_add(bytes);
                Ok(())
            })?;
            data.put(GARBAGE, content.key(), encode(&garbage)?);
        }
        Fault::Condemned(content) => data.delete(GARBAGE, content.key()),
        Fault::NotGone(sha256) => data.delete(GONE, sha256.0.to_vec()),
        Fault::Sums(used) => set_used(data, used)?,
    }
    Ok(())
}

/// Everything that is wrong.
fn faults(view: &dyn View, find: &mut dyn FnMut(Fault)) -> Result<()> {
    let mut live = BTreeSet::new();
    scan(view, BLOBS, |key, row| {
        match (digest_in(BLOBS, key), decode::<Blob>(row)) {
            (Ok(sha256), Ok(blob)) => {
                live.insert(blob.content);
                of_blob(view, sha256, &blob, find)?;
            }
            _ => find(Fault::Unreadable(BLOBS, key.to_vec())),
        }
        Ok(())
    })?;
    scan(view, STAGING, |key, row| {
        match (read_staging_key(key), decode::<Staging>(row)) {
            (Ok((owner, sha256)), Ok(staging)) => {
                live.insert(staging.content);
                of_upload(view, (owner, sha256), &staging, find)?;
            }
            _ => find(Fault::Unreadable(STAGING, key.to_vec())),
        }
        Ok(())
    })?;
    let mut condemned = BTreeSet::new();
    scan(view, GARBAGE, |key, row| {
        match (Content::of_key(GARBAGE, key), decode::<Garbage>(row)) {
            (Ok(content), Ok(_)) if live.contains(&content) => find(Fault::Condemned(content)),
            (Ok(content), Ok(_)) => drop(condemned.insert(content)),
            _ => find(Fault::Unreadable(GARBAGE, key.to_vec())),
        }
        Ok(())
    })?;
    scan(view, GONE, |key, row| {
        match (digest_in(GONE, key), decode::<DateTime<Utc>>(row)) {
            (Ok(sha256), Ok(_)) => {
                let is_here = view.get(BLOBS, &sha256.0)?.is_some();
                if is_here || !references::are_there(view, sha256)? {
                    find(Fault::NotGone(sha256));
                }
            }
            _ => find(Fault::Unreadable(GONE, key.to_vec())),
        }
        Ok(())
    })?;
    for content in contents(view)? {
        if !live.contains(&content) && !condemned.contains(&content) {
            find(Fault::Orphan(content));
        }
    }
    let sums = sums(view)?;
    if used(view).ok() != Some(sums) {
        find(Fault::Sums(sums));
    }
    Ok(())
}

/// What files take, by their rows.
fn sums(view: &dyn View) -> Result<Use> {
    // Of this one only the least is known.
    let mut sums =
        Use { last_content: used(view).unwrap_or_default().last_content, ..Use::default() };
    scan(view, BLOBS, |_, row| {
        if let Ok(blob) = decode::<Blob>(row) {
            sums.last_content = sums.last_content.max(blob.content.0);
            sums.files = sums.files.saturating_add(1);
            sums.bytes = sums.bytes.saturating_add(blob.length);
        }
        Ok(())
    })?;
    scan(view, STAGING, |key, row| {
        if let (Ok((_, sha256)), Ok(staging)) = (read_staging_key(key), decode::<Staging>(row)) {
            sums.last_content = sums.last_content.max(staging.content.0);
            let blob = find_in(view, sha256).ok().flatten();
            if blob.is_none_or(|blob| blob.content != staging.content) {
                sums.staged_bytes = sums.staged_bytes.saturating_add(staging.received);
            }
        }
        Ok(())
    })?;
    scan(view, GARBAGE, |_, row| {
        if let Ok(garbage) = decode::<Garbage>(row) {
            sums.garbage_bytes = sums.garbage_bytes.saturating_add(garbage.bytes);
        }
        Ok(())
    })?;
    Ok(sums)
}

fn of_blob(
    view: &dyn View,
    sha256: FileDigest,
    blob: &Blob,
    find: &mut dyn FnMut(Fault),
) -> Result<()> {
    match look_through(view, blob.content, blob.length) {
        Ok((found, kind)) if found == sha256 && kind == Some(blob.kind) => {}
        Ok(_) | Err(StorageError::Damaged { .. }) => find(Fault::Damaged(sha256)),
        Err(error) => return Err(error),
    }
    let is_held = match blob.loose {
        None => references::are_there(view, sha256)?,
        Some(owner) => {
            let row = find_staging(view, owner, sha256).ok().flatten();
            row.is_some_and(|row| row.content == blob.content)
                && !references::are_there(view, sha256)?
        }
    };
    if !is_held {
        find(Fault::Held(sha256));
    }
    Ok(())
}

/// A loose file's row is that file's; any other has as many bytes as it says, in whole pieces.
fn of_upload(
    view: &dyn View,
    (owner, sha256): (UserId, FileDigest),
    staging: &Staging,
    find: &mut dyn FnMut(Fault),
) -> Result<()> {
    let blob = find_in(view, sha256).ok().flatten();
    let is_right = match blob.filter(|blob| blob.content == staging.content) {
        Some(blob) => blob.loose == Some(owner) && staging.received == staging.length,
        None => {
            let (mut bytes, mut is_whole) = (0_u64, true);
            scan_range(view, PIECES, &pieces_of(staging.content), |_, piece| {
                is_whole &= bytes.is_multiple_of(u64::try_from(PIECE_BYTES).unwrap_or(1));
                bytes = bytes.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
                Ok(())
            })?;
            is_whole && bytes == staging.received && staging.received <= staging.length
        }
    };
    if !is_right {
        find(Fault::Upload(owner, sha256));
    }
    Ok(())
}

/// Of which contents there are pieces. Looks at one piece of each.
fn contents(view: &dyn View) -> Result<Vec<Content>> {
    let (mut found, mut start): (Vec<Content>, _) = (Vec::new(), Vec::new());
    loop {
        let mut next = None;
        let range = KeyRange { start, end: None };
        view.scan(PIECES, &range, Order::Ascending, &mut |key, _| {
            next = key.first_chunk().map(|content| Content(u64::from_be_bytes(*content)));
            ControlFlow::Break(())
        })?;
        let Some(content) = next else { return Ok(found) };
        found.push(content);
        match pieces_of(content).end {
            Some(end) => start = end,
            None => return Ok(found),
        }
    }
}
