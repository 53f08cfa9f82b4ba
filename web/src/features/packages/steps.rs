//! Which steps the viewer may take from here: the lifecycle's table, in words and buttons.

use furgo_shared::{
    access::Role,
    id::PackageId,
    packages::{PACKAGE_LIFECYCLE, PackageStatus, PackageView},
};
use yew::AttrValue;

use crate::{i18n::text, ui::IconName};

/// The verb of a step.
pub fn verb(to: PackageStatus) -> AttrValue {
    match to {
        PackageStatus::Pending => text("package-step-pending"),
        PackageStatus::Assigned => text("package-step-assigned"),
        PackageStatus::InTransit => text("package-step-in_transit"),
        PackageStatus::Delivered => text("package-step-delivered"),
        PackageStatus::Undelivered => text("package-step-undelivered"),
        PackageStatus::Failed => text("package-step-failed"),
    }
}

/// The icon of a step.
pub const fn icon(to: PackageStatus) -> IconName {
    match to {
        PackageStatus::Pending => IconName::Undo,
        PackageStatus::Assigned => IconName::UserPlus,
        PackageStatus::InTransit => IconName::Truck,
        PackageStatus::Delivered => IconName::PackageCheck,
        PackageStatus::Undelivered => IconName::Alert,
        PackageStatus::Failed => IconName::PackageX,
    }
}

/// What happens then.
pub fn meaning(to: PackageStatus) -> AttrValue {
    match to {
        PackageStatus::Pending => text("package-step-text-pending"),
        PackageStatus::Assigned => text("package-step-text-assigned"),
        PackageStatus::InTransit => text("package-step-text-in_transit"),
        PackageStatus::Delivered => text("package-step-text-delivered"),
        PackageStatus::Undelivered => text("package-step-text-undelivered"),
        PackageStatus::Failed => text("package-step-text-failed"),
    }
}

/// In the order in which one wants to find them: ahead first, then back, then out.
const OFFERED: [PackageStatus; 6] = [
    PackageStatus::Assigned,
    PackageStatus::InTransit,
    PackageStatus::Delivered,
    PackageStatus::Undelivered,
    PackageStatus::Pending,
    PackageStatus::Failed,
];

/// Where the role may take all of these statuses at once, the usual way ahead first.
pub fn open_to_all(statuses: &[PackageStatus], role: Role) -> Vec<PackageStatus> {
    let open = |to: &PackageStatus| {
        statuses.iter().all(|from| PACKAGE_LIFECYCLE.step(*from, *to, role).is_some())
    };
    OFFERED.into_iter().filter(|to| !statuses.is_empty() && open(to)).collect()
}

/// Where an admin can only go with a note, past the table.
pub fn corrections(from: PackageStatus) -> impl Iterator<Item = PackageStatus> {
    PackageStatus::ALL
        .into_iter()
        .filter(move |to| *to != from && PACKAGE_LIFECYCLE.step(from, *to, Role::Admin).is_none())
}

/// Whether a new route can take the package; the server has the last word.
pub fn is_plannable(package: &PackageView) -> bool {
    match package.status {
        PackageStatus::Pending | PackageStatus::Undelivered => true,
        PackageStatus::Assigned => package.route_id.is_none(),
        PackageStatus::InTransit | PackageStatus::Delivered | PackageStatus::Failed => false,
    }
}

/// The query of the planning screen that chooses these packages.
pub fn planning_query(ids: impl Iterator<Item = PackageId>) -> String {
    let pairs: Vec<(&str, PackageId)> = ids.map(|id| ("package_ids", id)).collect();
    // Names and ids always encode.
    serde_html_form::to_string(pairs).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn several_packages_can_only_do_what_each_of_them_can() {
        use PackageStatus::{Assigned, Failed, InTransit, Pending};
        assert_eq!(open_to_all(&[Pending], Role::Dispatcher), [Assigned, Failed]);
        assert_eq!(open_to_all(&[Pending, Assigned], Role::Dispatcher), [Failed]);
        assert_eq!(open_to_all(&[Assigned], Role::Admin), [InTransit, Pending, Failed]);
        assert_eq!(open_to_all(&[Pending, InTransit], Role::Driver), []);
        assert_eq!(open_to_all(&[], Role::Admin), []);
    }

    #[test]
    fn a_correction_is_what_the_table_does_not_have() {
        let from_delivered: Vec<_> = corrections(PackageStatus::Delivered).collect();
        assert_eq!(from_delivered.len(), 5);
        assert!(
            corrections(PackageStatus::Pending)
                .all(|to| to != PackageStatus::Assigned && to != PackageStatus::Failed)
        );
    }

    #[test]
    fn the_planning_screen_reads_the_same_ids() {
        let ids = [PackageId(Uuid::from_u128(1)), PackageId(Uuid::from_u128(2))];
        let query = planning_query(ids.into_iter());
        let read: Vec<(String, PackageId)> =
            serde_html_form::from_str(&query).expect("our own query");
        assert_eq!(read.into_iter().map(|(_, id)| id).collect::<Vec<_>>(), ids);
        assert!(query.starts_with("package_ids="));
    }
}
