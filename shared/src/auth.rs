//! Signing in and out, one's own profile, passwords and sessions.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    change::Change,
    id::SessionId,
    measures::Units,
    text::Locale,
    time::Timestamp,
    users::{NAME_CHARS_MAX, PatchUser, UserView, validate_name_and_email},
    validate::{FieldCode, FieldErrors, Validate},
    view::Versioned,
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
    /// For the first account: what stands behind `#` in the link that the server prints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setup_code: Option<Password>,
}

impl Validate for Register {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.line("name", &self.name, NAME_CHARS_MAX);
        errors.email("email", &self.email);
        self.password.validate_new("password", errors);
        if let Some(code) = &self.setup_code {
            code.validate_given("setup_code", errors);
        }
    }
}

/// What a sign-in hands out: a browser session (a cookie) or tokens for other clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Grant {
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
    /// A session for browsers and tokens for other clients, unless one of them is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<Grant>,
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

impl Versioned for SignedInView {}

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

impl Versioned for TokenView {}

impl fmt::Debug for TokenView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenView").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}

/// Changes one's own particulars: the fields that an admin may correct.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UpdateProfile {
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub name: Change<String>,
    /// Another address wants `current_password`: whoever has it can ask for a new password.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub email: Change<String>,
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub locale: Change<Locale>,
    /// `null` goes back to the fleet's units.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub units: Change<Option<Units>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_password: Option<Password>,
}

impl UpdateProfile {
    /// What is to be changed.
    pub fn into_patch(self) -> PatchUser {
        PatchUser {
            name: self.name,
            email: self.email,
            locale: self.locale,
            units: self.units,
            also_drives: Change::Keep,
            is_active: Change::Keep,
        }
    }
}

impl Validate for UpdateProfile {
    fn validate(&self, errors: &mut FieldErrors) {
        validate_name_and_email(&self.name, &self.email, errors);
        if let Some(password) = &self.current_password {
            password.validate_given("current_password", errors);
        }
    }
}

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

impl Versioned for SessionView {}

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
    /// Signs in the browser that asks: whoever has just chosen need not type it again.
    #[serde(default, skip_serializing_if = "crate::refuels::is_false")]
    pub sign_in: bool,
}

impl Validate for ChoosePassword {
    fn validate(&self, errors: &mut FieldErrors) {
        self.token.validate_given("token", errors);
        self.password.validate_new("password", errors);
    }
}
