//! What follows from records by a rule of the schema: in step as soon as somebody says what has
//! changed, in the same write.

use std::sync::Arc;

use furgo::{
    auth::System,
    clock::Clock,
    error::{Error, Result},
    storage::{
        Database, ReadTx, Reads as _, Record as _, WriteTx,
        derivation::{Derivation, Differs},
        engine::MemoryEngine,
    },
};
use furgo_shared::{problem::ErrorCode, time::Day};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    note::{Note, schema},
    support::{dump_of, now, write},
};

/// Each note has a shadow that is as long as the note, for each day that was named.
const RULE: Derivation = Derivation { of: Note::TABLE, compare, renew, follow: Some(follow) };

fn compare(_: &ReadTx<'_, System>, _: Uuid, _: &mut Differs<'_>) -> Result<()> {
    Ok(())
}

fn renew(_: &mut WriteTx<'_, System>, _: Uuid) -> Result<()> {
    Ok(())
}

fn follow(tx: &mut WriteTx<'_, System>, id: Uuid, days: &[Day]) -> Result<()> {
    let note: Note = tx.find_unseen(id)?.ok_or(Error::Code(ErrorCode::NotFound))?;
    let metres = note.metres * i64::try_from(days.len()).unwrap();
    tx.put(Note { metres, ..Note::new(shadow_of(id).as_u128(), now()) }).map(drop)
}

fn shadow_of(id: Uuid) -> Uuid {
    Uuid::from_u128(id.as_u128() + 1_000)
}

fn by_rule() -> Database {
    let engine = Arc::new(MemoryEngine::default());
    Database::new(engine, schema().with(RULE), Clock::stopped_at(now())).unwrap()
}

fn shadow_in(tx: &WriteTx<'_, System>, id: Uuid) -> Option<i64> {
    tx.find_unseen::<Note>(shadow_of(id)).unwrap().map(|shadow| shadow.metres)
}

#[test]
fn what_follows_is_there_as_soon_as_the_change_is_said() {
    let db = by_rule();
    write(&db, |tx| {
        let note = tx.put(Note { metres: 7, ..Note::new(1, now()) })?;
        assert_eq!(shadow_in(tx, note.id), None);
        tx.changed::<Note>(note.id, &[note.day, note.day])?;
        assert_eq!(shadow_in(tx, note.id), Some(14), "of what this write has not committed yet");
        tx.put(Note { metres: 1, ..note.clone() })?;
        tx.changed::<Note>(note.id, &[])?;
        assert_eq!(shadow_in(tx, note.id), Some(0));
        Ok(Value::Null)
    })
    .unwrap();
}

#[test]
fn a_rule_that_fails_ends_the_write_and_leaves_nothing_behind() {
    let db = by_rule();
    let before = dump_of(&db);
    let failed = write(&db, |tx| {
        tx.put(Note::new(1, now()))?;
        tx.changed::<Note>(Uuid::from_u128(2), &[])?;
        Ok(Value::Null)
    });
    assert_eq!(failed.unwrap_err().code(), ErrorCode::NotFound);
    assert_eq!(dump_of(&db), before);
}

#[test]
fn without_a_rule_nothing_follows() {
    let db = crate::support::in_memory();
    write(&db, |tx| {
        let note = tx.put(Note::new(1, now()))?;
        tx.changed::<Note>(note.id, &[note.day])?;
        assert_eq!(shadow_in(tx, note.id), None);
        Ok(Value::Null)
    })
    .unwrap();
}
