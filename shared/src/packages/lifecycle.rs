//! A package's life: its statuses, every legal step, and the reasons for those that go wrong.

use serde::{Deserialize, Serialize};

use crate::{
    access::Role,
    lifecycle::{Lifecycle, Reason, step},
};

/// Where a package stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PackageStatus {
    Pending,
    Assigned,
    InTransit,
    Delivered,
    Undelivered,
    Failed,
}

impl PackageStatus {
    /// Every status, in the order of a package's life.
    pub const ALL: [Self; 6] = [
        Self::Pending,
        Self::Assigned,
        Self::InTransit,
        Self::Delivered,
        Self::Undelivered,
        Self::Failed,
    ];

    /// Nothing more is to be done.
    pub const fn is_finished(self) -> bool {
        matches!(self, Self::Delivered | Self::Failed)
    }
}

const OFFICE: &[Role] = &[Role::Dispatcher, Role::Admin];
const ALL: &[Role] = &[Role::Driver, Role::Dispatcher, Role::Admin];
const DRIVER: &[Role] = &[Role::Driver];

/// Every legal step in a package's life. A driver's steps are for their own packages only, and
/// only while the route is in progress; whoever of the office drives that route has them too. An admin's corrections go past the table, with a note.
#[rustfmt::skip] // Read it as a table.
pub const PACKAGE_LIFECYCLE: Lifecycle<PackageStatus> = Lifecycle::new(&[
    //   from                        to                          by      reason
    step(PackageStatus::Pending,     PackageStatus::Assigned,    OFFICE, Reason::None),
    step(PackageStatus::Assigned,    PackageStatus::Pending,     OFFICE, Reason::None),
    step(PackageStatus::Assigned,    PackageStatus::InTransit,   ALL,    Reason::None),
    step(PackageStatus::InTransit,   PackageStatus::Delivered,   ALL,    Reason::None),
    step(PackageStatus::InTransit,   PackageStatus::Undelivered, ALL,    Reason::Required),
    step(PackageStatus::InTransit,   PackageStatus::Failed,      ALL,    Reason::Required),
    step(PackageStatus::Undelivered, PackageStatus::InTransit,   DRIVER, Reason::None),
    step(PackageStatus::Undelivered, PackageStatus::Assigned,    OFFICE, Reason::None),
    step(PackageStatus::Pending,     PackageStatus::Failed,      OFFICE, Reason::Required),
    step(PackageStatus::Assigned,    PackageStatus::Failed,      OFFICE, Reason::Required),
    step(PackageStatus::Undelivered, PackageStatus::Failed,      OFFICE, Reason::Required),
]);

/// Why a package could not be delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepReason {
    RecipientAbsent,
    Refused,
    WrongAddress,
    Damaged,
    Lost,
    NoAccess,
    Closed,
    Cancelled,
    /// Needs a note.
    Other,
}

impl StepReason {
    /// Every reason, the most frequent first.
    pub const ALL: [Self; 9] = [
        Self::RecipientAbsent,
        Self::NoAccess,
        Self::WrongAddress,
        Self::Refused,
        Self::Closed,
        Self::Damaged,
        Self::Lost,
        Self::Cancelled,
        Self::Other,
    ];
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_table_is_the_published_one() {
        use PackageStatus::*;
        let legal = |role| {
            let mut steps = Vec::new();
            for from in PackageStatus::ALL {
                steps.extend(PACKAGE_LIFECYCLE.open_to(from, role).map(|to| (from, to)));
            }
            steps
        };
        assert_eq!(legal(Role::Viewer), []);
        assert_eq!(
            legal(Role::Driver),
            [
                (Assigned, InTransit),
                (InTransit, Delivered),
                (InTransit, Undelivered),
                (InTransit, Failed),
                (Undelivered, InTransit)
            ]
        );
        assert_eq!(legal(Role::Admin), legal(Role::Dispatcher));
        assert_eq!(legal(Role::Dispatcher).len(), 10);
    }

    proptest! {
        /// Whatever is tried, in whatever order, by whomever: a finished package stays finished.
        #[test]
        fn no_sequence_of_steps_revives_a_finished_package(
            tries in prop::collection::vec((0..6_usize, 0..4_usize), 0..40),
        ) {
            let mut status = PackageStatus::Pending;
            for (to, role) in tries {
                let next = PACKAGE_LIFECYCLE.step(status, PackageStatus::ALL[to], Role::ALL[role]).map_or(status, |step| step.to);
                prop_assert!(!status.is_finished() || next == status);
                status = next;
            }
        }
    }

    #[test]
    fn exactly_the_finished_statuses_are_terminal() {
        for status in PackageStatus::ALL {
            assert_eq!(PACKAGE_LIFECYCLE.is_terminal(status), status.is_finished());
        }
    }
}
