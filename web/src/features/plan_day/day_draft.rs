//! What is chosen for a day that is to be planned, and the request that it makes.

use std::collections::{BTreeMap, BTreeSet};

use furgo_shared::{
    id::{PackageId, UserId},
    packages::PackageView,
    routes::{PlanBalance, PlanDay, PlanDriver},
    settings::parse_hour,
    time::{Day, Timestamp},
    units::Kg,
    validate::{FieldCode, FieldErrors, Validate},
    vehicles::VehicleView,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::crew::{Member, Shift};
use crate::{
    features::routes::{Load, PlanStart, is_due_by},
    format,
};

/// The choices as they stand on the screen. Only what somebody changed is in it: the rest follows
/// from the fleet as it is, so that nothing is lost when that is read again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DayDraft {
    pub date: String,
    pub return_to_depot: bool,
    /// Not everybody who is ticked has to drive.
    pub few_vans: bool,
    /// What was chosen for a driver.
    pub touched: BTreeMap<UserId, Shift>,
    /// Packages that were ticked or not by hand.
    pub ticks: BTreeMap<PackageId, bool>,
    /// Whether the others are ticked that are due.
    pub is_ticked: bool,
}

impl DayDraft {
    /// As a link has it: its packages, or else all that are due by then.
    pub fn begin(start: &PlanStart, proposed: Day) -> Self {
        Self {
            date: start.date.unwrap_or(proposed).to_string(),
            return_to_depot: true,
            few_vans: false,
            touched: BTreeMap::new(),
            ticks: start.package_ids.iter().map(|id| (*id, true)).collect(),
            is_ticked: start.package_ids.is_empty(),
        }
    }

    /// The day, once one is chosen.
    pub fn day(&self) -> Option<Day> {
        self.date.parse().ok()
    }

    /// Those of the packages that are to be planned.
    pub fn chosen(&self, packages: &[PackageView]) -> BTreeSet<PackageId> {
        let day = self.day();
        let is_due = |package: &PackageView| day.is_none_or(|day| is_due_by(package, day));
        let is_chosen = |package: &&PackageView| {
            let by_hand = self.ticks.get(&package.id).copied();
            by_hand.unwrap_or_else(|| self.is_ticked && is_due(package))
        };
        packages.iter().filter(is_chosen).map(|package| package.id).collect()
    }

    /// Ticks exactly these of the packages.
    pub fn choose(&mut self, packages: &[PackageView], chosen: &BTreeSet<PackageId>) {
        let before = self.chosen(packages);
        for package in packages {
            let is_chosen = chosen.contains(&package.id);
            if is_chosen != before.contains(&package.id) {
                self.ticks.insert(package.id, is_chosen);
            }
        }
    }

    /// Whether somebody is to leave at an hour that is over.
    pub fn leaves_too_late(&self, crew: &[Member], now: Timestamp) -> bool {
        let Some(date) = self.day() else { return false };
        let leaves = |member: &Member| {
            let (hour, minute) = parse_hour(&member.shift.start)?;
            format::instant(date, hour, minute)
        };
        crew.iter().filter(|member| member.works()).filter_map(leaves).any(|at| at < now)
    }

    /// The request for a plan with this id. Drivers stand in it in the order of the crew.
    pub fn request(
        &self,
        crew: &[Member],
        package_ids: Vec<PackageId>,
        plan_id: Uuid,
    ) -> Result<PlanDay, FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.require("date", self.day().is_some(), FieldCode::Required);
        let working: Vec<&Member> = crew.iter().filter(|member| member.works()).collect();
        require_vans_once(&working, &mut errors);
        let date = self.day().unwrap_or_default();
        let drivers = working
            .iter()
            .enumerate()
            .map(|(at, member)| driver(member, date, at, &mut errors))
            .collect();
        let request = PlanDay {
            date,
            drivers,
            package_ids,
            depot: None,
            return_to_depot: self.return_to_depot,
            balance: if self.few_vans { PlanBalance::FewVans } else { PlanBalance::Shared },
            commit: false,
            plan_id: Some(plan_id),
        };
        // Without a day the others are looked at all the same.
        request.validate(&mut errors);
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }
}

fn driver(member: &Member, date: Day, at: usize, errors: &mut FieldErrors) -> PlanDriver {
    let mut hour = |name: &str, typed: &str| -> Option<Timestamp> {
        let parsed = parse_hour(typed);
        let field = format!("drivers[{at}].{name}");
        errors.require(&field, typed.is_empty() || parsed.is_some(), FieldCode::Invalid);
        parsed.and_then(|(hour, minute)| format::instant(date, hour, minute))
    };
    let shift = &member.shift;
    PlanDriver {
        driver_id: member.driver.id,
        start: hour("start", &shift.start),
        end: hour("end", &shift.end),
        vehicle: Some(shift.vehicle.clone()).filter(|vehicle| !vehicle.is_empty()),
    }
}

/// One van for one driver.
fn require_vans_once(working: &[&Member], errors: &mut FieldErrors) {
    let mut vans = BTreeSet::new();
    for (at, member) in working.iter().enumerate() {
        let van = &member.shift.vehicle;
        let is_new = van.is_empty() || vans.insert(van);
        errors.require(&format!("drivers[{at}].vehicle"), is_new, FieldCode::Repeated);
    }
}

/// What is chosen, against what all vans take together; without a limit as soon as one has none.
pub fn load(
    packages: &[PackageView],
    chosen: &BTreeSet<PackageId>,
    crew: &[Member],
    vehicles: &[VehicleView],
) -> Load {
    let all: Vec<&PackageView> = packages.iter().collect();
    let vans: Vec<Option<&VehicleView>> = crew
        .iter()
        .filter(|member| member.works())
        .map(|member| vehicles.iter().find(|vehicle| vehicle.alias == member.shift.vehicle))
        .collect();
    let weights = vans.iter().map(|van| van.and_then(|van| van.capacity_kg));
    let counts = vans.iter().map(|van| van.and_then(|van| van.capacity_packages));
    let weight_max: Option<Kg> = weights
        .reduce(|sum, weight| sum.zip(weight).and_then(|(sum, weight)| sum.checked_add(weight)))
        .flatten();
    let count_max: Option<u32> = counts
        .reduce(|sum, count| sum.zip(count).and_then(|(sum, count)| sum.checked_add(count)))
        .flatten();
    Load { weight_max, count_max, ..Load::of(&all, chosen, None) }
}

#[cfg(test)]
mod tests {
    use furgo_shared::{packages::PackageStatus, packages::StoredPackage, vehicles::StoredVehicle};

    use super::{
        super::crew::tests::{driver, van},
        *,
    };
    use crate::features::packages::test_package;

    fn member(number: u128, vehicle: &str, hours: (&str, &str)) -> Member {
        let shift = Shift {
            works: true,
            vehicle: vehicle.to_owned(),
            start: hours.0.to_owned(),
            end: hours.1.to_owned(),
        };
        Member { driver: driver(number), busy: None, shift }
    }

    fn draft() -> DayDraft {
        let start = PlanStart { date: "2026-11-23".parse().ok(), ..PlanStart::default() };
        DayDraft::begin(&start, Day::default())
    }

    fn package_id(number: u128) -> PackageId {
        PackageId(Uuid::from_u128(number))
    }

    #[test]
    fn hours_are_instants_of_the_day_and_may_be_left_out() {
        let crew = [member(1, "a", ("08:30", "")), member(2, "", ("", "14:00"))];
        let request = draft()
            .request(&crew, vec![package_id(1)], Uuid::from_u128(5))
            .expect("everything is filled in");
        let hours: Vec<_> = request
            .drivers
            .iter()
            .map(|driver| [driver.start, driver.end].map(|at| at.map(|at| at.to_rfc3339())))
            .collect();
        assert_eq!(hours[0], [Some("2026-11-23T08:30:00+00:00".to_owned()), None]);
        assert_eq!(hours[1], [None, Some("2026-11-23T14:00:00+00:00".to_owned())]);
        assert_eq!(request.drivers[1].vehicle, None);
        assert_eq!((request.commit, request.plan_id), (false, Some(Uuid::from_u128(5))));
    }

    #[test]
    fn the_work_is_shared_unless_few_vans_are_wanted() {
        let crew = [member(1, "a", ("", "")), member(2, "b", ("", ""))];
        for (few_vans, balance) in [(false, PlanBalance::Shared), (true, PlanBalance::FewVans)] {
            let draft = DayDraft { few_vans, ..draft() };
            let request = draft.request(&crew, vec![package_id(1)], Uuid::nil());
            assert_eq!(request.expect("everything is filled in").balance, balance);
        }
    }

    #[test]
    fn a_plan_needs_a_day_somebody_who_drives_and_packages() {
        let idle = Member { shift: Shift::default(), ..member(1, "a", ("", "")) };
        let draft = DayDraft { date: String::new(), ..draft() };
        let errors =
            draft.request(&[idle], Vec::new(), Uuid::nil()).expect_err("nothing is filled in");
        for field in ["date", "drivers", "package_ids"] {
            assert_eq!(errors.of(field), Some(FieldCode::Required), "{field}");
        }
    }

    #[test]
    fn a_van_for_two_and_an_end_before_its_start_are_said_at_their_fields() {
        let crew = [
            member(1, "a", ("08:00", "14:00")),
            member(2, "b", ("14:00", "20:00")),
            member(3, "a", ("12:00", "11:00")),
        ];
        let errors = draft()
            .request(&crew, vec![package_id(1)], Uuid::nil())
            .expect_err("the third cannot drive so");
        assert_eq!(errors.of("drivers[1].vehicle"), None);
        assert_eq!(errors.of("drivers[2].vehicle"), Some(FieldCode::Repeated));
        assert_eq!(errors.of("drivers[2].end"), Some(FieldCode::OutOfRange));
    }

    #[test]
    fn a_link_chooses_its_packages_and_nothing_else() {
        let start = PlanStart { package_ids: vec![package_id(1)], ..PlanStart::default() };
        let named = DayDraft::begin(&start, Day::default());
        assert!(named.ticks[&package_id(1)] && !named.is_ticked);
        assert!(draft().is_ticked && draft().ticks.is_empty());
    }

    #[test]
    fn what_is_due_is_ticked_and_what_is_promised_for_later_is_not() {
        let due = |number, day: Option<&str>| PackageView {
            stored: StoredPackage {
                id: package_id(number),
                estimated_delivery: day.and_then(|day| day.parse().ok()),
                ..test_package::package(0, PackageStatus::Pending).stored
            },
            ..test_package::package(0, PackageStatus::Pending)
        };
        let packages = [
            due(1, None),
            due(2, Some("2026-11-20")),
            due(3, Some("2026-11-23")),
            due(4, Some("2026-11-24")),
        ];
        let mut draft = draft();
        let chosen = |draft: &DayDraft| draft.chosen(&packages).into_iter().collect::<Vec<_>>();
        assert_eq!(chosen(&draft), [1, 2, 3].map(package_id));
        draft.choose(&packages, &BTreeSet::from([1, 3].map(package_id)));
        assert_eq!(chosen(&draft), [1, 3].map(package_id));
        draft.date = "2026-11-24".to_owned();
        assert_eq!(chosen(&draft), [1, 3, 4].map(package_id), "what was done by hand stays");
    }

    #[test]
    fn a_departure_that_is_over_is_noticed() {
        let crew = [member(1, "a", ("08:30", "")), member(2, "", ("", ""))];
        let now = |text: &str| text.parse::<Timestamp>().unwrap_or_default();
        assert!(!draft().leaves_too_late(&crew, now("2026-11-23T08:30:00Z")));
        assert!(draft().leaves_too_late(&crew, now("2026-11-23T08:31:00Z")));
        assert!(!draft().leaves_too_late(&crew[1..], now("2026-11-23T23:00:00Z")));
        let idle = Member { shift: Shift::default(), ..member(1, "a", ("", "")) };
        assert!(!draft().leaves_too_late(&[idle], now("2026-11-24T08:31:00Z")));
    }

    #[test]
    fn the_vans_take_what_they_take_together() {
        let vans = ["a", "b"].map(|alias| VehicleView {
            stored: StoredVehicle {
                capacity_kg: Some(Kg::whole(600)),
                capacity_packages: (alias == "a").then_some(40),
                ..van(alias, &[]).stored
            },
            ..van(alias, &[])
        });
        let both = [member(1, "a", ("", "")), member(2, "b", ("", ""))];
        let sum = load(&[], &BTreeSet::new(), &both, &vans);
        assert_eq!((sum.weight_max, sum.count_max), (Some(Kg::whole(1200)), None));
        let one_without = [member(1, "a", ("", "")), member(2, "", ("", ""))];
        let sum = load(&[], &BTreeSet::new(), &one_without, &vans);
        assert_eq!(sum.weight_max, None);
    }
}
