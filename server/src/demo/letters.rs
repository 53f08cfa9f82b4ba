//! The mails that recipients of the last packages would have had: a demo sends none, and still shows
//! what became of them. One address is wrong, as it happens.

use chrono::TimeDelta;
use furgo_shared::{id::MailId, mail::MailState, packages::PackageStatus};

use crate::{
    app::App,
    auth::{Permit, System},
    error::Result,
    features::{
        logs::{self, LogRecord},
        mails::{Addressee, MailRecord, Occasion},
        packages::{self, PackageRecord},
    },
    storage::{Key, Meta, Reads, WriteTx, engine::Order, outcome::Once},
};

/// Packages that are looked back at.
const PACKAGES: usize = 60;
/// How long the mail server took for each.
const TOOK: TimeDelta = TimeDelta::seconds(4);

/// Writes them down, as if they had been sent.
pub async fn write(app: &App) -> Result<()> {
    let write = |tx: &mut WriteTx<'_, System>| {
        let packages: Vec<PackageRecord> =
            tx.collect(packages::store::BY_CREATION, &Key::new(), Order::Descending, PACKAGES)?;
        for (number, package) in packages.iter().enumerate() {
            for row in logs::store::of_seen_package(tx, package.id)? {
                let is_entry = row.old_status.is_none();
                if !row.corrected && (is_entry || row.new_status != PackageStatus::Pending) {
                    tx.put(mail(tx.new_id().into(), &row, number == 7))?;
                }
            }
        }
        Ok(())
    };
    app.db.write(Permit::<System>::for_job(), Once::by_command("demo"), write).await.map(drop)
}

fn mail(id: MailId, row: &LogRecord, is_refused: bool) -> MailRecord {
    let mut mail = MailRecord {
        id,
        to: Addressee::Recipient { package: row.package_id },
        occasion: Occasion::Step { status: row.new_status, reason: row.reason },
        state: MailState::Waiting,
        settled_at: None,
        error: None,
        is_linked: false,
        tried_at: None,
        is_put_aside: false,
        meta: Meta::new(row.meta.created_at),
    };
    let (state, error) = match is_refused {
        true => (MailState::Refused, Some("550 5.1.1 unknown recipient")),
        false => (MailState::Sent, None),
    };
    mail.settle(state, error, row.meta.created_at + TOOK);
    mail
}
