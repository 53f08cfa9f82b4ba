//! What a mail says, of what is true when it is sent.

use chrono::{DateTime, Utc};
use furgo_shared::{
    packages::{PackageStatus, StepReason},
    text::{Locale, wire_name},
    time::written_day,
};

use super::{Addressee, MailRecord, Occasion};
use crate::{
    auth::Gate,
    error::Result,
    features::{
        auth::{links, record::LinkPurpose},
        packages::PackageRecord,
        settings::{self, SettingsRecord},
        users::UserRecord,
    },
    mail::Letter,
    storage::Reads,
    words::say,
};

/// A mail, ready to be written to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composed {
    pub name: String,
    pub email: String,
    pub letter: Letter,
}

/// The mail as it is to be sent now; `None` when nobody is to get it any more. `origin` is where
/// links lead.
pub fn compose(
    tx: &impl Reads,
    gate: &Gate,
    mail: &MailRecord,
    origin: &str,
) -> Result<Option<Composed>> {
    let fleet = settings::store::current(tx)?;
    match mail.to {
        Addressee::Person { user } => {
            let Some(user) = tx.find_unseen::<UserRecord>(user)? else { return Ok(None) };
            let links = Links { gate, origin };
            let letter = to_person(mail, &user, &fleet, &links);
            Ok(Some(Composed { name: user.name, email: user.email, letter }))
        }
        Addressee::Recipient { package } => {
            let package = tx.find_unseen::<PackageRecord>(package)?;
            let package = package.filter(|package| package.is_tracked(tx.now()));
            Ok(package.and_then(|package| to_recipient(mail, package, &fleet, origin)))
        }
    }
}

/// Makes addresses of pages.
struct Links<'a> {
    gate: &'a Gate,
    origin: &'a str,
}

impl Links<'_> {
    fn with_token(&self, mail: &MailRecord, purpose: LinkPurpose) -> String {
        let token = links::mail_token(self.gate, mail.id);
        format!("{}{}#{token}", self.origin, purpose.screen())
    }
}

fn to_person(
    mail: &MailRecord,
    user: &UserRecord,
    fleet: &SettingsRecord,
    links: &Links<'_>,
) -> Letter {
    let locale = user.locale;
    let name = fleet.settings.fleet_name.as_str();
    let phrase = |key: &str, parts: &[(&str, &str)]| {
        let parts: Vec<_> = [("fleet", name)].into_iter().chain(parts.iter().copied()).collect();
        say(locale, key, &parts)
    };
    let counted =
        |key: &str, count: u64| (count > 0).then(|| phrase(key, &[("count", &count.to_string())]));
    let (key, texts, action) = match &mail.occasion {
        Occasion::Invitation => {
            let action = links.with_token(mail, LinkPurpose::Activate);
            let text = phrase("mail-invitation-text", &[]);
            ("invitation", vec![text], Some((phrase("mail-invitation-action", &[]), action)))
        }
        Occasion::Reset => {
            let action = links.with_token(mail, LinkPurpose::Reset);
            let text = phrase("mail-reset-text", &[]);
            ("reset", vec![text], Some((phrase("mail-reset-action", &[]), action)))
        }
        Occasion::NewDevice { device, at } => {
            let moment = written(locale, fleet, *at);
            let parts = [("device", device.as_str()), ("moment", moment.as_str())];
            let text = phrase("mail-new_device-text", &parts);
            ("new_device", vec![text, phrase("mail-new_device-advice", &[])], None)
        }
        Occasion::PasswordChanged { at } => {
            let moment = written(locale, fleet, *at);
            let text = phrase("mail-password_changed-text", &[("moment", moment.as_str())]);
            ("password_changed", vec![text, phrase("mail-password_changed-advice", &[])], None)
        }
        // Nobody is told of packages by their account.
        Occasion::Step { .. } => ("step", Vec::new(), None),
        Occasion::WeeklyDigest { overdue, due, soon } => {
            let counts = [
                counted("mail-digest-overdue", *overdue),
                counted("mail-digest-due", *due),
                counted("mail-digest-soon", *soon),
            ];
            let action = (phrase("mail-digest-action", &[]), format!("{}/due", links.origin));
            (
                "digest",
                vec![counts.into_iter().flatten().collect::<Vec<_>>().join(" ")],
                Some(action),
            )
        }
    };
    let greeting = phrase("mail-greeting", &[("name", user.name.as_str())]);
    Letter {
        locale,
        subject: phrase(&format!("mail-{key}-subject"), &[]),
        paragraphs: std::iter::once(greeting).chain(texts).collect(),
        action,
        footer: phrase(&format!("mail-{key}-why"), &[]),
    }
}

/// `None` when the address was taken out meanwhile, or when it is not true any more: nobody is to
/// read in the evening that their package is on its way, after they have it.
fn to_recipient(
    mail: &MailRecord,
    package: PackageRecord,
    fleet: &SettingsRecord,
    origin: &str,
) -> Option<Composed> {
    let Occasion::Step { status, reason } = mail.occasion else { return None };
    if package.status != status {
        return None;
    }
    let email = package.recipient_email?;
    let locale = package.locale.unwrap_or(fleet.settings.locale);
    let phrase = |key: &str, parts: &[(&str, &str)]| {
        let fleet = ("fleet", fleet.settings.fleet_name.as_str());
        let parts: Vec<_> = std::iter::once(fleet).chain(parts.iter().copied()).collect();
        say(locale, key, &parts)
    };
    let news = match status == PackageStatus::Pending {
        true => "registered".to_owned(),
        false => wire_name(&status),
    };
    // What somebody noted is for the fleet.
    let reason = reason.filter(|reason| *reason != StepReason::Other).map(|reason| {
        let reason = phrase(&format!("reason-{}", wire_name(&reason)), &[]);
        phrase("mail-step-reason", &[("reason", reason.as_str())])
    });
    let code = phrase("mail-step-code", &[("code", package.tracking_code.as_str())]);
    let greeting = phrase("mail-greeting", &[("name", package.recipient_name.as_str())]);
    let text = phrase(&format!("mail-{news}-text"), &[]);
    let link = format!("{origin}/track/{}", package.tracking_token);
    let letter = Letter {
        locale,
        subject: phrase(&format!("mail-{news}-subject"), &[]),
        paragraphs: [Some(greeting), Some(text), reason, Some(code)]
            .into_iter()
            .flatten()
            .collect(),
        action: Some((phrase("mail-step-action", &[]), link)),
        footer: phrase("mail-step-why", &[]),
    };
    Some(Composed { name: package.recipient_name, email, letter })
}

/// A moment in the fleet's time zone.
fn written(locale: Locale, fleet: &SettingsRecord, at: DateTime<Utc>) -> String {
    let hour = at.with_timezone(&fleet.zone()).format("%H:%M");
    format!("{} {hour}", written_day(locale, fleet.day_of(at)))
}
