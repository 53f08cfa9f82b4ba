//! Jobs: what the program does by itself, now and later, and how that went.

use serde::{Deserialize, Serialize};

use crate::{
    id::JobId,
    page::validate_paging,
    time::Timestamp,
    validate::{FieldErrors, Validate},
    view::Versioned,
};

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// Notices what becomes due, and writes news of it.
    WatchDueWork,
    /// Numbers records for lists and searches.
    BuildCatalogues,
    /// Forgets answers that nobody repeats a request for any more.
    ForgetAnswers,
    /// Forgets old rows of the change log.
    ForgetChanges,
    /// Forgets old news.
    ForgetNotices,
    /// Forgets mails that were sent long ago, and jobs that gave up then.
    ForgetMails,
    /// Deletes for good what has been in the trash long enough.
    EmptyTrash,
    /// Fills an empty installation with demo data.
    FillDemo,
    /// Takes the demo data away.
    RemoveDemo,
    /// Drops files that no record names, or that are older than they are kept.
    SweepFiles,
    /// Lays before the office which files have not come in thirty days.
    AskForFiles,
    /// Forgets devices that were not seen for long, and what came of what they sent.
    ForgetDevices,
    /// Sends a mail without a link.
    SendMail,
    /// Sends a mail with a link, once it is known where links lead.
    SendLink,
    /// Looks for the account of somebody who forgot their password.
    FindAccount,
}

impl JobKind {
    /// Those that come back by themselves, of which there is always one each.
    pub const RECURRING: [Self; 10] = [
        Self::WatchDueWork,
        Self::BuildCatalogues,
        Self::ForgetAnswers,
        Self::ForgetChanges,
        Self::ForgetNotices,
        Self::ForgetMails,
        Self::EmptyTrash,
        Self::SweepFiles,
        Self::AskForFiles,
        Self::ForgetDevices,
    ];

    /// Whether there is always one of it.
    pub fn is_recurring(self) -> bool {
        Self::RECURRING.contains(&self)
    }
}

/// How a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Its worker is at it.
    Running,
    /// Its turn comes, at the latest at `due_at`.
    Waiting,
    /// Somebody said that it is to wait until it is retried.
    Paused,
    /// It failed so often that it is not tried again by itself.
    GaveUp,
}

/// A job as an admin sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JobView {
    pub id: JobId,
    pub kind: JobKind,
    pub state: JobState,
    /// Whether it comes back by itself; else it is gone when it is done.
    pub is_recurring: bool,
    /// When it is tried next; none while it runs, is paused or gave up, or right after the start.
    pub due_at: Option<Timestamp>,
    /// Failures in a row.
    pub attempts: u32,
    /// What went wrong the last time, as long as it has not gone well since.
    pub last_error: Option<String>,
    /// Of a recurring one: when it last ended, well or not, since the server was started.
    pub last_run_at: Option<Timestamp>,
    pub version: u64,
}

impl Versioned for JobView {
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

/// Pages of jobs: the recurring ones first, then those that wait, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListJobs {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<JobKind>,
}

impl Validate for ListJobs {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_paging(self.page, self.limit, errors);
    }
}
