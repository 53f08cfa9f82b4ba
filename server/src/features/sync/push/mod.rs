//! Takes what was done on a phone: in the order of its numbers, each command in a transaction of its
//! own with its number and what came of it, so that none is taken twice.
//!
//! A command that is refused is taken as well: it never comes again, and the next one is looked at.
//! What goes wrong on this side takes nothing, and ends the push there.

mod claim;
mod door;
mod order;

use furgo_shared::{
    access::SignedIn,
    exceptions::ExceptionKind,
    field::is_final,
    id::ClientId,
    problem::ErrorCode,
    sync::{Ending, Mutation, MutationResult, Push, PushedView, Said},
    text::Locale,
    time::Timestamp,
};

use self::{claim::PhoneClock, door::Caller, order::Order};
use super::access;
use crate::{
    app::App,
    auth::{Permit, permit_as_driver},
    error::{Error, Result},
    features::{auth::operations::person, door::Claim},
    http::Call,
    storage::{clients, outcome::Once, stamp},
};

/// A push under way.
#[derive(Debug)]
struct Pushing {
    app: App,
    /// On whose behalf.
    permit: Permit<SignedIn>,
    once: Once,
    client: ClientId,
    clock: PhoneClock,
    locale: Locale,
    /// Whoever drove until then does no more.
    drove_until: Option<Timestamp>,
}

/// Takes what it can, and tells what came of each.
pub async fn push(call: Call<SignedIn, Push>) -> Result<PushedView> {
    let Call { app, permit, once, body, locale, request, .. } = call;
    access::require_own(&permit, body.user_id)?;
    let clock = PhoneClock::of(body.sent_at, app.clock.now());
    let drove_until = app.db.read(&permit, |tx| match access::user(tx)? {
        user if user.drives() => Ok(None),
        user => user.drove_until.map(Some).ok_or(Error::Code(ErrorCode::Forbidden)),
    })?;
    let contact = access::contact(&permit, &request, body.client_id, Some(clock.skew_ms()))?;
    access::admit(&app, &permit, &once, contact).await?;
    let permit = if drove_until.is_some() { permit_as_driver(&permit) } else { permit };
    let (app, client) = (App::clone(&app), body.client_id);
    let pushing = Pushing { app, permit, once, client, clock, locale, drove_until };
    let results = pushing.take_all(&body).await?;
    pushing.app.db.read(&pushing.permit, |tx| {
        Ok(PushedView {
            server_time: crate::storage::Reads::now(tx),
            epoch: stamp::standing(tx)?.epoch,
            last_seq: order::last_seq(tx, client)?,
            results,
        })
    })
}

impl Pushing {
    async fn take_all(&self, push: &Push) -> Result<Vec<MutationResult>> {
        let Order { taken, is_resumed } =
            self.app.db.read(&self.permit, |tx| Order::of(tx, push))?;
        let (mut results, known) = (Vec::new(), taken.len());
        for result in taken {
            results.push(self.with_answer(result)?);
        }
        for (place, mutation) in push.mutations.iter().skip(known).enumerate() {
            match self.take(mutation, is_resumed && place == 0).await {
                Ok(result) => results.push(result),
                Err(fault) if results.is_empty() => return Err(fault),
                Err(fault) => {
                    tracing::error!(error = %fault, seq = mutation.seq, "a push ends early");
                    break;
                }
            }
        }
        Ok(results)
    }

    /// Takes one mutation. Only what is no refusal of the command itself is an error.
    async fn take(&self, mutation: &Mutation, is_resumed: bool) -> Result<MutationResult> {
        let mut exceptions = self.clock.exceptions(mutation.occurred_at);
        exceptions.extend(self.drove_until.map(|_| ExceptionKind::AccessEnded));
        exceptions.extend(is_resumed.then_some(ExceptionKind::JournalLost));
        let outcome = match exceptions.is_empty() {
            true => Ending::Applied,
            false => Ending::AppliedWithException,
        };
        let Mutation { seq, id, .. } = *mutation;
        let result = MutationResult {
            seq,
            id,
            outcome,
            first: None,
            server_seq: 0,
            exceptions,
            problem: None,
            answer: None,
            discarded: false,
        };
        match self.carry_out(mutation, result.clone()).await {
            Ok(Came::New) => self.known(mutation),
            Ok(Came::Before) => {
                self.remember(result).await?;
                self.duplicate(mutation)
            }
            // Another push of the same client was faster.
            Err(Error::SequenceGap { expected_seq }) if seq < expected_seq => {
                self.duplicate(mutation)
            }
            Err(error @ Error::SequenceGap { .. }) => Err(error),
            Err(refusal) if is_final(refusal.code().status()) => {
                let problem = refusal.problem(self.locale, "");
                let only = |kind: &ExceptionKind| *kind == ExceptionKind::JournalLost;
                let exceptions = result.exceptions.into_iter().filter(only).collect();
                let (outcome, problem) = (Ending::Rejected, Some(problem));
                self.remember(MutationResult { outcome, problem, exceptions, ..result }).await?;
                self.known(mutation)
            }
            Err(fault) => Err(fault),
        }
    }

    async fn carry_out(&self, mutation: &Mutation, result: MutationResult) -> Result<Came> {
        let command = match mutation.said() {
            Ok(Said::Command(command)) => command,
            Ok(Said::Discarded) => {
                self.remember(MutationResult { discarded: true, ..result }).await?;
                return Ok(Came::New);
            }
            Err(error) => {
                let code = ErrorCode::MalformedBody;
                return Err(Error::Unreadable { code, detail: error.to_string() });
            }
        };
        let happened_at = self.clock.right(mutation.occurred_at);
        if self.drove_until.is_some_and(|until| happened_at >= until) {
            return Err(Error::Code(ErrorCode::Forbidden));
        }
        let at = mutation.occurred_at;
        let caller = Caller {
            app: &self.app,
            permit: &self.permit,
            client: self.client,
            request: self.once.cause.request,
            claim: Claim {
                client: self.client,
                mutation: mutation.id,
                at,
                skew_ms: self.clock.skew_ms(),
            },
            occurred_at: happened_at,
            result,
            fingerprint: door::fingerprint_of(&command),
        };
        let command = self.clock.put_right(command, mutation.occurred_at);
        Ok(if caller.carry_out(command).await? { Came::Before } else { Came::New })
    }

    /// Takes a number without an effect of its own.
    async fn remember(&self, result: MutationResult) -> Result<()> {
        let (permit, once) = (self.permit.branch::<SignedIn>()?, self.once.clone().forgotten());
        let (client, user) = (self.client, person(self.permit.viewer())?.id);
        let write =
            self.app.db.write(permit, once, move |tx| clients::take(tx, client, user, &result));
        match write.await {
            Ok(_) => Ok(()),
            // Another push of the same client was faster.
            Err(Error::SequenceGap { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// What came of a mutation that has just been taken.
    fn known(&self, mutation: &Mutation) -> Result<MutationResult> {
        let known =
            self.app.db.read(&self.permit, |tx| clients::result(tx, self.client, mutation.seq))?;
        let known = known.filter(|known| known.id == mutation.id);
        self.with_answer(known.ok_or(Error::Code(ErrorCode::ClientStateForked))?)
    }

    /// What came of a mutation that had been taken before.
    fn duplicate(&self, mutation: &Mutation) -> Result<MutationResult> {
        let known =
            self.app.db.read(&self.permit, |tx| order::duplicate(tx, self.client, mutation))?;
        self.with_answer(known)
    }

    /// With what the command's own endpoint answered, as long as that is remembered.
    fn with_answer(&self, result: MutationResult) -> Result<MutationResult> {
        let body = self.app.db.remembered(&self.permit, &result.id.to_string())?;
        let answer = body.and_then(|body| serde_json::from_slice(&body).ok());
        Ok(MutationResult { answer, ..result })
    }
}

/// Whether a command was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    New,
    /// The same command had come over HTTP, with its id as the Idempotency-Key.
    Before,
}
