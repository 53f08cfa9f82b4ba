//! Sends a mail whose turn has come, and writes down what became of it.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use furgo_shared::{
    id::{JobId, MailId},
    jobs::JobKind,
    mail::{MailObstacle, MailState},
    text::wire_name,
};

use super::{
    Addressee, MailRecord, Occasion,
    composing::{self, Composed},
    queueing,
};
use crate::{
    app::App,
    auth::{Gate, Permit, System},
    error::Result,
    features::{
        auth::{links, record::LinkPurpose},
        jobs::{self, JobRecord, Task},
        packages::PackageRecord,
        users::{AccountState, UserRecord},
    },
    jobs::{Errand, Outcome},
    mail::{MailRoute, RefusalKind, Way, post::message},
    storage::{Reads, WriteTx, outcome::Once},
};

/// How soon it is tried again to write down that a mail was sent. Until that is on disk no other is:
/// it would be sent twice.
const AGAIN: Duration = Duration::from_secs(5);

/// After so long whoever forgot their password has given up, or has asked again.
const RESET_LASTS: TimeDelta = TimeDelta::days(1);

/// The kinds of jobs that may run now: mail with a link waits until it is known where links lead,
/// and all of it until there is a server.
pub fn may_run(app: &App) -> Result<Vec<JobKind>> {
    app.db.read(&Permit::<System>::for_job(), |tx| {
        let is_open = matches!(app.post.way(tx, &app.gate)?, Way::Open(_));
        let has_origin = app.post.origin(tx, &app.gate)?.is_some();
        let kinds = [(JobKind::SendMail, is_open), (JobKind::SendLink, is_open && has_origin)];
        Ok(kinds.into_iter().filter(|(_, may)| *may).map(|(kind, _)| kind).collect())
    })
}

/// Does a job of mail.
pub fn run(app: &App, job: JobRecord) -> Errand<'_> {
    Box::pin(async move {
        match job.task {
            Task::SendMail { mail, .. } => send(app, job.id, mail).await,
            Task::FindAccount { ref email } => find_account(app, job.id, email.clone()).await,
            // Another queue's.
            Task::Recurring { .. } | Task::FillDemo | Task::RemoveDemo => Ok(Outcome::Done),
        }
    })
}

async fn find_account(app: &App, job: JobId, email: String) -> Result<Outcome> {
    write(app, move |tx| {
        queueing::reset(tx, &email)?;
        jobs::operations::finish(tx, job)
    })
    .await?;
    Ok(Outcome::Done)
}

async fn send(app: &App, job: JobId, id: MailId) -> Result<Outcome> {
    let gate = Arc::clone(&app.gate);
    write(app, move |tx| prepare(tx, &gate, job, id)).await?;
    let found = app.db.read(&Permit::<System>::for_job(), |tx| {
        let origin = app.post.origin(tx, &app.gate)?;
        let mail = tx.find_unseen::<MailRecord>(id)?;
        if let Some(mail) = &mail
            && is_trashed(tx, mail)?
        {
            return Ok(None);
        }
        let mail = mail.filter(|mail| mail.state != MailState::Dropped);
        let composed = match mail {
            Some(mail) => {
                composing::compose(tx, &app.gate, &mail, origin.as_deref().unwrap_or_default())?
            }
            None => None,
        };
        Ok(Some((composed, app.post.way(tx, &app.gate)?)))
    })?;
    let Some(found) = found else {
        write(app, move |tx| put_aside(tx, job, id)).await?;
        return Ok(Outcome::Done);
    };
    let (composed, route) = match found {
        (_, Way::Blocked(obstacle)) => return Ok(blocked(obstacle)),
        (None, _) => {
            settle(app, job, id, MailState::Dropped).await?;
            return Ok(Outcome::Done);
        }
        (Some(composed), Way::Open(route)) => (composed, route),
    };
    deliver(app, &route, &composed, job, id).await
}

async fn deliver(
    app: &App,
    route: &MailRoute,
    composed: &Composed,
    job: JobId,
    id: MailId,
) -> Result<Outcome> {
    let to = (composed.name.as_str(), composed.email.as_str());
    let sent = match message(route, to, &id.to_string(), &composed.letter, app.clock.now()) {
        Ok(message) => app.post.send(route, message).await,
        Err(error) => return Ok(Outcome::Never(error)),
    };
    match sent {
        Ok(()) => {
            while let Err(error) = settle(app, job, id, MailState::Sent).await {
                tracing::warn!(%error, mail = %id, "a mail was sent, which could not be written down");
                tokio::time::sleep(AGAIN).await;
            }
            Ok(Outcome::Done)
        }
        Err(refusal) => Ok(match refusal.kind {
            RefusalKind::Never => Outcome::Never(refusal.error),
            RefusalKind::NotNow => Outcome::Later(refusal.error),
            RefusalKind::Server => Outcome::Blocked(refusal.error),
        }),
    }
}

fn blocked(obstacle: MailObstacle) -> Outcome {
    Outcome::Blocked(wire_name(&obstacle).replace('_', " "))
}

/// Writes down that a mail is about to leave: where nothing can be written none does, for what was
/// sent could not be written down either.
fn prepare(tx: &mut WriteTx<'_, System>, gate: &Gate, job: JobId, id: MailId) -> Result<()> {
    let Some(mut mail) = tx.find_unseen::<MailRecord>(id)? else { return Ok(()) };
    if is_trashed(tx, &mail)? {
        return put_aside(tx, job, id);
    }
    match mail.occasion {
        Occasion::Invitation => {
            link(tx, gate, &mut mail, LinkPurpose::Activate, AccountState::Invited)?;
        }
        Occasion::Reset => link(tx, gate, &mut mail, LinkPurpose::Reset, AccountState::Active)?,
        Occasion::NewDevice { .. }
        | Occasion::PasswordChanged { .. }
        | Occasion::WeeklyDigest { .. }
        | Occasion::Step { .. } => {}
    }
    mail.tried_at = Some(tx.now());
    tx.put(mail).map(drop)
}

/// Whether its package is in the trash.
fn is_trashed(tx: &impl Reads, mail: &MailRecord) -> Result<bool> {
    Ok(match mail.to {
        Addressee::Person { .. } => false,
        Addressee::Recipient { package } => tx.find_deleted::<PackageRecord>(package)?.is_some(),
    })
}

/// A mail whose package is in the trash is not sent, as long as that does not come back. That brings
/// a job of its own, so this one ends in the same transaction.
fn put_aside(tx: &mut WriteTx<'_, System>, job: JobId, id: MailId) -> Result<()> {
    let Some(mut mail) = tx.find_unseen::<MailRecord>(id)? else { return Ok(()) };
    if mail.state != MailState::Waiting || !is_trashed(tx, &mail)? {
        return Ok(());
    }
    mail.put_aside(tx.now());
    tx.put(mail)?;
    jobs::operations::finish(tx, job)
}

/// Makes the link of a mail that has one, the same at each attempt, and drops the mail when nobody
/// needs it any more: the link was used, it was asked for long ago, or the account is another's
/// business.
fn link(
    tx: &mut WriteTx<'_, System>,
    gate: &Gate,
    mail: &mut MailRecord,
    purpose: LinkPurpose,
    wanted: AccountState,
) -> Result<()> {
    let Addressee::Person { user } = mail.to else { return Ok(()) };
    let user = tx.find_unseen::<UserRecord>(user)?.filter(|user| user.state == wanted);
    let token = links::mail_token(gate, mail.id);
    let is_unused = !mail.is_linked || links::exists(tx, &token)?;
    let is_late = mail.occasion == Occasion::Reset && tx.now() - mail.meta.created_at > RESET_LASTS;
    match user.filter(|_| is_unused && !is_late) {
        Some(user) => {
            links::issue(tx, user.id, purpose, &token)?;
            mail.is_linked = true;
        }
        None => mail.settle(MailState::Dropped, None, tx.now()),
    }
    Ok(())
}

/// Writes down that nothing is to be done about a mail any more.
async fn settle(app: &App, job: JobId, id: MailId, state: MailState) -> Result<()> {
    write(app, move |tx| {
        if let Some(mut mail) = tx.find_unseen::<MailRecord>(id)? {
            mail.settle(state, None, tx.now());
            tx.put_changed(mail)?;
        }
        jobs::operations::finish(tx, job)
    })
    .await
}

/// A job is not tried again by itself: its mail, if it is one, waits no longer. The job stays, for an
/// admin to see.
pub fn gave_up<P>(tx: &mut WriteTx<'_, P>, task: &Task, error: &str) -> Result<()> {
    let Task::SendMail { mail, .. } = *task else { return Ok(()) };
    let Some(mut mail) = tx.find_unseen::<MailRecord>(mail)? else { return Ok(()) };
    mail.settle(MailState::Refused, Some(error), tx.now());
    tx.put_changed(mail).map(drop)
}

/// A job is forgotten: its mail, if it waits for it, is not sent.
pub fn give_up_for_good<P>(tx: &mut WriteTx<'_, P>, task: &Task) -> Result<()> {
    let Task::SendMail { mail, .. } = *task else { return Ok(()) };
    match tx.find_unseen::<MailRecord>(mail)? {
        Some(mut mail) if mail.state == MailState::Waiting => {
            mail.settle(MailState::Dropped, None, tx.now());
            tx.put(mail).map(drop)
        }
        _ => Ok(()),
    }
}

async fn write(
    app: &App,
    write: impl FnOnce(&mut WriteTx<'_, System>) -> Result<()> + Send + 'static,
) -> Result<()> {
    app.db.write(Permit::<System>::for_job(), Once::by_job("send_mail"), write).await.map(drop)
}
