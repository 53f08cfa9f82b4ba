//! What an error looks like on the wire, and the one table from code to status.

use serde::{Deserialize, Serialize};

use crate::{
    routes::{Misfit, OtherRoute},
    validate::FieldErrors,
};

/// The body of every answer that is not a success.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// A sentence for people, in the language of the request.
    pub error: String,
    pub code: ErrorCode,
    /// Only for `validation`: the finding for each field.
    #[serde(default, skip_serializing_if = "FieldErrors::is_empty")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, crate::validate::FieldCode>")
    )]
    pub fields: FieldErrors,
    /// Only for `illegal_step`: where the record stands and where it may go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed: Option<Vec<String>>,
    /// Only for `overlaps`: the route that has the driver or the vehicle at that time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlaps: Option<OtherRoute>,
    /// Only for `does_not_fit`: what could not be kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misfits: Vec<Misfit>,
    /// Only for `sequence_gap`: the number that should have come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_seq: Option<u64>,
    /// Only for `internal`: what to quote when asking for help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Seconds to wait before asking again, from the header `Retry-After`.
    #[serde(skip)]
    pub retry_after_s: Option<u32>,
}

impl Problem {
    /// A code and its sentence, without anything more.
    pub fn of(code: ErrorCode, error: String) -> Self {
        Self {
            error,
            code,
            fields: FieldErrors::default(),
            from: None,
            allowed: None,
            overlaps: None,
            misfits: Vec::new(),
            expected_seq: None,
            request_id: None,
            retry_after_s: None,
        }
    }
}

macro_rules! error_codes {
    ($($(#[$doc:meta])* $name:ident = $status:literal,)*) => {
        /// Why a request was not fulfilled; stable on the wire.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum ErrorCode { $($(#[$doc])* $name,)* }

        impl ErrorCode {
            /// Every code, for the translations' tests.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The HTTP status that goes with the code.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }
        }
    };
}

error_codes! {
    /// One or more fields; see `fields`.
    Validation = 400,
    /// The body is not JSON, not UTF-8, or not of the right types.
    MalformedBody = 400,
    /// The query string has unknown or unreadable parts.
    MalformedQuery = 400,
    /// An Idempotency-Key, If-Match or similar header is not of its form.
    MalformedHeader = 400,
    /// A link's token is unknown, used or too old.
    TokenInvalid = 400,
    /// No depot: neither in the request nor in the settings.
    DepotMissing = 400,
    /// A viewer is to drive as well.
    ViewersDoNotDrive = 400,
    NotSignedIn = 401,
    /// Somebody took this device off the account.
    DeviceRevoked = 401,
    /// Wrong e-mail or wrong password; which of them is not said.
    WrongCredentials = 401,
    /// The role may not do this.
    Forbidden = 403,
    /// The account was deactivated.
    AccountInactive = 403,
    RegistrationClosed = 403,
    /// The first account wants the code of the link that the server printed.
    SetupCodeInvalid = 403,
    /// The request came from another site.
    CrossSite = 403,
    NotFound = 404,
    /// It is in the trash; whoever deleted it, or an admin, can bring it back.
    Deleted = 404,
    /// A repeated request's record was erased meanwhile, and its answer with it.
    Gone = 404,
    MethodNotAllowed = 405,
    /// The body did not arrive in the time that requests have.
    BodyTooSlow = 408,
    /// A value that must be unique is taken; see `fields`.
    Taken = 409,
    /// The same id was created with other content.
    IdReused = 409,
    /// The step is not in the lifecycle's table.
    IllegalStep = 409,
    LastAdmin = 409,
    /// Somebody without a password is to be an admin.
    PasswordMissing = 409,
    /// One's own account cannot be deactivated or deleted.
    OwnAccount = 409,
    /// Packages or routes of the person are still open.
    HasOpenWork = 409,
    VehicleInactive = 409,
    /// The driver or the vehicle is on another open route at that time; see `overlaps`.
    Overlaps = 409,
    /// A time window, the vehicle's capacity or the driver's hours cannot be kept; see `misfits`.
    DoesNotFit = 409,
    /// The route is of another day; `confirm` starts it all the same.
    OtherDay = 409,
    /// A package is already on an open route, or not in a state to be planned.
    PackageNotPlannable = 409,
    /// The driver has no packages left over from earlier routes.
    NothingUnfinished = 409,
    /// Planned or running routes still count on the vehicle.
    VehicleInUse = 409,
    /// Other records refer to it.
    StillReferenced = 409,
    /// Demo data are for an installation that has nothing of its own yet.
    NotEmpty = 409,
    /// What it belongs to is in the trash as well.
    RestoreFirst = 409,
    /// A route comes back only with the driver and the vehicle that it had.
    DriverOrVehicleGone = 409,
    /// Only a recurring expense can be paid again.
    NotRecurring = 409,
    /// Only a planned or running route can be changed so.
    RouteClosed = 409,
    /// Only a pending package can be deleted.
    PackageNotPending = 409,
    ArrivalRecorded = 409,
    /// No mail server is set, or this is a demo.
    MailNotSetUp = 409,
    /// Something that the request was computed from has changed meanwhile.
    ChangedMeanwhile = 409,
    /// The bytes do not follow those that have come; the answer of a read says how many have.
    UploadGap = 409,
    /// Another phone has used the number for something else: this one needs a new id.
    ClientStateForked = 409,
    /// Numbers are missing before the first one; see `expected_seq`.
    SequenceGap = 409,
    /// The phone is another person's than the session.
    OtherPerson = 409,
    /// The person has too many devices.
    TooManyDevices = 409,
    /// The room that the fleet's files may take is taken.
    FilesFull = 409,
    /// The cursor is of another history, day or role: a snapshot is needed.
    CursorExpired = 410,
    /// `If-Match` names an older version.
    Stale = 412,
    BodyTooLarge = 413,
    NotJson = 415,
    /// A file is none of the kinds that are kept.
    FileNotAllowed = 415,
    /// The part of a file that is asked for is not in it.
    RangeNotSatisfiable = 416,
    /// The Idempotency-Key was used for another request.
    KeyReused = 422,
    /// What came is not the file that was announced.
    FileDiffers = 422,
    TooManyAttempts = 429,
    /// The person has begun too many uploads that are not complete.
    TooManyUploads = 429,
    Internal = 500,
    /// Shutting down, overloaded, or storage is full or failed.
    Unavailable = 503,
}

impl ErrorCode {
    /// The code as it stands on the wire, also the key of its sentence.
    pub fn name(self) -> String {
        crate::text::wire_name(&self)
    }
}
