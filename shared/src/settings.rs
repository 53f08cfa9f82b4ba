//! The fleet's settings, and what a stranger at the door may know.

use serde::{Deserialize, Serialize};

use crate::{
    access::Role,
    geo::Depot,
    measures::Units,
    money::Currency,
    packages::{PackageStatus, validate_service},
    text::Locale,
    validate::{FieldCode, FieldErrors, Validate},
    view::Versioned,
};

/// The fleet's settings; anyone signed in may read them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingsView {
    #[serde(flatten)]
    pub settings: Settings,
    /// Whether others than its own machine reach the server over plain HTTP, as it was started; told
    /// where it is so, and nowhere to be set.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub insecure_http: bool,
    pub version: u64,
}

impl Versioned for SettingsView {
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

/// What an admin sets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub fleet_name: String,
    /// IANA name; it decides which day an instant belongs to.
    pub time_zone: String,
    /// Language of people who chose none, and of strangers.
    pub locale: Locale,
    pub depot: Option<Depot>,
    /// Where the depot is while its position is not known, which planning routes needs; with a
    /// position the address stands in `depot`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depot_address: Option<String>,
    /// Minutes that a stop takes unless the package says otherwise.
    pub service_min: u32,
    /// Usual hour of departure in the fleet's time zone, `HH:MM`.
    pub departure: String,
    /// ISO 4217, three letters. Amounts that stand already keep their number.
    #[serde(default)]
    pub currency: Currency,
    /// Of people who chose none.
    #[serde(default)]
    pub units: Units,
    /// Whether strangers may register (they become viewers).
    pub registration_open: bool,
    /// Minutes that one's own step of a package can be undone; 0: not at all.
    #[serde(default = "undo_minutes")]
    pub undo_minutes: u32,
    /// For how many hours after its last contact a phone shows its copy; 0: not at all.
    #[serde(default = "offline_until_h")]
    pub offline_until_h: u32,
    /// Which mails are sent, where there is a mail server.
    #[serde(default)]
    pub mails: MailChoices,
    /// What files may take, and how long they are kept.
    #[serde(default)]
    pub files: FileRules,
}

/// Time to notice that it was the wrong button.
pub const UNDO_MINUTES: u32 = 10;

fn undo_minutes() -> u32 {
    UNDO_MINUTES
}

/// A long weekend.
pub const OFFLINE_UNTIL_H: u32 = 72;

fn offline_until_h() -> u32 {
    OFFLINE_UNTIL_H
}

/// What files may take, and how long they are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct FileRules {
    /// What all of them may take together, in millions of bytes.
    pub mb_max: u32,
    /// Days that a file is kept once it is here; as long as its record when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_days: Option<u32>,
}

impl FileRules {
    /// What all files may take together.
    pub fn bytes_max(self) -> u64 {
        u64::from(self.mb_max) * 1_000_000
    }

    fn validate(self, errors: &mut FieldErrors) {
        let is_possible = (10..=1_000_000).contains(&self.mb_max);
        errors.require("files.mb_max", is_possible, FieldCode::OutOfRange);
        // A file may take thirty days to come, and should be seen by somebody then.
        let is_possible = self.kept_days.is_none_or(|days| (60..=36_500).contains(&days));
        errors.require("files.kept_days", is_possible, FieldCode::OutOfRange);
    }
}

impl Default for FileRules {
    /// Room for ten thousand receipts.
    fn default() -> Self {
        Self { mb_max: 2_000, kept_days: None }
    }
}

/// Which mails are sent. Invitations, new passwords and warnings always are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct MailChoices {
    /// To admins and dispatchers on Mondays: what is due.
    pub weekly_digest: bool,
    /// To recipients, as the package is entered.
    pub registered: bool,
    /// … given to a driver.
    pub assigned: bool,
    /// … on its way.
    pub in_transit: bool,
    pub delivered: bool,
    pub undelivered: bool,
    /// … closed undelivered.
    pub failed: bool,
}

impl MailChoices {
    /// Whether recipients are told that a package came to this status.
    pub fn tells(mut self, status: PackageStatus) -> bool {
        *self.told_mut(status)
    }

    /// The same, to be changed.
    pub fn told_mut(&mut self, status: PackageStatus) -> &mut bool {
        match status {
            PackageStatus::Pending => &mut self.registered,
            PackageStatus::Assigned => &mut self.assigned,
            PackageStatus::InTransit => &mut self.in_transit,
            PackageStatus::Delivered => &mut self.delivered,
            PackageStatus::Undelivered => &mut self.undelivered,
            PackageStatus::Failed => &mut self.failed,
        }
    }
}

impl Default for MailChoices {
    fn default() -> Self {
        Self {
            weekly_digest: true,
            registered: true,
            assigned: true,
            in_transit: true,
            delivered: true,
            undelivered: true,
            failed: true,
        }
    }
}

impl Validate for Settings {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.line("fleet_name", &self.fleet_name, 100);
        errors.line("time_zone", &self.time_zone, 60);
        validate_service("service_min", Some(self.service_min), errors);
        errors.require("departure", parse_hour(&self.departure).is_some(), FieldCode::Invalid);
        if let Some(depot) = &self.depot {
            depot.validate("depot", errors);
        }
        errors.optional_line("depot_address", self.depot_address.as_deref(), 200);
        errors.require("undo_minutes", self.undo_minutes <= 120, FieldCode::OutOfRange);
        errors.require("offline_until_h", self.offline_until_h <= 720, FieldCode::OutOfRange);
        self.files.validate(errors);
    }
}

/// Hour and minute of `HH:MM`.
pub fn parse_hour(text: &str) -> Option<(u32, u32)> {
    let (hour, minute) = text.split_once(':')?;
    let part = |part: &str, limit: u32| {
        (part.len() == 2).then(|| part.parse::<u32>().ok()).flatten().filter(|value| *value < limit)
    };
    Some((part(hour, 24)?, part(minute, 60)?))
}

/// What the sign-in screen needs before anyone is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WelcomeView {
    pub fleet_name: String,
    pub version: String,
    pub locale: Locale,
    /// IANA name of the fleet's time zone.
    pub time_zone: String,
    /// No account exists: show the set-up screen.
    pub setup_needed: bool,
    pub registration_open: bool,
    /// Whether whoever forgot their password is sent a link.
    #[serde(default)]
    pub mails_links: bool,
    /// Accounts of a demo installation, to try; empty elsewhere.
    pub demo_accounts: Vec<DemoAccountView>,
}

impl Versioned for WelcomeView {}

/// A public account of a demo installation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DemoAccountView {
    pub name: String,
    pub role: Role,
    pub email: String,
    pub password: String,
}

/// Whether the server works.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HealthView {
    /// The process answers.
    pub live: bool,
    /// Storage takes writes.
    pub ready: bool,
    pub version: String,
    /// Lines of the log that could not be written since the start: its disk may be full.
    #[serde(default)]
    pub log_lines_lost: u64,
}

impl Versioned for HealthView {}

#[cfg(test)]
mod tests {
    use super::parse_hour;

    #[test]
    fn hours_have_two_digits_each() {
        for (text, expected) in [
            ("08:00", Some((8, 0))),
            ("23:59", Some((23, 59))),
            ("24:00", None),
            ("8:00", None),
            ("08:60", None),
            ("", None),
        ] {
            assert_eq!(parse_hour(text), expected, "{text}");
        }
    }
}
