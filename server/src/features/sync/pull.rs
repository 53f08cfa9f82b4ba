//! What has changed of a copy: everything of the day that shows a change behind the cursor, and what
//! left the day, in the order of the commits; all of one commit together.

use furgo_shared::{
    problem::ErrorCode,
    sync::{CHANGES_MAX, EntityChange, Pull, PulledView},
    tls::Transport,
};

use super::{
    access,
    cursor::{Cursor, Owner},
    day::MyDay,
    entities::Entity,
    gone::Log,
};
use crate::{
    auth::keys::Key,
    error::{Error, Result},
    features::{auth::operations::person, settings},
    storage::{Reads, clients, stamp},
};

/// Changes and the change in the log that each follows from.
type Behind = Vec<(u64, EntityOrGone)>;

/// Something to be told.
#[derive(Clone, Debug)]
enum EntityOrGone {
    Entity(Entity),
    Gone(EntityChange),
}

/// The answer where the log has not moved since the cursor, on the same day; else `None`.
pub fn nothing_new(tx: &impl Reads, key: &Key, request: &Pull) -> Result<Option<PulledView>> {
    let (me, standing) = (access::require_driving(tx)?, stamp::standing(tx)?);
    let owner = Owner { user: me.id, client: request.client_id };
    let cursor = Cursor::read(key, owner, &request.cursor);
    let today = settings::store::today(tx)?;
    let stands = |cursor: &Cursor| {
        (cursor.epoch, cursor.sequence, cursor.today) == (standing.epoch, standing.last, today)
    };
    let cursor = cursor.filter(stands);
    cursor.map(|cursor| page(tx, key, request, &cursor, Vec::new())).transpose()
}

/// What has changed; `CursorExpired` where that cannot be told.
pub fn pull(
    tx: &impl Reads,
    key: &Key,
    transport: Transport,
    request: &Pull,
) -> Result<PulledView> {
    let expired = || Error::Code(ErrorCode::CursorExpired);
    let (person, standing) = (person(tx.viewer())?, stamp::standing(tx)?);
    let owner = Owner { user: person.id, client: request.client_id };
    let day = MyDay::of(tx, transport)?;
    let cursor = Cursor::read(key, owner, &request.cursor).ok_or_else(expired)?;
    let here = Cursor {
        epoch: standing.epoch,
        sequence: cursor.sequence,
        today: day.today,
        scope: day.scope(),
    };
    let is_told = (standing.oldest.saturating_sub(1)..=standing.last).contains(&cursor.sequence);
    if here != cursor || !is_told {
        return Err(expired());
    }
    let log = Log::behind(tx, cursor.sequence, &person)?.ok_or_else(expired)?;
    let behind = behind(tx, &day, &log, cursor.sequence)?;
    let limit = usize::try_from(request.limit.unwrap_or(CHANGES_MAX)).unwrap_or(usize::MAX);
    let end = behind.get(limit.saturating_sub(1)).map(|(sequence, _)| log.end_of(*sequence));
    let told = behind.iter().take_while(|(at, _)| end.is_none_or(|end| *at <= end));
    let changes = told.map(|(_, told)| match told {
        EntityOrGone::Entity(entity) => day.put(tx, entity),
        EntityOrGone::Gone(change) => Ok(change.clone()),
    });
    let changes = changes.collect::<Result<Vec<_>>>()?;
    let more = changes.len() < behind.len();
    let sequence = end.filter(|_| more).unwrap_or(standing.last);
    Ok(PulledView { more, ..page(tx, key, request, &Cursor { sequence, ..here }, changes)? })
}

/// Changes that lead to where a cursor stands.
fn page(
    tx: &impl Reads,
    key: &Key,
    request: &Pull,
    cursor: &Cursor,
    changes: Vec<EntityChange>,
) -> Result<PulledView> {
    let owner = Owner { user: person(tx.viewer())?.id, client: request.client_id };
    Ok(PulledView {
        server_time: tx.now(),
        epoch: cursor.epoch,
        cursor: cursor.to_text(key, owner),
        as_of: cursor.sequence,
        more: false,
        last_seq: clients::find(tx, request.client_id)?.map_or(0, |client| client.last_seq),
        changes,
    })
}

fn behind(tx: &impl Reads, day: &MyDay, log: &Log, sequence: u64) -> Result<Behind> {
    let entities = day.entities(tx)?.into_iter().filter(|entity| entity.changed > sequence);
    let entities = entities.map(|entity| (entity.changed, EntityOrGone::Entity(entity)));
    let gone = log.gone(tx, day)?.into_iter().map(|(at, gone)| (at, EntityOrGone::Gone(gone)));
    let mut behind: Behind = entities.chain(gone).collect();
    // Of one change, those first that others name.
    behind.sort_by_key(|(at, _)| *at);
    Ok(behind)
}
