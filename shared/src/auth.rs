//! Signing in and out, one's own profile, passwords and sessions.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    id::SessionId,
    text::Locale,
    time::Timestamp,
    users::{NAME_CHARS_MAX, PatchUser, UserView},
    validate::{FieldCode, FieldErrors, Validate},
};

/// Shortest password.
pub const PASSWORD_CHARS_MIN: usize = 10;
/// Longest password.
pub const PASSWORD_CHARS_MAX: usize = 128;

/// A password on its way in. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Password(pub String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl Password {
    /// The rules of length for a new password. How easy it is to guess, the server judges.
    fn validate_new(&self, field: &str, errors: &mut FieldErrors) {
        let chars = self.0.chars().count();
        errors.require(field, chars > 0, FieldCode::Required);
        errors.require(field, chars >= PASSWORD_CHARS_MIN, FieldCode::TooShort);
        errors.require(field, chars <= PASSWORD_CHARS_MAX, FieldCode::TooLong);
    }

    /// The rules of a password that is only compared: any old one may be tried, within limits.
    fn validate_given(&self, field: &str, errors: &mut FieldErrors) {
        errors.require(field, !self.0.is_empty(), FieldCode::Required);
        errors.require(field, self.0.len() <= 1024, FieldCode::TooLong);
    }
}

/// Makes an account: the first one of an installation becomes its admin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Register {
    pub name: String,
    pub email: String,
    pub password: Password,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

impl Validate for Register {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.line("name", &self.name, NAME_CHARS_MAX);
        errors.email("email", &self.email);
        self.password.validate_new("password", errors);
    }
}

/// What a sign-in hands out: a browser session (a cookie) or tokens for other clients.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Grant {
    #[default]
    Session,
    Token,
}

/// Signs in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Login {
    pub email: String,
    pub password: Password,
    #[serde(default)]
    pub grant: Grant,
}

impl Validate for Login {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.line("email", &self.email, 254);
        self.password.validate_given("password", errors);
    }
}

/// Who signed in; with the token grant, the access token too.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedInView {
    pub user: UserView,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
    /// Seconds that the access token lives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<u64>,
}

impl fmt::Debug for SignedInView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedInView").field("user", &self.user).finish_non_exhaustive()
    }
}

/// A fresh access token.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TokenView {
    pub access_token: String,
    /// Seconds that the access token lives.
    pub expires_in: u64,
}

impl fmt::Debug for TokenView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenView").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}

/// Changes one's own particulars: the same fields that an admin may correct.
pub type UpdateProfile = PatchUser;

/// Changes one's own password; all other sessions end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdatePassword {
    pub current_password: Password,
    pub new_password: Password,
}

impl Validate for UpdatePassword {
    fn validate(&self, errors: &mut FieldErrors) {
        self.current_password.validate_given("current_password", errors);
        self.new_password.validate_new("new_password", errors);
    }
}

/// One sign-in of the viewer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionView {
    pub id: SessionId,
    /// Browser and system, from the User-Agent, or `API client`.
    pub device: String,
    pub created_at: Timestamp,
    /// To within five minutes.
    pub last_used_at: Timestamp,
    /// The session of this very request.
    pub is_current: bool,
}

/// Asks for a link to choose a new password. The answer never says whether the account exists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ForgotPassword {
    pub email: String,
}

impl Validate for ForgotPassword {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.line("email", &self.email, 254);
    }
}

/// Chooses a password with the token of a link: to activate an account or to reset it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChoosePassword {
    pub token: Password,
    pub password: Password,
}

impl Validate for ChoosePassword {
    fn validate(&self, errors: &mut FieldErrors) {
        self.token.validate_given("token", errors);
        self.password.validate_new("password", errors);
    }
}
