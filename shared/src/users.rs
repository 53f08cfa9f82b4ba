//! People: who may sign in, with which role.

use serde::{Deserialize, Serialize};

use crate::{
    access::Role,
    change::Change,
    id::UserId,
    measures::Units,
    page::validate_paging,
    refuels::is_false,
    text::Locale,
    time::Timestamp,
    validate::{FieldErrors, Validate},
    view::Versioned,
};

/// Longest name of a person.
pub const NAME_CHARS_MAX: usize = 200;

/// A person, as an admin or the person sees them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UserView {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// An admin or a dispatcher who drives besides; drivers do so anyway.
    #[serde(default)]
    pub also_drives: bool,
    /// False until the account is activated, and after it was deactivated.
    pub is_active: bool,
    /// False until the account is activated: there is no password yet.
    #[serde(default)]
    pub is_activated: bool,
    pub locale: Locale,
    /// Units of the person's own choice; the fleet's when `null`.
    pub units: Option<Units>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: u64,
}

impl Versioned for UserView {
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

impl UserView {
    /// Can be given vehicles, packages and routes while active.
    pub const fn drives(&self) -> bool {
        self.role.drives(self.also_drives)
    }
}

/// A link with which a person chooses another password.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResetLinkView {
    /// Whole where `public_url` is known, else from the path on.
    pub reset_url: String,
    pub expires_at: Timestamp,
}

impl Versioned for ResetLinkView {}

/// Invites a person; the account sleeps until its activation link is used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateUser {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<UserId>,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// Not for viewers.
    #[serde(default, skip_serializing_if = "is_false")]
    pub also_drives: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

impl Validate for CreateUser {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.line("name", &self.name, NAME_CHARS_MAX);
        errors.email("email", &self.email);
    }
}

/// A new person. The link is there while no mail server is set: hand it over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CreatedUserView {
    #[serde(flatten)]
    pub user: UserView,
    pub activation_url: Option<String>,
}

impl Versioned for CreatedUserView {
    fn version(&self) -> Option<u64> {
        Some(self.user.version)
    }
}

/// Corrects a person's particulars.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PatchUser {
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub name: Change<String>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub email: Change<String>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub locale: Change<Locale>,
    /// `null` goes back to the fleet's units.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub units: Change<Option<Units>>,
    /// Not for viewers. Switched off only while no packages and routes of theirs are open.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub also_drives: Change<bool>,
    /// Deactivates and reactivates, as the endpoints for it do.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub is_active: Change<bool>,
}

impl Validate for PatchUser {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_name_and_email(&self.name, &self.email, errors);
    }
}

pub(crate) fn validate_name_and_email(
    name: &Change<String>,
    email: &Change<String>,
    errors: &mut FieldErrors,
) {
    if let Change::Set(name) = name {
        errors.line("name", name, NAME_CHARS_MAX);
    }
    if let Change::Set(email) = email {
        errors.email("email", email);
    }
}

/// Gives a person another role; their sessions follow at once. Whether they also drive stays as it is
/// unless it is said; viewers never do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SetRole {
    pub role: Role,
    /// Not for viewers. Without it the switch stays as it is; a driver's is off where nobody has
    /// turned it on, and then they stop driving.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also_drives: Option<bool>,
}

impl SetRole {
    /// Only the role.
    pub const fn to(role: Role) -> Self {
        Self { role, also_drives: None }
    }
}

impl Validate for SetRole {
    fn validate(&self, _: &mut FieldErrors) {}
}

/// Removes a person for good; `confirm` repeats their e-mail address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RemoveUser {
    pub confirm: String,
}

impl Validate for RemoveUser {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.line("confirm", &self.confirm, 254);
    }
}

/// Which people to list. Sorts: `name` (default), `created_at`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListUsers {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// Whoever drives: drivers, and of the office whoever drives besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drives: Option<bool>,
    /// Part of a name or an e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
}

impl Validate for ListUsers {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_paging(self.page, self.limit, errors);
        errors.optional_line("q", self.q.as_deref(), 100);
        crate::page::validate_sort(self.sort.as_deref(), USER_SORTS, errors);
    }
}

/// The orders that a list of people has.
pub const USER_SORTS: &[&str] = &["name", "created_at"];

/// Which of those who drive to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AskDrivers {
    /// Those too who were invited and have not activated their account yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited: Option<bool>,
}

impl AskDrivers {
    /// Whoever can be given work, and whoever will be once the account is activated.
    pub const fn with_invited() -> Self {
        Self { invited: Some(true) }
    }
}

impl Validate for AskDrivers {
    fn validate(&self, _: &mut FieldErrors) {}
}

/// Somebody who drives, to choose from when work is assigned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DriverView {
    pub id: UserId,
    pub name: String,
    /// False: was invited and cannot be given work yet.
    #[serde(default = "activated")]
    pub is_activated: bool,
}

/// Servers before this was said listed nobody else.
fn activated() -> bool {
    true
}
