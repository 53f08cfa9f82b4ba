//! A phone as the server sees it: it numbers what it does, pushes it, and keeps a copy up to date.

use std::collections::BTreeMap;

use furgo_shared::{
    api,
    field::FieldCommand,
    id::ClientId,
    packages::StepPackages,
    problem::{ErrorCode, Problem},
    sync::{
        AskDigest, AskSnapshot, DigestView, EntityChange, EntityKind, Mutation, MutationResult, Op,
        Pull, PulledView, Push, PushedView, Said, SnapshotView, digest,
    },
    time::Timestamp,
};
use serde_json::Value;
use support::{Client, Reply, TestApp};
use uuid::Uuid;

/// See the module.
#[derive(Clone, Debug)]
pub struct Phone {
    pub client: Client,
    pub id: ClientId,
    /// The next number.
    pub next: u64,
    pub cursor: String,
    pub as_of: u64,
    /// What it has, with versions.
    pub copy: BTreeMap<(EntityKind, Uuid), (u64, Value)>,
}

impl Phone {
    /// A new one in somebody's hands.
    pub fn of(client: &Client) -> Self {
        Self {
            client: client.clone(),
            id: ClientId(Uuid::now_v7()),
            next: 1,
            cursor: String::new(),
            as_of: 0,
            copy: BTreeMap::new(),
        }
    }

    /// The next mutation, of what is done at a time by its clock.
    pub fn does(&mut self, command: FieldCommand, at: Timestamp) -> Mutation {
        self.says(Said::Command(command), at)
    }

    /// The next mutation.
    pub fn says(&mut self, said: Said, at: Timestamp) -> Mutation {
        self.next += 1;
        Mutation::of(self.next - 1, Uuid::now_v7(), at, &said)
    }

    /// A push of these, sent at a time by its clock.
    pub fn push_at(&self, sent_at: Timestamp, mutations: &[Mutation]) -> Push {
        Push {
            client_id: self.id,
            user_id: None,
            sent_at,
            oldest_seq: 1,
            mutations: mutations.to_vec(),
        }
    }

    /// Pushes these, with a clock that is right.
    pub async fn push(&self, app: &TestApp, mutations: &[Mutation]) -> PushedView {
        self.client.ok(&api::PUSH, [], &self.push_at(app.now(), mutations)).await
    }

    /// Pushes these and expects to be refused.
    pub async fn refused(&self, app: &TestApp, code: ErrorCode, mutations: &[Mutation]) -> Problem {
        let push = self.push_at(app.now(), mutations);
        self.client.refused_as(code, &api::PUSH, [], &push).await
    }

    /// Does one thing now and pushes it.
    pub async fn send(&mut self, app: &TestApp, command: FieldCommand) -> MutationResult {
        let mutation = self.does(command, app.now());
        let mut pushed = self.push(app, &[mutation]).await;
        pushed.results.pop().expect("each mutation has a result")
    }

    /// Fetches the whole copy.
    pub async fn snapshot(&mut self) -> SnapshotView {
        let ask = AskSnapshot { client_id: self.id, user_id: None, heals: false };
        let snapshot = self.client.ok(&api::SNAPSHOT, [], &ask).await;
        self.copy.clear();
        snapshot.entities.iter().for_each(|entity| self.take(entity));
        (self.cursor, self.as_of) = (snapshot.cursor.clone(), snapshot.as_of);
        snapshot
    }

    /// One pull as it is answered.
    pub async fn ask(&self, limit: Option<u32>) -> Reply {
        let pull = Pull { client_id: self.id, user_id: None, cursor: self.cursor.clone(), limit };
        self.client.call(&api::PULL, [], &pull).await
    }

    /// Pulls until there is no more. `None` when the copy has to be fetched anew.
    pub async fn pull(&mut self, limit: Option<u32>) -> Option<Vec<EntityChange>> {
        let mut told = Vec::new();
        loop {
            let reply = self.ask(limit).await;
            if reply.status == 410 {
                assert_eq!(reply.problem(410).code, ErrorCode::CursorExpired);
                return None;
            }
            assert_eq!(reply.status, 200, "{}", reply.text());
            let page: PulledView = reply.json();
            page.changes.iter().for_each(|change| self.take(change));
            (self.cursor, self.as_of) = (page.cursor, page.as_of);
            told.extend(page.changes);
            if !page.more {
                return Some(told);
            }
        }
    }

    fn take(&mut self, change: &EntityChange) {
        let key = (change.t, change.id);
        match (change.op, &change.data) {
            (Op::Put, Some(data)) => {
                let before = self.copy.insert(key, (change.v, data.clone()));
                assert!(before.is_none_or(|(v, _)| v <= change.v), "{key:?} went back");
            }
            (op, data) => {
                assert!(op != Op::Put && data.is_none(), "{change:?}");
                self.copy.remove(&key);
            }
        }
    }

    /// What the server says of it.
    pub async fn digest(&self) -> DigestView {
        self.client.ok(&api::DIGEST, [], &AskDigest { client_id: self.id, user_id: None }).await
    }

    /// What it says of itself.
    pub fn own_digest(&self) -> BTreeMap<EntityKind, String> {
        let mut by_kind: BTreeMap<EntityKind, Vec<_>> = BTreeMap::new();
        for ((kind, id), (v, _)) in &self.copy {
            by_kind.entry(*kind).or_default().push((*id, *v));
        }
        by_kind.into_iter().map(|(kind, entities)| (kind, digest(entities))).collect()
    }

    /// Whether it has one of these.
    pub fn has(&self, kind: EntityKind, id: impl Into<Uuid>) -> bool {
        self.copy.contains_key(&(kind, id.into()))
    }
}

/// What became of packages, as a command.
pub fn stepped(step: StepPackages) -> FieldCommand {
    FieldCommand::StepPackages(step)
}
