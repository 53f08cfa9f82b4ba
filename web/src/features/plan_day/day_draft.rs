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

use super::crew::{Member, Round, Row, Work};
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
    pub touched: BTreeMap<UserId, Work>,
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
        let leaves = |round: &Round| {
            let (hour, minute) = parse_hour(&round.start)?;
            format::instant(date, hour, minute)
        };
        let mut rounds = crew.iter().flat_map(|member| &member.work.rounds);
        rounds.any(|round| leaves(round).is_some_and(|at| at < now))
    }

    /// The request for a plan with this id. The rows stand in it in the order of the crew.
    pub fn request(
        &self,
        crew: &[Member],
        package_ids: Vec<PackageId>,
        plan_id: Uuid,
    ) -> Result<PlanDay, FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.require("date", self.day().is_some(), FieldCode::Required);
        let date = self.day().unwrap_or_default();
        let rows = crew.iter().flat_map(|member| member.rows().map(move |row| (member, row)));
        let rows: Vec<(&Member, Row<'_>)> = rows.collect();
        let drivers: Vec<PlanDriver> = rows
            .iter()
            .enumerate()
            .map(|(at, (member, row))| driver(member.driver.id, *row, date, at, &mut errors))
            .collect();
        require_apart(&rows, &drivers, &mut errors);
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

fn driver(
    driver_id: UserId,
    row: Row<'_>,
    date: Day,
    at: usize,
    errors: &mut FieldErrors,
) -> PlanDriver {
    let mut hour = |name: &str, typed: &str| -> Option<(u32, u32)> {
        let parsed = parse_hour(typed);
        let field = format!("drivers[{at}].{name}");
        errors.require(&field, typed.is_empty() || parsed.is_some(), FieldCode::Invalid);
        parsed
    };
    match row {
        Row::Onto(route, end) => {
            let end = hour("end", end).and_then(|end| instant_after(date, end, route.depart_at));
            PlanDriver { driver_id, route_id: Some(route.id), vehicle: None, start: None, end }
        }
        Row::Round(_, round) => {
            let start = hour("start", &round.start);
            let start = start.and_then(|(hour, minute)| format::instant(date, hour, minute));
            PlanDriver {
                driver_id,
                route_id: None,
                start,
                end: hour("end", &round.end).and_then(|end| instant_after(date, end, start)),
                vehicle: Some(round.vehicle.clone()).filter(|vehicle| !vehicle.is_empty()),
            }
        }
    }
}

/// An hour of the day, or of the next one if the day's is not after a beginning.
pub fn instant_after(
    date: Day,
    (hour, minute): (u32, u32),
    begins: Option<Timestamp>,
) -> Option<Timestamp> {
    let that_day = format::instant(date, hour, minute)?;
    match begins.is_some_and(|begins| that_day <= begins) {
        true => format::instant(date.succ_opt()?, hour, minute),
        false => Some(that_day),
    }
}

/// Whom and what a row needs, and when.
struct Needs<'r> {
    driver: UserId,
    van: Option<&'r str>,
    /// Without it, from when they are back.
    from: Option<Timestamp>,
    /// Without it, until the day is over.
    to: Option<Timestamp>,
}

impl<'r> Needs<'r> {
    fn of(row: Row<'r>, asked: &'r PlanDriver) -> Self {
        let (driver, van) = (asked.driver_id, asked.vehicle.as_deref());
        match row {
            Row::Onto(route, _) => Self {
                driver,
                van: route.vehicle.as_deref(),
                from: route.depart_at,
                to: asked.end.or(route.ends_at),
            },
            Row::Round(..) => Self { driver, van, from: asked.start, to: asked.end },
        }
    }

    fn is_before(&self, other: &Self) -> bool {
        self.to.zip(other.from).is_some_and(|(to, from)| to <= from)
    }
}

/// One driver and one van for one row at a time, as far as the hours are known here.
fn require_apart(rows: &[(&Member, Row<'_>)], drivers: &[PlanDriver], errors: &mut FieldErrors) {
    let rows = rows.iter().zip(drivers).map(|((_, row), asked)| Needs::of(*row, asked));
    let rows: Vec<Needs<'_>> = rows.collect();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.from.is_some()) {
        let before = rows.iter().take(at);
        for other in before.filter(|other| !row.is_before(other) && !other.is_before(row)) {
            let field = |name: &str| format!("drivers[{at}].{name}");
            let is_same = row.driver == other.driver;
            errors.require(&field("start"), !is_same, FieldCode::Repeated);
            let is_taken = !is_same && row.van.is_some() && row.van == other.van;
            errors.require(&field("vehicle"), !is_taken, FieldCode::Repeated);
        }
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
    let van = |alias: &str| vehicles.iter().find(|vehicle| vehicle.alias == alias);
    // How heavy what a route has on it is, nobody knows here.
    let limits = |row: Row<'_>| match row {
        Row::Onto(route, _) => {
            let van = route.vehicle.as_deref().and_then(van);
            let most = van.and_then(|van| van.capacity_packages);
            (None, most.map(|most| most.saturating_sub(route.stop_count)))
        }
        Row::Round(_, round) => {
            let van = van(&round.vehicle);
            (van.and_then(|van| van.capacity_kg), van.and_then(|van| van.capacity_packages))
        }
    };
    let limits: Vec<_> = crew.iter().flat_map(Member::rows).map(limits).collect();
    let weights = limits.iter().map(|(weight, _)| *weight);
    let counts = limits.iter().map(|(_, count)| *count);
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
    use furgo_shared::{
        packages::{PackageStatus, StoredPackage},
        routes::RouteStatus,
        vehicles::StoredVehicle,
    };

    use super::{
        super::crew::tests::{driver, route, van},
        *,
    };
    use crate::features::packages::test_package;

    fn member(number: u128, vehicle: &str, hours: (&str, &str)) -> Member {
        let work = Work { rounds: vec![round(vehicle, hours)], ..Work::default() };
        Member { driver: driver(number), open: Vec::new(), work }
    }

    fn round(vehicle: &str, (start, end): (&str, &str)) -> Round {
        let [vehicle, start, end] = [vehicle, start, end].map(str::to_owned);
        Round { vehicle, start, end }
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
        let idle = Member { work: Work::default(), ..member(1, "a", ("", "")) };
        let draft = DayDraft { date: String::new(), ..draft() };
        let errors =
            draft.request(&[idle], Vec::new(), Uuid::nil()).expect_err("nothing is filled in");
        for field in ["date", "drivers", "package_ids"] {
            assert_eq!(errors.of(field), Some(FieldCode::Required), "{field}");
        }
    }

    fn refused(crew: &[Member]) -> FieldErrors {
        let request = draft().request(crew, vec![package_id(1)], Uuid::nil());
        request.expect_err("somebody or something is wanted twice")
    }

    #[test]
    fn a_van_may_be_anothers_at_other_hours_only() {
        let mut crew = [
            member(1, "a", ("08:00", "14:00")),
            member(2, "b", ("14:00", "20:00")),
            member(3, "a", ("14:00", "20:00")),
        ];
        assert!(draft().request(&crew, vec![package_id(1)], Uuid::nil()).is_ok());
        crew[2] = member(3, "a", ("13:55", "20:00"));
        assert_eq!(refused(&crew).of("drivers[2].vehicle"), Some(FieldCode::Repeated));
        crew[0] = member(1, "a", ("08:00", ""));
        crew[2] = member(3, "a", ("14:00", "20:00"));
        let errors = refused(&crew);
        assert_eq!(errors.of("drivers[1].vehicle"), None);
        assert_eq!(errors.of("drivers[2].vehicle"), Some(FieldCode::Repeated), "an open end");
    }

    #[test]
    fn what_ends_before_it_begins_ends_on_the_next_day() {
        let crew = [member(1, "a", ("20:00", "02:00"))];
        let request = draft().request(&crew, vec![package_id(1)], Uuid::nil());
        let end = request.expect("a night is a shift").drivers[0].end;
        assert_eq!(end.map(|at| at.to_rfc3339()), Some("2026-11-24T02:00:00+00:00".to_owned()));
    }

    #[test]
    fn a_route_that_takes_more_is_a_row_and_a_round_begins_behind_it() {
        let route = route(1, &van("a", &[]), RouteStatus::Planned);
        let mut busy = member(1, "a", ("12:00", ""));
        busy.open = vec![route.clone()];
        busy.work.onto.insert(route.id, String::new());
        let ask = |busy: &Member| {
            draft().request(std::slice::from_ref(busy), vec![package_id(1)], Uuid::nil())
        };
        let rows = ask(&busy).expect("she is back by then").drivers;
        assert_eq!(
            (rows[0].route_id, rows[0].end, &rows[0].vehicle),
            (Some(route.id), None, &None)
        );
        assert_eq!((rows[1].route_id, rows[1].start.is_some()), (None, true));
        busy.work.onto.insert(route.id, "12:30".to_owned());
        let errors = refused(std::slice::from_ref(&busy));
        assert_eq!(errors.of("drivers[1].start"), Some(FieldCode::Repeated));
        assert_eq!(errors.of("drivers[1].vehicle"), None, "said once is enough");
        busy.work.onto.clear();
        assert!(ask(&busy).is_ok(), "the server knows the routes that are there");
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
        let idle = Member { work: Work::default(), ..member(1, "a", ("", "")) };
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
