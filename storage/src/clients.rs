//! How far the server is in each client's commands, and what came of them: written in the
//! transaction of the effect, so that none is taken twice and none is lost.
//!
//! These are no records. Nobody but the client ever hears of them, so they leave no rows in the
//! change log: a row for each effect would tell everybody twice as much.

use chrono::TimeDelta;
use furgo_ground::{Error, Result};
use furgo_shared::{
    exceptions::ExceptionKind,
    id::{ClientId, UserId},
    problem::ErrorCode,
    sync::MutationResult,
};
use serde::{Deserialize, Serialize};

use super::{
    Database, Key, KeyReader, WriteTx,
    engine::{KeyRange, Order, Space},
    error::Result as StorageResult,
    reads::Reads,
    record::{decode, encode},
    retention::{SLICE_KEYS_MAX, first_keys, in_slices},
    stamp,
};

/// Table: clients
/// Key:   client
/// Value: whose it is, and the last number that was taken from it
pub const CLIENTS: Space = Space("clients");
/// Table: clients.by_user
/// Key:   user ‖ client   # to forget a person's
/// Value: ()
pub const CLIENTS_BY_USER: Space = Space("clients.by_user");
/// Table: clients.results
/// Key:   client ‖ number
/// Value: what came of the command, without the answer of its own endpoint
pub const RESULTS: Space = Space("clients.results");
/// Table: clients.results_by_age
/// Key:   when ‖ client ‖ number   # to forget the oldest
/// Value: ()
pub const RESULTS_BY_AGE: Space = Space("clients.results_by_age");

/// All of them.
pub const SPACES: [Space; 4] = [CLIENTS, CLIENTS_BY_USER, RESULTS, RESULTS_BY_AGE];

/// How long it is remembered what came of a command.
pub const RESULTS_KEPT: TimeDelta = TimeDelta::days(30);

/// How far the server is in one client's commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    pub user: UserId,
    /// The last number that was taken.
    pub last_seq: u64,
}

/// A client that something was taken from.
///
/// # Errors
/// Here and below: when storage fails.
pub fn find(tx: &impl Reads, id: ClientId) -> Result<Option<Client>> {
    Ok(tx.bytes(CLIENTS, Key::new().id(id).as_bytes())?.map(|bytes| decode(&bytes)).transpose()?)
}

/// What came of a client's command, as long as it is remembered.
pub fn result(tx: &impl Reads, client: ClientId, seq: u64) -> Result<Option<MutationResult>> {
    let bytes = tx.bytes(RESULTS, Key::new().id(client).number(seq).as_bytes())?;
    Ok(bytes.map(|bytes| decode(&bytes)).transpose()?)
}

/// Takes the next number of a client, and remembers what came of it. Whatever the command changes is
/// written before, in the same transaction: the result names the last change.
///
/// Where an old backup was restored and the client no longer has what came before, which the result
/// says ([`ExceptionKind::JournalLost`]), any later number is the next one.
///
/// # Errors
/// `SequenceGap` if it is not the next one, `ClientStateForked` if the client is another person's.
pub fn take<P>(
    tx: &mut WriteTx<'_, P>,
    id: ClientId,
    user: UserId,
    result: &MutationResult,
) -> Result<()> {
    let (seq, last_seq) = (result.seq, last_of_own(tx, id, user)?);
    let is_resumed = result.exceptions.contains(&ExceptionKind::JournalLost);
    if seq <= last_seq || (seq - last_seq > 1 && !is_resumed) {
        return Err(Error::SequenceGap { expected_seq: last_seq.saturating_add(1) });
    }
    let server_seq = stamp::last_change(tx.data())?;
    let result = MutationResult { server_seq, answer: None, ..result.clone() };
    let (own, key) = (Key::new().id(id), Key::new().id(id).number(seq));
    let age = Key::new().instant(tx.now()).then(&key);
    tx.put_bytes(RESULTS, key.into_bytes(), encode(&result)?);
    tx.put_bytes(RESULTS_BY_AGE, age.into_bytes(), Vec::new());
    tx.put_bytes(CLIENTS, own.clone().into_bytes(), encode(&Client { user, last_seq: seq })?);
    tx.put_bytes(CLIENTS_BY_USER, Key::new().id(user).then(&own).into_bytes(), Vec::new());
    Ok(())
}

/// The last number that was taken of one's own client.
fn last_of_own(tx: &impl Reads, id: ClientId, user: UserId) -> Result<u64> {
    match find(tx, id)? {
        None => Ok(0),
        Some(client) if client.user == user => Ok(client.last_seq),
        Some(_) => Err(Error::Code(ErrorCode::ClientStateForked)),
    }
}

/// Forgets all clients of a person, and what came of their commands.
pub fn erase<P>(tx: &mut WriteTx<'_, P>, user: UserId) -> Result<()> {
    let group = Key::new().id(user);
    for row in keys(tx, CLIENTS_BY_USER, group.as_bytes())? {
        let client =
            ClientId(KeyReader::new(row.get(group.as_bytes().len()..).unwrap_or_default()).id()?);
        let own = Key::new().id(client);
        for key in keys(tx, RESULTS, own.as_bytes())? {
            tx.delete_bytes(RESULTS, key);
        }
        tx.delete_bytes(CLIENTS, own.into_bytes());
        tx.delete_bytes(CLIENTS_BY_USER, row);
    }
    Ok(())
}

fn keys(tx: &impl Reads, space: Space, prefix: &[u8]) -> StorageResult<Vec<Vec<u8>>> {
    let mut keys = Vec::new();
    tx.visit(space, &KeyRange::prefix(prefix), Order::Ascending, &mut |key, _| {
        keys.push(key.to_vec());
        std::ops::ControlFlow::Continue(())
    })?;
    Ok(keys)
}

/// Forgets what came of commands that were taken long ago. Returns of how many.
///
/// # Errors
/// When storage fails; what was forgotten until then stays forgotten.
pub async fn forget_results(db: &Database) -> StorageResult<u64> {
    let until = Key::new().instant(db.clock().now() - RESULTS_KEPT).into_bytes();
    in_slices(db, move |data| {
        let range = KeyRange { start: Vec::new(), end: Some(until.clone()) };
        // Each result is two keys.
        let rows = first_keys(data, RESULTS_BY_AGE, &range, SLICE_KEYS_MAX / 2)?;
        for row in &rows {
            data.delete(RESULTS, row.get(size_of::<u64>()..).unwrap_or_default().to_vec());
            data.delete(RESULTS_BY_AGE, row.clone());
        }
        Ok(Some(rows.len()).filter(|rows| *rows > 0))
    })
    .await
}
