//! Typed ids: a `PackageId` is never mistaken for a `RouteId`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The key that storage uses.
            pub fn as_u128(self) -> u128 { self.0.as_u128() }
        }

        impl From<Uuid> for $name { fn from(id: Uuid) -> Self { Self(id) } }
        impl From<$name> for Uuid { fn from(id: $name) -> Self { id.0 } }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { Uuid::parse_str(text).map(Self) }
        }
    )*};
}

ids! {
    /// A person who signs in.
    UserId;
    /// A vehicle of the fleet.
    VehicleId;
    /// A parcel to deliver.
    PackageId;
    /// A vehicle's journey on a day.
    RouteId;
    /// A place on a delivery route.
    StopId;
    /// One row of the package log.
    LogId;
    /// Energy put into a vehicle.
    RefuelId;
    /// Work on a vehicle.
    MaintenanceId;
    /// Money spent on a vehicle otherwise.
    ExpenseId;
    /// An odometer reading by itself.
    ReadingId;
    /// A piece of news.
    NoticeId;
    /// Something that the program does by itself.
    JobId;
    /// A mail to one person.
    MailId;
    /// A sign-in on one device.
    SessionId;
    /// A phone or a browser that keeps a copy and a count of what it sent.
    ClientId;
}
