//! What a phone and the server say to each other, so that work without a network is neither lost
//! nor doubled.
//!
//! A phone gives every field command a number, counted from 1, and pushes them in that order; the
//! server remembers for each phone the last number it has taken, in the transaction of the effect.
//! What comes back to the phone is a copy of its person's day: a snapshot first, then what changed,
//! in the order of the commits. A digest proves that both still agree.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    exceptions::ExceptionKind,
    field::FieldCommand,
    id::{ClientId, UserId},
    problem::Problem,
    time::Timestamp,
    validate::{FieldCode, FieldErrors, Validate},
    view::Versioned,
};

/// Mutations of one push.
pub const MUTATIONS_MAX: usize = 100;
/// Bytes of one push.
pub const PUSH_BYTES_MAX: u64 = 512 << 10;
/// Changes of one pull; all of one commit come together, so there may be a few more.
pub const CHANGES_MAX: u32 = 500;
/// Days that a phone keeps what the server has taken: if a backup is restored, the phones bring
/// again what it lacks.
pub const JOURNAL_DAYS: i64 = 30;

/// A field command with its place in the phone's order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Mutation {
    /// From 1, without a gap.
    pub seq: u64,
    /// The same in every attempt, and by whichever phone brings it.
    pub id: Uuid,
    /// When it was done, by the phone's clock.
    pub occurred_at: Timestamp,
    /// As of a [`FieldCommand`], or [`DISCARDED`].
    pub kind: String,
    #[serde(default)]
    pub args: Value,
}

/// The kind of a mutation that its author threw away: it only keeps its place.
pub const DISCARDED: &str = "discarded";

/// What a mutation says.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    Command(FieldCommand),
    Discarded,
}

/// By way of a text, which the app writes anyway: a second way would cost its download as much again.
fn as_value(command: &FieldCommand) -> Option<Value> {
    serde_json::from_str(&serde_json::to_string(command).ok()?).ok()
}

impl Mutation {
    /// A command in its place.
    pub fn of(seq: u64, id: Uuid, occurred_at: Timestamp, said: &Said) -> Self {
        let (kind, args) = match said {
            Said::Discarded => (DISCARDED.to_owned(), Value::Null),
            Said::Command(command) => match as_value(command) {
                Some(Value::Object(mut fields)) => {
                    let kind = fields.get("kind").and_then(Value::as_str).unwrap_or_default();
                    (kind.to_owned(), fields.remove("args").unwrap_or_default())
                }
                // Commands are plain structs with text keys; those always become an object.
                Some(_) | None => (String::new(), Value::Null),
            },
        };
        Self { seq, id, occurred_at, kind, args }
    }

    /// What it says.
    ///
    /// # Errors
    /// When no command that was ever shipped looks like this.
    pub fn said(&self) -> Result<Said, serde_json::Error> {
        if self.kind == DISCARDED {
            return Ok(Said::Discarded);
        }
        let tagged = serde_json::json!({ "kind": self.kind, "args": self.args });
        serde_json::from_value(tagged).map(Said::Command)
    }
}

/// Asks the server to take mutations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Push {
    pub client_id: ClientId,
    /// Whose phone this is: a session of somebody else takes nothing for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// The phone's clock when it sent this: the difference to the server's is its error.
    pub sent_at: Timestamp,
    /// The lowest number that the phone still has. What a server that was restored from an old
    /// backup lacks below it, nobody has any more.
    pub oldest_seq: u64,
    /// In the order of their numbers. None asks only how far the server is.
    pub mutations: Vec<Mutation>,
}

impl Validate for Push {
    const BYTES_MAX: u64 = PUSH_BYTES_MAX;

    fn validate(&self, errors: &mut FieldErrors) {
        let numbers = || self.mutations.iter().map(|mutation| mutation.seq);
        let follows = numbers().zip(numbers().skip(1)).all(|(a, b)| a.checked_add(1) == Some(b));
        errors.require("mutations", self.mutations.len() <= MUTATIONS_MAX, FieldCode::TooLong);
        errors.require("mutations", follows && numbers().all(|seq| seq > 0), FieldCode::Invalid);
        let holds = self.oldest_seq > 0 && numbers().all(|seq| seq >= self.oldest_seq);
        errors.require("oldest_seq", holds, FieldCode::Invalid);
        errors.instant("sent_at", Some(self.sent_at));
        for mutation in &self.mutations {
            errors.instant("mutations", Some(mutation.occurred_at));
        }
    }
}

/// How a mutation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// As it was meant.
    Applied,
    /// Taken as a fact, though the office's plans were others meanwhile.
    AppliedWithException,
    /// Taken before; the answer is the one that it got then, as far as it is still known.
    Duplicate,
    /// Not taken, and never will be.
    Rejected,
}

/// What came of one mutation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MutationResult {
    pub seq: u64,
    pub id: Uuid,
    pub outcome: Ending,
    /// Of a duplicate: how it ended the first time, as long as that is remembered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Ending>,
    /// The last change in the log after it: a copy that reaches as far shows its effect.
    pub server_seq: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<ExceptionKind>,
    /// Why it was rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// What the command's own endpoint would have answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Value>,
    /// What was taken under this number had been thrown away before it came.
    #[serde(default)]
    pub discarded: bool,
}

impl MutationResult {
    /// With what did not go together with the plans, in the order in which it was found.
    pub fn with(mut self, exceptions: &[ExceptionKind]) -> Self {
        if !exceptions.is_empty() {
            self.outcome = Ending::AppliedWithException;
        }
        self.exceptions = exceptions.to_vec();
        self
    }
}

/// Answer to a push.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PushedView {
    pub server_time: Timestamp,
    /// Which history the data continue; another one after a backup was restored.
    pub epoch: Uuid,
    /// The last number that the server has taken from this phone.
    pub last_seq: u64,
    /// In the order of the request.
    pub results: Vec<MutationResult>,
}

impl Versioned for PushedView {}

/// What a copy consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// The fleet's settings, as the person sees them.
    Settings,
    /// The person's own account, as `GET /api/auth/me` answers.
    Me,
    /// `{id, name}` of those who are named by others.
    Person,
    /// As `GET /api/vehicles/{id}` answers.
    Vehicle,
    /// What forms propose for a vehicle; its id is the vehicle's.
    Hints,
    /// With its stops, as `GET /api/routes/{id}` answers.
    Route,
    /// As `GET /api/packages/{id}` answers.
    Package,
}

impl EntityKind {
    /// All.
    pub const ALL: [Self; 7] = [
        Self::Settings,
        Self::Me,
        Self::Person,
        Self::Vehicle,
        Self::Hints,
        Self::Route,
        Self::Package,
    ];
}

/// Somebody who is named by what one sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonView {
    pub id: UserId,
    pub name: String,
}

/// What a phone does with an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Op {
    Put,
    /// It is no more.
    Del,
    /// It is still there, but none of this phone's business any more.
    Evict,
}

/// One change of a copy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntityChange {
    pub t: EntityKind,
    pub id: Uuid,
    /// Covers what is stored of the entity; within an epoch it never goes back.
    pub v: u64,
    pub op: Op,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
}

/// Asks what changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pull {
    pub client_id: ClientId,
    /// As in [`Push`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// Of the last snapshot or pull.
    pub cursor: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Validate for Pull {
    fn validate(&self, errors: &mut FieldErrors) {
        let holds = self.limit.is_none_or(|limit| (1..=CHANGES_MAX).contains(&limit));
        errors.require("limit", holds, FieldCode::OutOfRange);
    }
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PulledView {
    pub server_time: Timestamp,
    pub epoch: Uuid,
    /// For the next pull.
    pub cursor: String,
    /// The last change in the log that this reaches.
    pub as_of: u64,
    /// There is more to pull.
    pub more: bool,
    /// The last number that the server has taken from this phone.
    pub last_seq: u64,
    /// In the order of the commits.
    pub changes: Vec<EntityChange>,
}

impl Versioned for PulledView {}

/// Asks for the whole copy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AskSnapshot {
    pub client_id: ClientId,
    /// As in [`Push`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// Two digests differed: the server counts it, and an admin sees it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub heals: bool,
}

impl Validate for AskSnapshot {
    fn validate(&self, _: &mut FieldErrors) {}
}

/// The whole copy, as it was at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SnapshotView {
    pub server_time: Timestamp,
    pub epoch: Uuid,
    pub cursor: String,
    pub as_of: u64,
    pub last_seq: u64,
    /// For how many hours after its last contact the phone may show the copy.
    pub offline_until_h: u32,
    /// All with [`Op::Put`].
    pub entities: Vec<EntityChange>,
}

impl Versioned for SnapshotView {}

/// Asks what the copy should be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AskDigest {
    pub client_id: ClientId,
    /// As in [`Push`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
}

impl Validate for AskDigest {
    fn validate(&self, _: &mut FieldErrors) {}
}

/// What the copy should be, in short.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DigestView {
    pub epoch: Uuid,
    /// Only a copy that reaches exactly as far is to be compared.
    pub as_of: u64,
    /// [`digest`] of each kind that there is one of.
    pub digests: BTreeMap<EntityKind, String>,
}

impl Versioned for DigestView {}

/// A short text that equal sets of ids and versions share: FNV-1a (Fowler, Noll, Vo) with 64 bits
/// over the sorted pairs, hexadecimal. It guards against mistakes, not against attackers.
pub fn digest(entities: impl IntoIterator<Item = (Uuid, u64)>) -> String {
    let mut entities: Vec<_> = entities.into_iter().collect();
    entities.sort_unstable();
    let bytes = entities
        .iter()
        .flat_map(|(id, version)| id.into_bytes().into_iter().chain(version.to_be_bytes()));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// Asks for the devices of a person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListDevices {
    /// One's own when absent; only an admin sees those of others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
}

impl Validate for ListDevices {
    fn validate(&self, _: &mut FieldErrors) {}
}

/// A phone or a browser that keeps a copy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeviceView {
    pub id: ClientId,
    pub user_id: UserId,
    pub user_name: String,
    /// In words, such as `Firefox on Linux`.
    pub name: String,
    pub registered_at: Timestamp,
    /// When it last pushed or pulled, to within five minutes.
    pub seen_at: Timestamp,
    /// The last number that the server has taken from it.
    pub last_seq: u64,
    /// How far its clock was ahead of the server's, in milliseconds.
    #[serde(default)]
    pub skew_ms: Option<i64>,
    /// How often its copy did not agree and was fetched anew.
    pub heals: u32,
    /// The device that asks.
    #[serde(default)]
    pub is_current: bool,
}

impl Versioned for DeviceView {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::StopId, routes::RecordArrival};

    fn push(numbers: &[u64], oldest_seq: u64) -> Push {
        let occurred_at = Timestamp::UNIX_EPOCH;
        let mutation = |seq: &u64| Mutation::of(*seq, Uuid::nil(), occurred_at, &Said::Discarded);
        let mutations = numbers.iter().map(mutation).collect();
        Push {
            client_id: ClientId(Uuid::nil()),
            user_id: None,
            sent_at: occurred_at,
            oldest_seq,
            mutations,
        }
    }

    #[test]
    fn numbers_follow_one_another() {
        for (numbers, oldest, holds) in [
            (&[][..], 1, true),
            (&[7, 8, 9], 7, true),
            (&[7, 8, 9], 3, true),
            (&[7, 9], 3, false),
            (&[8, 7], 3, false),
            (&[7, 8], 8, false),
            (&[0, 1], 1, false),
            (&[1], 0, false),
        ] {
            assert_eq!(push(numbers, oldest).check().is_ok(), holds, "{numbers:?} {oldest}");
        }
        let when = |sent_at, occurred_at| {
            let mut push = Push { sent_at, ..push(&[1], 1) };
            push.mutations.iter_mut().for_each(|mutation| mutation.occurred_at = occurred_at);
            push.check().is_ok()
        };
        let (now, never) = (Timestamp::UNIX_EPOCH, Timestamp::MAX_UTC);
        assert_eq!([when(now, now), when(never, now), when(now, never)], [true, false, false]);
        let many: Vec<u64> = (1..=101).collect();
        assert!(push(&many[..100], 1).check().is_ok() && push(&many, 1).check().is_err());
    }

    #[test]
    fn a_mutation_says_what_it_was_made_of() {
        let arrival = RecordArrival { stop_id: StopId(Uuid::nil()), occurred_at: None };
        for said in [Said::Discarded, Said::Command(FieldCommand::RecordArrival(arrival))] {
            let mutation = Mutation::of(1, Uuid::nil(), Timestamp::UNIX_EPOCH, &said);
            let text = serde_json::to_string(&mutation).expect("it encodes");
            let read: Mutation = serde_json::from_str(&text).expect("it decodes");
            assert_eq!(read.said().expect("it is a kind"), said);
        }
        let unknown = Mutation { kind: "later.1".to_owned(), ..push(&[1], 1).mutations.remove(0) };
        assert!(unknown.said().is_err());
    }

    #[test]
    fn a_digest_does_not_depend_on_the_order_and_tells_versions_apart() {
        let [a, b] = [1, 2].map(Uuid::from_u128);
        assert_eq!(digest([(a, 1), (b, 2)]), digest([(b, 2), (a, 1)]));
        assert_ne!(digest([(a, 1), (b, 2)]), digest([(a, 2), (b, 1)]));
        assert_ne!(digest([(a, 1)]), digest([]));
        // The published test vector: FNV-1a of nothing is the offset basis.
        assert_eq!(digest([]), "cbf29ce484222325");
    }
}
