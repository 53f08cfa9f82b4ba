//! A phone of the model: the code that real phones run, on a disk of its own, behind a network that
//! loses, doubles, delays and reorders.

use chrono::TimeDelta;
use furgo_phone::{Entry, Meta, NewClient, Next, Phone, State, Write};
use furgo_shared::{
    api,
    field::FieldCommand,
    id::{ClientId, RouteId, StopId},
    problem::Problem,
    sync::{
        DigestView, Ending, EntityKind, MutationResult, PulledView, Push, PushedView, SnapshotView,
    },
    time::Timestamp,
};
use serde::de::DeserializeOwned;
use support::{Client, Reply, TestApp};
use uuid::Uuid;

use super::{disk::Disk, sabotage::Sabotage};
use crate::random_days::Dice;

/// One that somebody carries.
#[derive(Clone)]
pub struct SimPhone {
    pub person: Client,
    pub disk: Disk,
    fresh: Meta,
    /// How far its clock is ahead.
    skew: TimeDelta,
    poked: bool,
    unproven: bool,
    /// Waiting entries, as another store of the browser remembers them.
    pub witness: usize,
    pub sabotage: Sabotage,
}

/// What the network does to one exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Arrives,
    RequestLost,
    AnswerLost,
    Doubled,
    /// The phone is killed before it has written down what the answer says.
    Killed,
}

impl Fate {
    pub fn rolled(dice: &mut Dice) -> Self {
        match dice.below(100) {
            0..20 => Self::RequestLost,
            20..40 => Self::AnswerLost,
            40..50 => Self::Doubled,
            50..55 => Self::Killed,
            _ => Self::Arrives,
        }
    }
}

impl SimPhone {
    pub fn new(person: Client, skew: TimeDelta, sabotage: Sabotage, id: u128) -> Self {
        let fresh = Meta::new(ClientId(Uuid::from_u128(id)), person.id());
        Self {
            person,
            disk: Disk::default(),
            fresh,
            skew,
            poked: true,
            unproven: true,
            witness: 0,
            sabotage,
        }
    }

    /// What its clock shows.
    pub fn now(&self, app: &TestApp) -> Timestamp {
        app.now() + self.skew
    }

    pub fn phone(&self) -> Phone {
        self.disk.phone(&self.fresh)
    }

    fn write(&mut self, change: impl FnOnce(&mut Phone, Vec<Entry>) -> Vec<Write>) {
        let mut phone = self.phone();
        let writes = change(&mut phone, self.disk.journal());
        self.disk.commit(writes);
        self.witness = self.phone().waiting().len();
    }

    /// Somebody enters something. It counts as entered once it is written down.
    pub fn enter(&mut self, id: Uuid, command: FieldCommand, app: &TestApp) {
        let now = self.now(app);
        self.write(|phone, _| phone.append(id, command.dated(now), now));
    }

    /// Somebody throws away what waits.
    pub fn discard(&mut self, id: Uuid) {
        match self.sabotage {
            Sabotage::LeavesAGap => self.write(|_, _| vec![Write::EntryGone(id)]),
            _ => self.write(|phone, _| phone.discard(id)),
        }
    }

    /// The browser makes room, and forgets everything. What waited is lost, and that is known.
    pub fn is_evicted(&mut self, id: u128) -> Vec<Uuid> {
        let lost: Vec<Uuid> = self.phone().waiting().iter().map(|entry| entry.id).collect();
        assert_eq!(lost.len(), self.witness, "the loss is reported");
        self.disk = Disk::default();
        self.fresh.client_id = ClientId(Uuid::from_u128(id));
        (self.poked, self.unproven, self.witness) = (true, true, 0);
        lost
    }

    /// The page is opened anew.
    pub fn is_killed(&mut self) {
        (self.poked, self.unproven) = (true, true);
    }

    /// Whether there is nothing left to say or to ask.
    pub fn is_content(&self, app: &TestApp) -> bool {
        self.phone().next(self.now(app), self.poked, self.unproven) == Next::Nothing
    }

    /// Something may have changed.
    pub fn poke(&mut self) {
        (self.poked, self.unproven) = (true, true);
    }

    /// One exchange with the server. A request that a slow network holds back is given back.
    pub async fn exchange(&mut self, app: &TestApp, fate: Fate) -> Option<Push> {
        let next = self.phone().next(self.now(app), self.poked, self.unproven);
        match next {
            Next::Nothing => {}
            Next::BringBack => match self.sabotage {
                Sabotage::BringsNothingBack => self.write(|phone, _| phone.bring_back(Vec::new())),
                _ => self.write(Phone::bring_back),
            },
            Next::Fork => {
                let id = NewClient(ClientId(Uuid::now_v7()));
                self.write(|phone, _| phone.fork(id));
            }
            Next::Push(push) => return self.push(app, push, fate).await,
            Next::Snapshot(ask) => {
                if let Some(reply) = self.ask(app, fate, &api::SNAPSHOT, &ask).await {
                    self.poked = false;
                    let now = self.now(app);
                    self.take(reply, |phone, view: SnapshotView| phone.snapshot(&view, now));
                    self.unproven = true;
                }
            }
            Next::Pull(ask) => {
                if let Some(reply) = self.ask(app, fate, &api::PULL, &ask).await {
                    self.poked = false;
                    let now = self.now(app);
                    let mut more = false;
                    self.take(reply, |phone, view: PulledView| {
                        more = view.more;
                        phone.pulled(&ask.cursor, &view, now)
                    });
                    self.poked = more;
                    self.unproven = true;
                }
            }
            Next::Digest(ask) => {
                if let Some(reply) = self.ask(app, fate, &api::DIGEST, &ask).await {
                    self.unproven = false;
                    let copy = self.disk.as_copy();
                    self.take(reply, |phone, view: DigestView| {
                        let (agrees, writes) = phone.compared(&view, &copy);
                        assert_ne!(agrees, Some(false), "copy and server differ");
                        writes
                    });
                }
            }
        }
        None
    }

    async fn ask<P: furgo_shared::access::Permission, Q: serde::Serialize, R>(
        &self,
        app: &TestApp,
        fate: Fate,
        endpoint: &furgo_shared::api::Endpoint<P, Q, R>,
        query: &Q,
    ) -> Option<Reply> {
        if fate == Fate::RequestLost {
            return None;
        }
        let reply = self.person.at(app).call(endpoint, [], query).await;
        (fate == Fate::Arrives || fate == Fate::Doubled).then_some(reply)
    }

    fn take<T: DeserializeOwned>(
        &mut self,
        reply: Reply,
        taken: impl FnOnce(&mut Phone, T) -> Vec<Write>,
    ) {
        match reply.status {
            200 => {
                let view = reply.json();
                self.write(|phone, _| taken(phone, view));
            }
            _ => {
                let problem: Problem = reply.json();
                self.write(|phone, _| phone.refused(&problem));
            }
        }
    }

    async fn push(&mut self, app: &TestApp, push: Push, fate: Fate) -> Option<Push> {
        if fate == Fate::RequestLost {
            if self.sabotage == Sabotage::DropsWhatNobodyAnswers {
                let dropped = push.mutations[0].id;
                self.write(|_, _| vec![Write::EntryGone(dropped)]);
            }
            // It may still arrive, behind what is said later.
            return Some(push);
        }
        let now = self.now(app);
        if self.sabotage == Sabotage::AnswersBeforeItCommits && fate == Fate::AnswerLost {
            let lie = lied(&push, now);
            self.write(|phone, _| phone.pushed(&lie, now));
            return None;
        }
        let mut reply = self.person.at(app).call(&api::PUSH, [], &push).await;
        if fate == Fate::Doubled {
            let again = match self.sabotage {
                Sabotage::TakesItTwice => anew(&push),
                _ => push.clone(),
            };
            reply = self.person.at(app).call(&api::PUSH, [], &again).await;
            if self.sabotage == Sabotage::TakesItTwice {
                return None;
            }
        }
        if fate == Fate::Arrives || fate == Fate::Doubled {
            self.take(reply, |phone, view: PushedView| phone.pushed(&view, now));
            self.poke();
        }
        None
    }

    /// A push that was held back arrives late; nobody hears the answer any more.
    pub async fn arrives_late(&self, app: &TestApp, push: &Push) {
        self.person.at(app).call(&api::PUSH, [], push).await;
    }

    /// The stops of a route, as the copy has them.
    pub fn stops_of(&self, route: RouteId) -> Vec<StopId> {
        let copied = self.disk.copy.get(&(EntityKind::Route, route.0));
        let stops = copied.and_then(|entity| entity.data["stops"].as_array());
        let ids = stops.into_iter().flatten().map(|stop| stop["id"].clone());
        ids.map(|id| serde_json::from_value(id).expect("stops have ids")).collect()
    }

    /// Entries by what became of them: taken, and refused.
    pub fn settled(&self) -> (Vec<Uuid>, Vec<Uuid>) {
        let (mut taken, mut refused) = (Vec::new(), Vec::new());
        for entry in self.disk.entries() {
            match &entry.state {
                State::Taken { .. } | State::TooLate { .. } => taken.push(entry.id),
                State::Refused { .. } => refused.push(entry.id),
                State::Waiting => {}
            }
        }
        (taken, refused)
    }
}

/// As if everything had been taken.
fn lied(push: &Push, now: Timestamp) -> PushedView {
    let result = |mutation: &furgo_shared::sync::Mutation| MutationResult {
        seq: mutation.seq,
        id: mutation.id,
        outcome: Ending::Applied,
        first: None,
        server_seq: 0,
        exceptions: Vec::new(),
        problem: None,
        answer: None,
        discarded: false,
    };
    let results: Vec<_> = push.mutations.iter().map(result).collect();
    let last_seq = results.last().map_or(0, |result| result.seq);
    PushedView { server_time: now, epoch: Uuid::nil(), last_seq, results }
}

/// The same work under ids and a count that the server does not know.
fn anew(push: &Push) -> Push {
    let mut push = push.clone();
    push.client_id = ClientId(Uuid::now_v7());
    for mutation in &mut push.mutations {
        mutation.id = Uuid::now_v7();
        if let Some(id) = mutation.args.get_mut("id") {
            *id = Uuid::now_v7().to_string().into();
        }
    }
    push
}
