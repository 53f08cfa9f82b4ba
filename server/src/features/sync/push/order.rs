//! The order of a client's numbers: which were taken before, and which come next.

use furgo_shared::{
    id::ClientId,
    problem::ErrorCode,
    sync::{Ending, Mutation, MutationResult, Push},
};

use crate::{
    error::{Error, Result},
    storage::{Reads, clients},
};

/// What there is to do of a push.
#[derive(Debug)]
pub struct Order {
    /// What was taken before.
    pub taken: Vec<MutationResult>,
    /// The first of what was not lacks what came before, and nobody has that any more.
    pub is_resumed: bool,
}

impl Order {
    /// Of a push: `SequenceGap` where something is left out that the client still has,
    /// `ClientStateForked` where it sent something else under the same number before.
    pub fn of(tx: &impl Reads, push: &Push) -> Result<Self> {
        let last_seq = last_seq(tx, push.client_id)?;
        let (old, new): (Vec<_>, Vec<_>) =
            push.mutations.iter().partition(|mutation| mutation.seq <= last_seq);
        let taken = old.into_iter().map(|mutation| duplicate(tx, push.client_id, mutation));
        let taken = taken.collect::<Result<_>>()?;
        let expected_seq = last_seq.saturating_add(1);
        let first = new.first().map_or(expected_seq, |mutation| mutation.seq);
        let is_resumed = first > expected_seq && push.oldest_seq == first;
        match first == expected_seq || is_resumed {
            true => Ok(Self { taken, is_resumed }),
            false => Err(Error::SequenceGap { expected_seq }),
        }
    }
}

/// The last number that was taken from a client.
pub fn last_seq(tx: &impl Reads, client: ClientId) -> Result<u64> {
    Ok(clients::find(tx, client)?.map_or(0, |client| client.last_seq))
}

/// What is answered of a mutation that was taken before.
pub fn duplicate(tx: &impl Reads, client: ClientId, mutation: &Mutation) -> Result<MutationResult> {
    let Mutation { seq, id, .. } = *mutation;
    match clients::result(tx, client, seq)? {
        Some(known) if known.id != id => Err(Error::Code(ErrorCode::ClientStateForked)),
        Some(known) => {
            Ok(MutationResult { outcome: Ending::Duplicate, first: Some(known.outcome), ..known })
        }
        None => Ok(MutationResult {
            seq,
            id,
            outcome: Ending::Duplicate,
            first: None,
            server_seq: 0,
            exceptions: Vec::new(),
            problem: None,
            answer: None,
            discarded: false,
        }),
    }
}
