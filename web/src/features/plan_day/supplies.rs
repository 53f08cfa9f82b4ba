//! What a day is planned from.

use std::{collections::BTreeSet, rc::Rc};

use furgo_shared::{
    api,
    id::RouteId,
    packages::{ListPackages, PackageStatus, PackageView},
    page::Page,
    routes::{ListRoutes, PLAN_PACKAGES_MAX, RouteKind, RouteRowView, RouteStatus},
    settings::Settings,
    users::{AskDrivers, DriverView},
    validate::Empty,
    vehicles::{ListVehicles, VehicleView},
};
use yew::prelude::*;

use super::{
    crew::{Fleet, Member},
    day_draft::DayDraft,
};
use crate::{
    api::ApiError,
    features::{
        routes::{Lack, is_plannable, sort_packages},
        users::parted,
    },
    format,
    hooks::{Query, UseQuery, use_every_page, use_query},
};

/// What a day is planned from, as it was read last.
#[derive(Clone, Debug, PartialEq)]
pub struct Supplies {
    pub drivers: Vec<DriverView>,
    /// Invited, and not yet able to work.
    pub awaited: Vec<DriverView>,
    pub vehicles: Vec<VehicleView>,
    pub settings: Settings,
    /// Of the day, and perhaps of the one that was chosen before.
    pub routes: Vec<RouteRowView>,
    /// Those that wait, most urgent first; of those that wait for their driver's route too.
    pub packages: Rc<Vec<PackageView>>,
    /// Routes under way: what could not be delivered on them is theirs until they end.
    pub under_way: BTreeSet<RouteId>,
}

impl Supplies {
    /// Everybody on the day that is chosen.
    pub fn crew(&self, draft: &DayDraft) -> Vec<Member> {
        self.fleet().crew(draft.day(), &draft.touched)
    }

    /// What the crew is made of.
    pub fn fleet(&self) -> Fleet<'_> {
        Fleet {
            drivers: &self.drivers,
            vehicles: &self.vehicles,
            routes: &self.routes,
            departure: &self.settings.departure,
        }
    }

    /// The packages that this crew can take: what is assigned to somebody waits for their route.
    pub fn offered(&self, crew: &[Member]) -> Rc<Vec<PackageView>> {
        let working = || crew.iter().filter(|member| member.works());
        let fits = |package: &&PackageView| {
            !self.is_on_the_road(package)
                && (is_plannable(package, None)
                    || working().any(|member| is_plannable(package, Some(member.driver.id))))
        };
        let offered = self.packages.iter().filter(fits).take(PLAN_PACKAGES_MAX);
        Rc::new(offered.cloned().collect())
    }

    /// Whether the package is still with a driver who may try again.
    pub fn is_on_the_road(&self, package: &PackageView) -> bool {
        package.route_id.is_some_and(|route| self.under_way.contains(&route))
    }

    /// What a plan is impossible without.
    pub fn lack(&self) -> Option<Lack> {
        if self.drivers.is_empty() {
            Some(Lack::Driver)
        } else if self.settings.depot.is_none() {
            Some(Lack::Depot)
        } else {
            self.packages.is_empty().then_some(Lack::Package)
        }
    }
}

fn waiting(page: u32, limit: u32) -> ListPackages {
    let status = vec![PackageStatus::Pending, PackageStatus::Undelivered];
    ListPackages { status, page: Some(page), limit: Some(limit), ..ListPackages::default() }
}

fn assigned(page: u32, limit: u32) -> ListPackages {
    ListPackages { status: vec![PackageStatus::Assigned], ..waiting(page, limit) }
}

/// Everything at once, and the way to ask again.
#[hook]
pub fn use_supplies(date: &str) -> (Query<Supplies>, Callback<()>) {
    let drivers = use_query(&api::LIST_DRIVERS, &[], &AskDrivers::with_invited());
    let settings = use_query(&api::GET_SETTINGS, &[], &Empty {});
    let vehicles = use_query(
        &api::LIST_VEHICLES,
        &[],
        &ListVehicles { is_active: Some(true), limit: Some(100), ..ListVehicles::default() },
    );
    let ((routes, under_way), ask_routes) = use_routes(date);
    let (packages, ask_packages) = use_packages();
    let failed = problem_of(&drivers)
        .or_else(|| problem_of(&settings))
        .or_else(|| problem_of(&vehicles))
        .or_else(|| problem_of(&routes))
        .or_else(|| problem_of(&under_way))
        .or_else(|| problem_of(&packages));
    let read = || {
        let (able, awaited) = parted(&drivers.value()?.items);
        Some(Supplies {
            drivers: able,
            awaited,
            vehicles: vehicles.value()?.items.clone(),
            settings: settings.value()?.settings.clone(),
            routes: routes.value()?.items.clone(),
            packages: value(&packages)?,
            under_way: under_way.value()?.items.iter().map(|route| route.id).collect(),
        })
    };
    let supplies = match (failed, read()) {
        (Some(problem), _) => Query::Failed(problem),
        (None, Some(supplies)) => Query::Ready { value: Rc::new(supplies), age: 0 },
        (None, None) => Query::Loading,
    };
    let again = [
        drivers.refetch.clone(),
        settings.refetch.clone(),
        vehicles.refetch.clone(),
        ask_routes,
        ask_packages,
    ];
    (supplies, Callback::from(move |()| again.iter().for_each(|ask| ask.emit(()))))
}

type Routes = UseQuery<Page<RouteRowView>>;

/// Those of the day, those under way on any day, and the way to ask again.
#[hook]
fn use_routes(date: &str) -> ((Routes, Routes), Callback<()>) {
    let day = Some(date.parse().unwrap_or_else(|_| format::today()));
    let kind = Some(RouteKind::Delivery);
    let most = ListRoutes { kind, limit: Some(100), ..ListRoutes::default() };
    let of_day = ListRoutes { from: day, to: day, ..most.clone() };
    let under_way = ListRoutes { status: Some(RouteStatus::InProgress), ..most };
    let of_day = use_query(&api::LIST_ROUTES, &[], &of_day);
    let under_way = use_query(&api::LIST_ROUTES, &[], &under_way);
    let again = [of_day.refetch.clone(), under_way.refetch.clone()];
    let again = Callback::from(move |()| again.iter().for_each(|ask| ask.emit(())));
    ((of_day, under_way), again)
}

/// All that may be planned, in order, and the way to ask again.
#[hook]
fn use_packages() -> (Query<Vec<PackageView>>, Callback<()>) {
    let (waiting, ask_waiting) = use_every_page(&api::LIST_PACKAGES, waiting);
    let (assigned, ask_assigned) = use_every_page(&api::LIST_PACKAGES, assigned);
    let all = use_memo((waiting, assigned), |(waiting, assigned)| in_order(waiting, assigned));
    let again = [ask_waiting, ask_assigned];
    ((*all).clone(), Callback::from(move |()| again.iter().for_each(|ask| ask.emit(()))))
}

fn problem_of<T>(query: &Query<T>) -> Option<ApiError> {
    match query {
        Query::Failed(problem) => Some(problem.clone()),
        Query::Loading | Query::Ready { .. } => None,
    }
}

fn value<T>(query: &Query<T>) -> Option<Rc<T>> {
    match query {
        Query::Ready { value, .. } => Some(value.clone()),
        Query::Loading | Query::Failed(_) => None,
    }
}

/// Both lists as one. Most that are assigned are on a route already, so nobody waits for theirs.
fn in_order(
    waiting: &Query<Vec<PackageView>>,
    assigned: &Query<Vec<PackageView>>,
) -> Query<Vec<PackageView>> {
    let Query::Ready { value: waiting, age } = waiting else { return waiting.clone() };
    let mut all: Vec<&PackageView> = waiting.iter().collect();
    if let Query::Ready { value: assigned, .. } = assigned {
        all.extend(assigned.iter().filter(|package| package.route_id.is_none()));
    }
    sort_packages(&mut all);
    Query::Ready { value: Rc::new(all.into_iter().cloned().collect()), age: *age }
}

#[cfg(test)]
mod tests {
    use furgo_shared::{id::UserId, packages::StoredPackage};
    use uuid::Uuid;

    use super::{
        super::crew::{Round, Work, tests::driver},
        *,
    };
    use crate::features::packages::test_package::package;

    fn supplies(packages: Vec<PackageView>, under_way: &[RouteId]) -> Supplies {
        Supplies {
            drivers: vec![driver(1), driver(2)],
            awaited: Vec::new(),
            vehicles: Vec::new(),
            settings: Settings {
                fleet_name: "Furgo".to_owned(),
                time_zone: "UTC".to_owned(),
                locale: Default::default(),
                depot: None,
                depot_address: None,
                service_min: 3,
                departure: "08:00".to_owned(),
                currency: Default::default(),
                units: Default::default(),
                registration_open: false,
                undo_minutes: 10,
                offline_until_h: 72,
                mails: Default::default(),
                files: Default::default(),
            },
            routes: Vec::new(),
            packages: Rc::new(packages),
            under_way: under_way.iter().copied().collect(),
        }
    }

    fn member(number: u128, works: bool) -> Member {
        let rounds = works.then(Round::default).into_iter().collect();
        let work = Work { rounds, ..Work::default() };
        Member { driver: driver(number), open: Vec::new(), work }
    }

    fn ids(packages: &[PackageView]) -> Vec<u128> {
        packages.iter().map(|package| package.id.0.as_u128()).collect()
    }

    #[test]
    fn what_was_not_delivered_is_planned_once_its_route_is_over() {
        let (open, over) = (RouteId(Uuid::from_u128(8)), RouteId(Uuid::from_u128(9)));
        let of = |number, route| PackageView {
            stored: StoredPackage {
                route_id: Some(route),
                ..package(number, PackageStatus::Undelivered).stored
            },
            ..package(number, PackageStatus::Undelivered)
        };
        let supplies = supplies(vec![of(1, open), of(2, over)], &[open]);
        assert_eq!(ids(&supplies.offered(&[])), [2]);
        assert!(supplies.is_on_the_road(&supplies.packages[0]));
    }

    #[test]
    fn what_is_assigned_waits_for_its_driver_to_work() {
        let assigned = PackageView {
            stored: StoredPackage {
                assigned_to: Some(UserId(Uuid::from_u128(2))),
                ..package(1, PackageStatus::Assigned).stored
            },
            ..package(1, PackageStatus::Assigned)
        };
        let supplies = supplies(vec![assigned, package(2, PackageStatus::Pending)], &[]);
        assert_eq!(ids(&supplies.offered(&[member(1, true), member(2, false)])), [2]);
        assert_eq!(ids(&supplies.offered(&[member(1, true), member(2, true)])), [1, 2]);
    }

    #[test]
    fn the_first_thing_that_is_missing_is_said() {
        let empty = supplies(Vec::new(), &[]);
        assert_eq!(empty.lack(), Some(Lack::Depot));
        assert_eq!(Supplies { drivers: Vec::new(), ..empty }.lack(), Some(Lack::Driver));
    }
}
