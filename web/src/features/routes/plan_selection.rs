//! Which packages a driver can take, which of them a search finds, and what they weigh together.

use std::collections::BTreeSet;

use chrono::{NaiveDateTime, Timelike};
use furgo_shared::{
    id::{PackageId, UserId},
    packages::{PackageStatus, PackageView},
    settings::parse_hour,
    time::Day,
    units::Kg,
    vehicles::VehicleView,
};

use crate::format;

/// Whether the package can go on a new route of the driver.
///
/// The server decides; this only leaves out what it would surely refuse.
pub fn is_plannable(package: &PackageView, driver: Option<UserId>) -> bool {
    match package.status {
        PackageStatus::Pending | PackageStatus::Undelivered => true,
        PackageStatus::Assigned => {
            package.route_id.is_none() && driver.is_some() && package.assigned_to == driver
        }
        PackageStatus::InTransit | PackageStatus::Delivered | PackageStatus::Failed => false,
    }
}

/// Whether the package is to be there by that day: not what was promised for a later one.
pub fn is_due_by(package: &PackageView, day: Day) -> bool {
    let promised = package.time_window.map(|window| format::day_of(window.from));
    promised.or(package.estimated_delivery).is_none_or(|promised| promised <= day)
}

/// The day that one plans: today until the usual hour of departure (`HH:MM`) is over, then tomorrow.
pub fn next_day(now: NaiveDateTime, departure: &str) -> Day {
    let today = now.date();
    let is_over = parse_hour(departure).is_some_and(|hour| (now.hour(), now.minute()) > hour);
    if is_over { today.succ_opt().unwrap_or(today) } else { today }
}

/// Whether all words of a search stand somewhere in the package, without regard to case.
pub fn matches(package: &PackageView, search: &str) -> bool {
    let address = &package.address;
    let all = [
        &package.recipient_name,
        &package.tracking_code,
        &address.street,
        &address.city,
        &address.postal_code,
    ];
    let text = all.map(|part| part.to_lowercase()).join("\n");
    search.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// In the order in which one wants to see them: the most urgent day first, then by place.
pub fn sort(packages: &mut [&PackageView]) {
    packages.sort_by_cached_key(|package| {
        let day = package.estimated_delivery;
        (
            day.is_none(),
            day,
            package.address.city.to_lowercase(),
            package.address.street.to_lowercase(),
            package.id,
        )
    });
}

/// What is ticked, against what the vehicle takes, or all of them together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Load {
    pub count: u64,
    pub weight: Kg,
    pub weight_max: Option<Kg>,
    pub count_max: Option<u32>,
}

impl Load {
    /// Sums up the ticked packages.
    pub fn of(
        packages: &[&PackageView],
        chosen: &BTreeSet<PackageId>,
        vehicle: Option<&VehicleView>,
    ) -> Self {
        let mut load = Self {
            weight_max: vehicle.and_then(|vehicle| vehicle.capacity_kg),
            count_max: vehicle.and_then(|vehicle| vehicle.capacity_packages),
            ..Self::default()
        };
        for package in packages.iter().filter(|package| chosen.contains(&package.id)) {
            load.count += 1;
            let weight = package.weight_kg.unwrap_or(Kg::ZERO);
            load.weight = load.weight.checked_add(weight).unwrap_or(load.weight);
        }
        load
    }

    /// More than the vehicle takes.
    pub fn is_too_much(&self) -> bool {
        self.weight_max.is_some_and(|max| self.weight > max)
            || self.count_max.is_some_and(|max| self.count > u64::from(max))
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::{packages::Address, packages::StoredPackage};
    use uuid::Uuid;

    use super::*;
    use crate::features::packages::test_package;

    fn package(status: PackageStatus) -> PackageView {
        let address = Address {
            street: "Kale Nagusia 3".to_owned(),
            city: "Tolosa".to_owned(),
            postal_code: "20400".to_owned(),
            ..Address::default()
        };
        PackageView {
            stored: StoredPackage {
                tracking_code: "ABC-1".to_owned(),
                recipient_name: "Miren Etxeberria".to_owned(),
                address,
                weight_kg: Some(Kg::whole(2)),
                ..test_package::package(0, status).stored
            },
            ..test_package::package(0, status)
        }
    }

    #[test]
    fn what_is_under_way_or_finished_is_not_planned() {
        let driver = Some(UserId(Uuid::from_u128(1)));
        let plannable: Vec<PackageStatus> = PackageStatus::ALL
            .into_iter()
            .filter(|status| is_plannable(&package(*status), driver))
            .collect();
        assert_eq!(plannable, [PackageStatus::Pending, PackageStatus::Undelivered]);
    }

    #[test]
    fn a_package_that_waits_for_its_driver_goes_with_nobody_else() {
        let (one, other) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let assigned = PackageView {
            stored: StoredPackage {
                assigned_to: Some(one),
                ..package(PackageStatus::Assigned).stored
            },
            ..package(PackageStatus::Assigned)
        };
        assert!(
            is_plannable(&assigned, Some(one))
                && !is_plannable(&assigned, Some(other))
                && !is_plannable(&assigned, None)
        );
    }

    #[test]
    fn after_the_hour_of_departure_tomorrow_is_planned() {
        for (now, departure, day) in [
            ("2026-11-22T07:59:00", "08:00", "2026-11-22"),
            ("2026-11-22T08:00:59", "08:00", "2026-11-22"),
            ("2026-11-22T08:01:00", "08:00", "2026-11-23"),
            ("2026-12-31T23:59:00", "08:00", "2027-01-01"),
            ("2026-11-22T23:59:00", "", "2026-11-22"),
        ] {
            let now = now.parse().expect("a moment");
            assert_eq!(next_day(now, departure).to_string(), day, "{now} {departure}");
        }
    }

    #[test]
    fn what_is_promised_for_a_later_day_is_not_due() {
        let on = |day: &str| day.parse::<Day>().ok();
        let window = furgo_shared::packages::TimeWindow {
            from: "2026-11-24T09:00:00Z".parse().unwrap_or_default(),
            to: "2026-11-24T12:00:00Z".parse().unwrap_or_default(),
        };
        let pending = package(PackageStatus::Pending);
        let estimated = PackageView {
            stored: StoredPackage {
                estimated_delivery: on("2026-11-23"),
                ..pending.stored.clone()
            },
            ..pending.clone()
        };
        let promised = PackageView {
            stored: StoredPackage { time_window: Some(window), ..estimated.stored.clone() },
            ..estimated.clone()
        };
        let day = on("2026-11-23").expect("a day");
        assert!(is_due_by(&pending, day) && is_due_by(&estimated, day));
        assert!(!is_due_by(&promised, day), "the window says it more precisely");
    }

    #[test]
    fn a_search_finds_words_in_any_order() {
        let package = package(PackageStatus::Pending);
        assert!(
            matches(&package, "TOLOSA miren")
                && matches(&package, "")
                && !matches(&package, "Miren Zarautz")
        );
    }

    #[test]
    fn a_load_is_measured_against_the_vehicle() {
        let package = package(PackageStatus::Pending);
        let load = Load::of(&[&package], &BTreeSet::from([package.id]), None);
        assert_eq!((load.count, load.weight, load.is_too_much()), (1, Kg::whole(2), false));
        assert!(Load { weight_max: Some(Kg::whole(1)), ..load }.is_too_much());
    }
}
