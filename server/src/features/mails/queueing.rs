//! Who gets a mail, and that it is sent: written in the transaction of what it is about. Where there
//! is no mail server nothing is.

use chrono::TimeDelta;
use furgo_shared::{
    access::Role,
    id::UserId,
    mail::MailState,
    packages::{PackageStatus, StepReason},
};

use super::{Addressee, MailRecord, Occasion, settings, store};
use crate::{
    error::Result,
    features::{
        jobs::{self, Task},
        packages::PackageRecord,
        settings::{self as fleet, SettingsRecord},
        users,
        users::{AccountState, UserRecord},
    },
    jobs::QUEUE_MAX,
    storage::{Meta, Reads, WriteTx},
};

/// Whoever asks again sooner has a link on its way already: nobody's mail box is to be filled by
/// others.
const ONE_RESET_IN: TimeDelta = TimeDelta::minutes(5);

/// Has a mail sent.
pub fn queue<P>(tx: &mut WriteTx<'_, P>, to: Addressee, occasion: Occasion) -> Result<()> {
    if !settings::exist(tx)? {
        return Ok(());
    }
    let has_link = occasion.has_link();
    let mail = tx.put(MailRecord {
        id: tx.new_id().into(),
        to,
        occasion,
        state: MailState::Waiting,
        settled_at: None,
        error: None,
        is_linked: false,
        meta: Meta::new(tx.now()),
    })?;
    jobs::operations::enqueue(tx, Task::SendMail { mail: mail.id, has_link }).map(drop)
}

/// To somebody who has an account.
pub fn queue_to<P>(tx: &mut WriteTx<'_, P>, user: UserId, occasion: Occasion) -> Result<()> {
    queue(tx, Addressee::Person { user }, occasion)
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
    let is_under_way = store::to(tx, to)?.iter().any(|mail| {
        let is_waiting = mail.state == MailState::Waiting;
        mail.occasion == Occasion::Reset
            && (is_waiting || (now - mail.meta.created_at).abs() < ONE_RESET_IN)
    });
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

/// Forgets all mails to somebody who is removed, or for a package that is deleted.
pub fn forget<P>(tx: &mut WriteTx<'_, P>, to: Addressee) -> Result<()> {
    for id in store::ids_to(tx, to)? {
        if let Some(mail) = tx.find_unseen::<MailRecord>(id)? {
            tx.delete(&mail)?;
        }
    }
    Ok(())
}
