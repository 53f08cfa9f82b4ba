//! Who may do what: one exhaustive match, and a type for every action so that a handler names
//! its permission in its signature.

use serde::{Deserialize, Serialize};

/// What a person is to the fleet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Admin,
    Dispatcher,
    Driver,
    Viewer,
}

impl Role {
    /// Every role, most powerful first.
    pub const ALL: [Self; 4] = [Self::Admin, Self::Dispatcher, Self::Driver, Self::Viewer];

    /// Whether the role allows the action at all. Which records it reaches, visibility decides.
    #[rustfmt::skip] // Read it as a table.
    pub const fn may(self, action: Action) -> bool {
        use Role::{Admin, Dispatcher, Driver, Viewer};
        match action {
            Action::ManageUsers | Action::ManageSettings
            | Action::TakeBackup  => matches!(self, Admin),
            Action::EditVehicles | Action::EditPackages | Action::ListDrivers
            | Action::PlanRoutes | Action::ResolveExceptions
                                  => matches!(self, Admin | Dispatcher),
            Action::StepPackages | Action::DriveRoutes | Action::RecordOnVehicles
            | Action::KeepCopy
            | Action::ReadPackages | Action::UseTrash | Action::ReadExceptions
            | Action::ReadLog     => matches!(self, Admin | Dispatcher | Driver),
            Action::ReadFleet     => matches!(self, Admin | Dispatcher | Driver | Viewer),
        }
    }

    /// Whether somebody of this role drives, and can be given vehicles, packages and routes:
    /// drivers, and of the office whoever drives besides. Viewers only read.
    pub const fn drives(self, also_drives: bool) -> bool {
        match self {
            Self::Driver => true,
            Self::Admin | Self::Dispatcher => also_drives,
            Self::Viewer => false,
        }
    }
}

/// What can be permitted or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    ManageUsers,
    ManageSettings,
    TakeBackup,
    EditVehicles,
    EditPackages,
    /// Names and ids of those who drive, to assign work to them.
    ListDrivers,
    PlanRoutes,
    /// Move a package along its lifecycle; which step, the lifecycle's table says.
    StepPackages,
    /// Start and complete routes, record arrivals.
    DriveRoutes,
    ReadPackages,
    ReadLog,
    /// Enter refuels, maintenance, expenses, readings and logged routes for vehicles one sees.
    RecordOnVehicles,
    /// See what one deleted and bring it back; admins everybody's.
    UseTrash,
    /// See what does not go together with the plans; drivers what they told themselves.
    ReadExceptions,
    /// Decide what becomes of it.
    ResolveExceptions,
    /// Keep a copy of one's day on a phone: whoever drives, which of the office is who also drives.
    KeepCopy,
    /// Vehicles, routes, reports.
    ReadFleet,
}

/// Who may call an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// Whoever is signed in.
    SignedIn,
    /// Roles that may do this.
    Needs(Action),
}

impl Access {
    /// Whether somebody (or `None`: nobody signed in) may call.
    pub const fn allows(self, role: Option<Role>) -> bool {
        match (self, role) {
            (Self::Public, _) | (Self::SignedIn, Some(_)) => true,
            (Self::Needs(action), Some(role)) => role.may(action),
            (Self::SignedIn | Self::Needs(_), None) => false,
        }
    }
}

/// A permission as a type: `Permit<P>` on the server proves that the caller holds it.
pub trait Permission: 'static {
    /// What the endpoint table and the permit check agree on.
    const ACCESS: Access;
    /// Whether requests are let through that do not say which site made them, or say another one.
    /// They act for nobody, and the handler decides what that means.
    const FROM_ANY_SITE: bool = false;
}

macro_rules! permissions {
    ($($name:ident = $access:expr;)*) => {$(
        /// See the access of the same name.
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}
        impl Permission for $name { const ACCESS: Access = $access; }
    )*};
}

/// Anybody may sign out, from anywhere.
#[derive(Clone, Copy, Debug)]
pub enum SignOut {}

impl Permission for SignOut {
    const ACCESS: Access = Access::Public;
    const FROM_ANY_SITE: bool = true;
}

permissions! {
    Public = Access::Public;
    SignedIn = Access::SignedIn;
    ManageUsers = Access::Needs(Action::ManageUsers);
    ManageSettings = Access::Needs(Action::ManageSettings);
    TakeBackup = Access::Needs(Action::TakeBackup);
    EditVehicles = Access::Needs(Action::EditVehicles);
    EditPackages = Access::Needs(Action::EditPackages);
    ListDrivers = Access::Needs(Action::ListDrivers);
    PlanRoutes = Access::Needs(Action::PlanRoutes);
    StepPackages = Access::Needs(Action::StepPackages);
    DriveRoutes = Access::Needs(Action::DriveRoutes);
    ReadPackages = Access::Needs(Action::ReadPackages);
    ReadLog = Access::Needs(Action::ReadLog);
    RecordOnVehicles = Access::Needs(Action::RecordOnVehicles);
    UseTrash = Access::Needs(Action::UseTrash);
    ReadExceptions = Access::Needs(Action::ReadExceptions);
    ResolveExceptions = Access::Needs(Action::ResolveExceptions);
    KeepCopy = Access::Needs(Action::KeepCopy);
    ReadFleet = Access::Needs(Action::ReadFleet);
}
