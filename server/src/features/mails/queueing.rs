//! Who gets a mail, and that it is sent: written in the transaction of what it is about. Where there
//! is no mail server nothing is.

use chrono::TimeDelta;
use furgo_shared::{
    access::Role,
    id::{PackageId, UserId},
    mail::MailState,
    packages::{PackageStatus, StepReason},
};
use uuid::Uuid;

use super::{Addressee, MailRecord, Occasion, settings, store};
use crate::{
    error::Result,
    features::{
        jobs::{self, Task},
        packages::PackageRecord,
        settings::{self as fleet, SettingsRecord},
        users,
        users::{AccountState, UserRecord, record::DEMO_HOST},
    },
    jobs::QUEUE_MAX,
    storage::{Meta, Reads, WriteTx},
};

/// Whoever asks again sooner has a link on its way already: nobody's mail box is to be filled by
/// others.
const ONE_RESET_IN: TimeDelta = TimeDelta::minutes(5);
/// The same after so many in a day.
const ONE_RESET_IN_AFTER_MANY: TimeDelta = TimeDelta::hours(1);
const MANY_RESETS: usize = 3;
const DAY: TimeDelta = TimeDelta::days(1);

/// How far mails to people go before those about packages, of which a fleet may send thousands in a
/// morning: whoever forgot their password is waiting for it. More than any mail waits.
const AHEAD: TimeDelta = TimeDelta::days(7);
/// Warnings that one person gets in a day; more say nothing new, and whoever has the account could
/// fill its owner's box.
const WARNINGS_MAX: usize = 20;

/// Has a mail sent.
pub fn queue<P>(tx: &mut WriteTx<'_, P>, to: Addressee, occasion: Occasion) -> Result<()> {
    if !settings::exist(tx)? || is_demo(tx, to)? {
        return Ok(());
    }
    let mail = tx.put(MailRecord {
        id: tx.new_id().into(),
        to,
        occasion,
        state: MailState::Waiting,
        settled_at: None,
        error: None,
        is_linked: false,
        tried_at: None,
        is_put_aside: false,
        meta: Meta::new(tx.now()),
    })?;
    enqueue(tx, &mail)
}

/// Has it sent when its turn comes.
fn enqueue<P>(tx: &mut WriteTx<'_, P>, mail: &MailRecord) -> Result<()> {
    let due_at = match mail.to {
        Addressee::Person { .. } => tx.steady() - AHEAD,
        Addressee::Recipient { .. } => tx.steady(),
    };
    let has_link = mail.occasion.has_link();
    // The job has the mail's id, so that it goes with it.
    let (id, task) = (Uuid::from(mail.id).into(), Task::SendMail { mail: mail.id, has_link });
    jobs::operations::enqueue_as(tx, id, task, due_at).map(drop)
}

/// Demo data have no addresses where anybody reads.
fn is_demo(tx: &impl Reads, to: Addressee) -> Result<bool> {
    Ok(match to {
        Addressee::Person { user } => {
            // Also of whoever was given a password since, until they have an address of their own.
            tx.find_unseen::<UserRecord>(user)?.is_some_and(|user| user.email.ends_with(DEMO_HOST))
        }
        Addressee::Recipient { package } => {
            tx.find_unseen::<PackageRecord>(package)?.is_some_and(|package| package.meta.demo)
        }
    })
}

/// To somebody who has an account.
pub fn queue_to<P>(tx: &mut WriteTx<'_, P>, user: UserId, occasion: Occasion) -> Result<()> {
    let (to, now) = (Addressee::Person { user }, tx.now());
    if occasion.is_warning() {
        let warnings = store::to(tx, to)?
            .into_iter()
            .filter(|mail| mail.occasion.is_warning() && (now - mail.meta.created_at).abs() < DAY);
        if warnings.count() >= WARNINGS_MAX {
            return Ok(());
        }
    }
    queue(tx, to, occasion)
}

/// Invites somebody by mail, unless that is on its way already.
pub fn invite<P>(tx: &mut WriteTx<'_, P>, user: UserId) -> Result<()> {
    if !settings::exist(tx)? {
        return Ok(());
    }
    let user: UserRecord = tx.require(user)?;
    let to = Addressee::Person { user: user.id };
    let is_under_way = store::to(tx, to)?.iter().any(|mail| {
        // One that was asked for anew is of a later version of the account.
        let is_of_this = mail.meta.created_at >= user.meta.updated_at;
        mail.occasion == Occasion::Invitation && (mail.state == MailState::Waiting || is_of_this)
    });
    if !is_under_way && user.state == AccountState::Invited {
        queue(tx, to, Occasion::Invitation)?;
    }
    Ok(())
}

/// Somebody says that this address forgot its password. What is written says nothing of whether
/// anybody has it, so that the answer takes the same time for everybody: a worker looks.
pub fn forgot<P>(tx: &mut WriteTx<'_, P>, email: &str) -> Result<()> {
    let kind = Task::FindAccount { email: String::new() }.kind();
    if !settings::exist(tx)? || jobs::store::count(tx, kind)? >= QUEUE_MAX {
        return Ok(());
    }
    let email = email.trim().to_lowercase();
    jobs::operations::enqueue(tx, Task::FindAccount { email }).map(drop)
}

/// Sends the link to whoever has this address, if it is an account that may sign in.
pub fn reset<P>(tx: &mut WriteTx<'_, P>, email: &str) -> Result<()> {
    let Some(user) = users::store::find_by_email(tx, email)? else { return Ok(()) };
    let (to, now) = (Addressee::Person { user: user.id }, tx.now());
    let mut resets = store::to(tx, to)?;
    resets.retain(|mail| mail.occasion == Occasion::Reset);
    let younger_than = |mail: &MailRecord, age| (now - mail.meta.created_at).abs() < age;
    let pause = match resets.iter().filter(|mail| younger_than(mail, DAY)).count() {
        ..MANY_RESETS => ONE_RESET_IN,
        MANY_RESETS.. => ONE_RESET_IN_AFTER_MANY,
    };
    let is_under_way =
        resets.iter().any(|mail| mail.state == MailState::Waiting || younger_than(mail, pause));
    if user.is_active() && !is_under_way {
        queue(tx, to, Occasion::Reset)?;
    }
    Ok(())
}

/// Tells the office once a week what is due.
pub fn digest<P>(tx: &mut WriteTx<'_, P>, overdue: u64, due: u64, soon: u64) -> Result<()> {
    if !fleet::store::current(tx)?.settings.mails.weekly_digest || !settings::exist(tx)? {
        return Ok(());
    }
    for role in [Role::Admin, Role::Dispatcher] {
        for user in users::store::active(tx, role)? {
            queue_to(tx, user.id, Occasion::WeeklyDigest { overdue, due, soon })?;
        }
    }
    Ok(())
}

/// Tells a recipient what a package has come to, if they have an address and the fleet wants it.
pub fn tell_recipient<P>(
    tx: &mut WriteTx<'_, P>,
    fleet: &SettingsRecord,
    package: &PackageRecord,
    reason: Option<StepReason>,
) -> Result<()> {
    let status = package.status;
    // Only a package that is new is told of as registered: one that was taken off its driver is not.
    let is_news = status != PackageStatus::Pending || package.steps == 1;
    if package.recipient_email.is_none() || !is_news || !fleet.settings.mails.tells(status) {
        return Ok(());
    }
    queue(tx, Addressee::Recipient { package: package.id }, Occasion::Step { status, reason })
}

/// A step was taken back: what was to tell of it is not needed any more.
pub fn withdraw<P>(
    tx: &mut WriteTx<'_, P>,
    package: PackageId,
    taken_back: PackageStatus,
) -> Result<()> {
    let mut mails = store::to(tx, Addressee::Recipient { package })?;
    mails.retain(|mail| {
        let is_of_it =
            matches!(mail.occasion, Occasion::Step { status, .. } if status == taken_back);
        is_of_it && mail.state == MailState::Waiting
    });
    for mut mail in mails {
        (mail.state, mail.settled_at) = (MailState::Dropped, Some(tx.now()));
        let mail = tx.put(mail)?;
        jobs::operations::finish(tx, Uuid::from(mail.id).into())?;
    }
    Ok(())
}

/// A package has come back: what was put aside waits again, as it was.
pub fn take_up<P>(tx: &mut WriteTx<'_, P>, to: Addressee) -> Result<()> {
    for id in store::ids_to(tx, to)? {
        let mail = tx.find_unseen::<MailRecord>(id)?;
        if let Some(mut mail) = mail.filter(|mail| mail.is_put_aside) {
            mail.is_put_aside = false;
            mail.state = MailState::Waiting;
            mail.settled_at = None;
            let mail = tx.put(mail)?;
            enqueue(tx, &mail)?;
        }
    }
    Ok(())
}

/// Forgets all mails to somebody who is removed, or for a package that is gone for good, and what
/// was to send them.
pub fn forget<P>(tx: &mut WriteTx<'_, P>, to: Addressee) -> Result<()> {
    for id in store::ids_to(tx, to)? {
        if let Some(mail) = tx.find_unseen::<MailRecord>(id)? {
            tx.delete(&mail)?;
            jobs::operations::finish(tx, id.into())?;
        }
    }
    Ok(())
}
