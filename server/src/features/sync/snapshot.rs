//! The whole copy, and what it should be in short.

use std::collections::BTreeMap;

use furgo_shared::{
    id::ClientId,
    sync::{DigestView, EntityKind, SnapshotView, digest},
    tls::Transport,
};

use super::{
    cursor::{Cursor, Owner},
    day::MyDay,
};
use crate::{
    auth::keys::Key,
    error::Result,
    storage::{Reads, clients, stamp},
};

/// The whole copy of whoever asks, as it is now.
pub fn snapshot(
    tx: &impl Reads,
    key: &Key,
    transport: Transport,
    client: ClientId,
) -> Result<SnapshotView> {
    let (day, standing) = (MyDay::of(tx, transport)?, stamp::standing(tx)?);
    let cursor = Cursor {
        epoch: standing.epoch,
        sequence: standing.last,
        today: day.today,
        scope: day.scope(),
    };
    let entities = day.entities(tx)?;
    Ok(SnapshotView {
        server_time: tx.now(),
        epoch: standing.epoch,
        cursor: cursor.to_text(key, Owner { user: day.me.id, client }),
        as_of: standing.last,
        last_seq: clients::find(tx, client)?.map_or(0, |client| client.last_seq),
        offline_until_h: day.settings.settings.offline_until_h,
        entities: entities.iter().map(|each| day.put(tx, each)).collect::<Result<_>>()?,
    })
}

/// What the copy of whoever asks should be.
pub fn digest_of(tx: &impl Reads, transport: Transport) -> Result<DigestView> {
    let (day, standing) = (MyDay::of(tx, transport)?, stamp::standing(tx)?);
    let mut by_kind: BTreeMap<EntityKind, Vec<_>> = BTreeMap::new();
    for entity in day.entities(tx)? {
        by_kind.entry(entity.kind).or_default().push((entity.id, entity.version));
    }
    let digests = by_kind.into_iter().map(|(kind, entities)| (kind, digest(entities)));
    Ok(DigestView { epoch: standing.epoch, as_of: standing.last, digests: digests.collect() })
}
