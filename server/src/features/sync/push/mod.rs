//! Takes what was done on a phone: in the order of its numbers, each command in a transaction of its
//! own with its number and what came of it, so that none is taken twice.
//!
//! A command that is refused is taken as well: it never comes again, and the next one is looked at.
//! What goes wrong on this side takes nothing, and ends the push there.

mod claim;
mod door;
mod order;

use chrono::TimeDelta;
use furgo_shared::{
    access::SignedIn,
    exceptions::ExceptionKind,
    field::{FieldCommand, is_final},
    id::ClientId,
    problem::ErrorCode,
    sync::{Ending, JOURNAL_DAYS, Mutation, MutationResult, Push, PushedView, Said},
    text::Locale,
    time::Timestamp,
};

use self::{
    claim::PhoneClock,
    door::{Caller, Found, Told},
    order::Order,
};
use super::access;
use crate::{
    app::App,
    auth::{Permit, permit_as_driver},
    error::{Error, Result},
    features::{auth::operations::person, door::Claim},
    http::Call,
    storage::{Reads, clients, outcome::Once, stamp},
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
    let drove_until = app.db.read(&permit, |tx| drove_until(tx))?;
    let contact = access::contact(&permit, &request, body.client_id, Some(clock.skew_ms()))?;
    access::admit(&app, &permit, &once, contact).await?;
    let permit = if drove_until.is_some() { permit_as_driver(&permit) } else { permit };
    let (app, client) = (App::clone(&app), body.client_id);
    let pushing = Pushing { app, permit, once, client, clock, locale, drove_until };
    let results = pushing.take_all(&body).await?;
    pushing.app.db.read(&pushing.permit, |tx| {
        Ok(PushedView {
            server_time: tx.now(),
            epoch: stamp::standing(tx)?.epoch,
            last_seq: order::last_seq(tx, client)?,
            results,
        })
    })
}

/// Until when somebody drove who does no more; as long as a phone keeps what it has said, they are
/// believed for what was before.
fn drove_until(tx: &impl Reads) -> Result<Option<Timestamp>> {
    let user = access::user(tx)?;
    if user.drives() {
        return Ok(None);
    }
    let since = tx.now() - TimeDelta::days(JOURNAL_DAYS);
    let until = user.drove_until.filter(|until| *until >= since);
    until.map(Some).ok_or(Error::Code(ErrorCode::Forbidden))
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
        let Mutation { seq, id, .. } = *mutation;
        let lost = is_resumed.then_some(ExceptionKind::JournalLost);
        // Of what has no effect only what the number itself says is told.
        let bare = MutationResult {
            seq,
            id,
            outcome: ending(lost.as_slice()),
            first: None,
            server_seq: 0,
            exceptions: lost.into_iter().collect(),
            problem: None,
            answer: None,
            discarded: false,
        };
        let mut command = match mutation.said() {
            Ok(Said::Command(command)) => command,
            Ok(Said::Discarded) => {
                let result = MutationResult { discarded: true, ..bare };
                self.remember(self.found(mutation, mutation.occurred_at), result).await?;
                return self.known(mutation);
            }
            Err(error) => {
                let (code, detail) = (ErrorCode::MalformedBody, error.to_string());
                return self.reject(mutation, bare, &Error::Unreadable { code, detail }).await;
            }
        };
        let claimed = claim::claimed(&mut command, mutation.occurred_at);
        let found = Found { told: Told::of(&command), ..self.found(mutation, claimed) };
        let mut exceptions = self.clock.exceptions(claimed);
        exceptions.extend(self.drove_until.map(|_| ExceptionKind::AccessEnded));
        exceptions.extend(lost);
        let outcome = ending(&exceptions);
        let result = MutationResult { outcome, exceptions, ..bare.clone() };
        match self.carry_out(command, claimed, found, result.clone()).await {
            Ok(Came::New) => self.known(mutation),
            Ok(Came::Before) => {
                self.remember(found, result).await?;
                self.duplicate(mutation)
            }
            // Another push of the same client was faster.
            Err(Error::SequenceGap { expected_seq }) if seq < expected_seq => {
                self.duplicate(mutation)
            }
            Err(error @ Error::SequenceGap { .. }) => Err(error),
            Err(refusal) if is_final(refusal.code().status()) => {
                self.reject(mutation, bare, &refusal).await
            }
            Err(fault) => Err(fault),
        }
    }

    async fn carry_out(
        &self,
        command: FieldCommand,
        claimed: Timestamp,
        found: Found,
        result: MutationResult,
    ) -> Result<Came> {
        if self.drove_until.is_some_and(|until| found.occurred_at >= until) {
            return Err(Error::Code(ErrorCode::Forbidden));
        }
        let caller = Caller {
            app: &self.app,
            permit: &self.permit,
            client: self.client,
            request: self.once.cause.request,
            found,
            result,
            fingerprint: door::fingerprint_of(&command),
        };
        let command = self.clock.put_right(command, claimed);
        Ok(if caller.carry_out(command).await? { Came::Before } else { Came::New })
    }

    /// What a mutation claims, about nothing in particular.
    fn found(&self, mutation: &Mutation, claimed: Timestamp) -> Found {
        Found {
            claim: Claim {
                client: self.client,
                mutation: mutation.id,
                at: claimed,
                skew_ms: self.clock.skew_ms(),
            },
            occurred_at: self.clock.right(claimed),
            has_left: self.drove_until.is_some(),
            told: Told::default(),
        }
    }

    /// Takes the number of a command that is refused.
    async fn reject(
        &self,
        mutation: &Mutation,
        bare: MutationResult,
        refusal: &Error,
    ) -> Result<MutationResult> {
        let problem = Some(refusal.problem(self.locale, ""));
        let found = self.found(mutation, mutation.occurred_at);
        let result = MutationResult { outcome: Ending::Rejected, problem, ..bare };
        self.remember(found, result).await?;
        self.known(mutation)
    }

    /// Takes a number without an effect of its own.
    async fn remember(&self, found: Found, result: MutationResult) -> Result<()> {
        let (permit, once) = (self.permit.branch::<SignedIn>()?, self.once.clone().forgotten());
        let (client, user) = (self.client, person(self.permit.viewer())?.id);
        let seq = result.seq;
        let write = self.app.db.write(permit, once, move |tx| {
            found.lay_before(tx, &result.exceptions)?;
            clients::take(tx, client, user, &result)
        });
        match write.await {
            Ok(_) => Ok(()),
            // Another push of the same client was faster.
            Err(Error::SequenceGap { expected_seq }) if seq < expected_seq => Ok(()),
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

    /// With what the command's own endpoint answered, as long as that is remembered. Whoever drives no
    /// more is told that it was taken, and shown nothing.
    fn with_answer(&self, result: MutationResult) -> Result<MutationResult> {
        if self.drove_until.is_some() {
            return Ok(result);
        }
        let body = self.app.db.remembered(&self.permit, &result.id.to_string())?;
        let answer = body.and_then(|body| serde_json::from_slice(&body).ok());
        Ok(MutationResult { answer, ..result })
    }
}

/// How something ended that was taken.
fn ending(exceptions: &[ExceptionKind]) -> Ending {
    match exceptions.is_empty() {
        true => Ending::Applied,
        false => Ending::AppliedWithException,
    }
}

/// Whether a command was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    New,
    /// The same command had come over HTTP, with its id as the Idempotency-Key.
    Before,
}
