//! Planning a day for several drivers: shown first, then written exactly as it was shown.

use chrono::TimeDelta;
use furgo::{
    auth::Permit,
    features::packages::PackageRecord,
    storage::{Reads as _, outcome::Once},
};
use furgo_shared::{
    api,
    geo::Depot,
    id::UserId,
    packages::{CreatePackage, PackageStatus, PackageView, StepPackages, TimeWindow},
    problem::ErrorCode,
    routes::{
        BasisReason, DayPlanView, ListRoutes, PlanBalance, PlanBasis, PlanDay, PlanDriver,
        PlannedRouteView, RouteView, UnplannedReason,
    },
    time::{Day, Timestamp},
    units::Kg,
    validate::{Empty, FieldCode},
    vehicles::CreateVehicle,
};
use support::{Client, TestApp};
use uuid::Uuid;

use crate::day::{
    fresh, given_depot, given_packages, given_vehicle, hours, ids, log, package, route, step,
    today, vehicle,
};

/// A fleet with a depot, an office and two drivers.
pub struct Fleet {
    pub app: TestApp,
    pub office: Client,
    pub ana: Client,
    pub ben: Client,
    /// The day that is planned.
    pub date: Day,
}

impl Fleet {
    pub async fn new() -> Self {
        let app = TestApp::start().await;
        given_depot(&app).await;
        let office = app.dispatcher("dora").await;
        let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
        Self { date: today(&app) + TimeDelta::days(3), app, office, ana, ben }
    }

    /// The fleet's time of the day that is planned.
    pub fn at(&self, hour: u32, minute: u32) -> Timestamp {
        let settings = furgo::features::settings::SettingsRecord::initial(self.app.now());
        settings.instant_of(self.date.and_hms_opt(hour, minute, 0).unwrap())
    }

    /// Both drivers for these packages.
    pub fn day(&self, packages: &[PackageView]) -> PlanDay {
        plan(self.date, vec![driver(self.ana.id()), driver(self.ben.id())], packages)
    }

    pub async fn shown(&self, request: &PlanDay) -> DayPlanView {
        self.office.ok(&api::PLAN_DAY, [], request).await
    }

    pub async fn refused(&self, code: ErrorCode, request: &PlanDay) -> Vec<(String, FieldCode)> {
        let problem = self.office.refused_as(code, &api::PLAN_DAY, [], request).await;
        problem.fields.iter().map(|(field, code)| (field.to_owned(), code)).collect()
    }

    pub async fn route_count(&self) -> u64 {
        self.office.ok(&api::LIST_ROUTES, [], &ListRoutes::default()).await.total
    }

    pub async fn route(&self, id: impl ToString) -> RouteView {
        self.office.ok(&api::GET_ROUTE, [&id.to_string()], &Empty {}).await
    }

    pub async fn package(&self, request: &CreatePackage) -> PackageView {
        self.office.ok(&api::CREATE_PACKAGE, [], request).await
    }

    pub async fn van(&self, request: &CreateVehicle) {
        self.office.ok(&api::CREATE_VEHICLE, [], request).await;
    }
}

/// A plan of these drivers and packages, to be asked for.
pub fn plan(date: Day, drivers: Vec<PlanDriver>, packages: &[PackageView]) -> PlanDay {
    PlanDay {
        date,
        drivers,
        package_ids: ids(packages),
        depot: None,
        return_to_depot: true,
        balance: PlanBalance::default(),
        commit: false,
        plan_id: None,
    }
}

/// Somebody at the usual hours without a vehicle.
pub fn driver(driver_id: UserId) -> PlanDriver {
    PlanDriver { driver_id, route_id: None, vehicle: None, start: None, end: None }
}

/// Somebody at the usual hours with a vehicle.
pub fn with_van(driver_id: UserId, alias: &str) -> PlanDriver {
    PlanDriver { vehicle: Some(alias.to_owned()), ..driver(driver_id) }
}

/// The plan that was shown, to be written.
pub fn commit(request: &PlanDay, shown: &DayPlanView) -> PlanDay {
    PlanDay { commit: true, plan_id: Some(shown.plan_id), ..request.clone() }
}

/// Why each package is left out, in their order.
pub fn reasons(view: &DayPlanView, packages: &[PackageView]) -> Vec<Option<UnplannedReason>> {
    let of = |package: &PackageView| {
        view.unplanned.iter().find(|left| left.package_id == package.id).map(|left| left.reason)
    };
    packages.iter().map(of).collect()
}

#[actix_web::test]
async fn a_plan_is_shown_and_then_written_as_it_was_shown() {
    let fleet = Fleet::new().await;
    let small = CreateVehicle { capacity_packages: Some(8), ..vehicle("small") };
    fleet.van(&small).await;
    given_vehicle(&fleet.office, "Van").await;
    let packages = given_packages(&fleet.office, 14).await;
    let drivers = vec![with_van(fleet.ana.id(), "small"), with_van(fleet.ben.id(), "van")];
    let plan_id = Uuid::now_v7();
    let request = PlanDay { plan_id: Some(plan_id), ..plan(fleet.date, drivers, &packages) };
    let shown = fleet.shown(&request).await;
    assert_eq!((shown.plan_id, shown.date, shown.committed), (plan_id, fleet.date, false));
    assert_eq!(
        (shown.basis, shown.basis_reason),
        (PlanBasis::StraightLine, Some(BasisReason::NoRoads))
    );
    assert_eq!(shown.unplanned, []);
    assert_eq!(shown.routes.iter().map(|route| route.stops.len()).sum::<usize>(), 14);
    assert!(shown.routes.iter().all(|route| route.route_id.is_none()));
    assert_eq!(fleet.route_count().await, 0, "a dry run writes nothing");
    assert_eq!(log(&fleet.office, packages[0].id).await.len(), 1, "and logs nothing");
    assert_eq!(fresh(&fleet.office, packages[0].id).await, packages[0]);

    let written = fleet.shown(&commit(&request, &shown)).await;
    assert!(written.committed);
    assert_eq!(fleet.route_count().await, u64::try_from(shown.routes.len()).unwrap());
    for (written, shown) in written.routes.iter().zip(&shown.routes) {
        let route = fleet.route(written.route_id.unwrap()).await;
        let order: Vec<_> =
            route.stops.iter().map(|stop| (stop.package_id, stop.estimated_arrival)).collect();
        let promised: Vec<_> =
            shown.stops.iter().map(|stop| (stop.package_id, stop.estimated_arrival)).collect();
        assert_eq!(order, promised);
        assert_eq!(route.depart_at, Some(shown.depart_at));
        assert_eq!((route.driver_id, &route.vehicle), (Some(shown.driver_id), &shown.vehicle));
        assert_eq!(route.planned.distance_km, shown.distance_km);
        assert_eq!(route.planned.duration_min, shown.duration_min);
        for stop in &shown.stops {
            let package = fresh(&fleet.office, stop.package_id).await;
            assert_eq!(
                (package.status, package.assigned_to),
                (PackageStatus::Assigned, Some(shown.driver_id))
            );
            assert_eq!(package.route_id, Some(route.id));
            assert_eq!(log(&fleet.office, stop.package_id).await.len(), 2);
        }
    }
    // Written once: it is not remembered any more.
    fleet.refused(ErrorCode::ChangedMeanwhile, &commit(&request, &shown)).await;
}

#[actix_web::test]
async fn without_a_plan_it_is_planned_and_written_at_once_and_only_once() {
    let fleet = Fleet::new().await;
    let packages = given_packages(&fleet.office, 6).await;
    let balance = PlanBalance::FewVans;
    let request = PlanDay { commit: true, balance, ..fleet.day(&packages) };
    let keyed = fleet.office.with("idempotency-key", "day-1");
    let first = keyed.call(&api::PLAN_DAY, [], &request).await;
    let again = keyed.call(&api::PLAN_DAY, [], &request).await;
    assert_eq!((first.status, &first.bytes), (200, &again.bytes), "{}", first.text());
    assert_eq!(again.header("idempotency-replayed"), "true");
    let written: DayPlanView = first.json();
    assert!(written.committed && written.unplanned.is_empty());
    // One van is enough, and the other one stays at home.
    assert_eq!((written.routes.len(), fleet.route_count().await), (1, 1));
    let other = PlanDay { return_to_depot: false, ..request };
    let problem = keyed.refused(422, &api::PLAN_DAY, [], &other).await;
    assert_eq!(problem.code, ErrorCode::KeyReused);
}

/// Two drivers, a morning's work: both drive, unless few vans are asked for.
#[actix_web::test]
async fn the_work_is_shared_unless_few_vans_are_asked_for() {
    let fleet = Fleet::new().await;
    let packages = given_packages(&fleet.office, 24).await;
    let shared = fleet.day(&packages);
    let view = fleet.shown(&shared).await;
    let hours: Vec<u32> = view.routes.iter().filter_map(|route| route.duration_min).collect();
    assert_eq!((hours.len(), view.unplanned.len()), (2, 0));
    assert!(hours[0].abs_diff(hours[1]) <= 20, "{hours:?}");
    let few = PlanDay { balance: PlanBalance::FewVans, ..shared.clone() };
    let view = fleet.shown(&few).await;
    assert_eq!((view.routes.len(), view.unplanned.len()), (1, 0));
    // It is part of what a plan answers.
    let other = PlanDay { balance: PlanBalance::Shared, ..commit(&few, &view) };
    fleet.refused(ErrorCode::IdReused, &other).await;
    // One round that takes minutes is not worth two vans.
    let view = fleet.shown(&fleet.day(&packages[..1])).await;
    assert_eq!(view.routes.len(), 1);
}

#[actix_web::test]
async fn a_commit_with_a_key_is_answered_again_though_the_plan_is_forgotten() {
    let fleet = Fleet::new().await;
    let packages = given_packages(&fleet.office, 3).await;
    let request = fleet.day(&packages);
    let shown = fleet.shown(&request).await;
    let keyed = fleet.office.with("idempotency-key", "day-2");
    let first = keyed.call(&api::PLAN_DAY, [], &commit(&request, &shown)).await;
    let again = keyed.call(&api::PLAN_DAY, [], &commit(&request, &shown)).await;
    assert_eq!((first.status, &first.bytes), (200, &again.bytes), "{}", first.text());
    assert_eq!(fleet.route_count().await, 1);
}

#[actix_web::test]
async fn capacities_windows_and_hours_are_kept_and_what_does_not_fit_says_why() {
    let fleet = Fleet::new().await;
    fleet.van(&CreateVehicle { capacity_kg: Some(Kg::whole(100)), ..vehicle("small") }).await;
    fleet.van(&CreateVehicle { capacity_packages: Some(1), ..vehicle("single") }).await;
    let window = |from: Timestamp, to: Timestamp| Some(TimeWindow { from, to });
    let mut packages = Vec::new();
    for (kg, time_window, service_min) in [
        (60, None, None),
        (60, window(fleet.at(12, 0), fleet.at(12, 30)), None),
        (30, window(fleet.at(5, 0), fleet.at(6, 0)), None),
        (
            30,
            window(fleet.at(12, 0) + TimeDelta::days(1), fleet.at(13, 0) + TimeDelta::days(1)),
            None,
        ),
        (30, None, Some(480)),
    ] {
        let number = u32::try_from(packages.len()).unwrap();
        let request = CreatePackage {
            weight_kg: Some(Kg::whole(kg)),
            time_window,
            service_min,
            ..package("Ane", number)
        };
        packages.push(fleet.package(&request).await);
    }
    let until = |driver: PlanDriver| PlanDriver { end: Some(fleet.at(15, 0)), ..driver };
    let small = until(with_van(fleet.ana.id(), "small"));
    let request = plan(fleet.date, vec![small.clone()], &packages);
    let view = fleet.shown(&request).await;
    assert_eq!(view.routes[0].stops.len(), 1, "60 kg and 60 kg are more than 100 kg");
    let why = reasons(&view, &packages);
    assert_eq!(why[..2].iter().flatten().collect::<Vec<_>>(), [&UnplannedReason::Capacity]);
    assert_eq!(
        why[2..],
        [UnplannedReason::TooFar, UnplannedReason::OtherDay, UnplannedReason::TooFar].map(Some),
        "before the usual departure, tomorrow, longer than the shift"
    );
    assert!(view.routes[0].ends_at.unwrap() <= fleet.at(15, 0));

    let single = until(with_van(fleet.ben.id(), "single"));
    let view = fleet.shown(&plan(fleet.date, vec![small, single], &packages[..2])).await;
    assert_eq!((view.routes.len(), view.unplanned.len()), (2, 0));
    for route in &view.routes {
        assert_eq!(route.weight_kg, Kg::whole(60));
        let stop = &route.stops[0];
        if stop.package_id == packages[1].id {
            // Nobody leaves at eight to wait until noon.
            assert!(route.depart_at > fleet.at(11, 0) && route.depart_at < fleet.at(12, 0));
            assert_eq!((stop.estimated_arrival, stop.late_min), (Some(fleet.at(12, 0)), 0));
        } else {
            assert_eq!(route.depart_at, fleet.at(8, 0));
        }
    }
}

#[actix_web::test]
async fn more_than_all_vans_can_take_is_left_out() {
    let fleet = Fleet::new().await;
    fleet.van(&CreateVehicle { capacity_kg: Some(Kg::whole(100)), ..vehicle("a") }).await;
    fleet.van(&CreateVehicle { capacity_kg: Some(Kg::whole(50)), ..vehicle("b") }).await;
    let mut packages = Vec::new();
    for (number, kg) in (0..).zip([40, 40, 40, 40, 40, 120]) {
        let weight_kg = Some(Kg::whole(kg));
        packages.push(fleet.package(&CreatePackage { weight_kg, ..package("Ane", number) }).await);
    }
    let drivers = vec![with_van(fleet.ana.id(), "a"), with_van(fleet.ben.id(), "b")];
    let view = fleet.shown(&plan(fleet.date, drivers, &packages)).await;
    let why = reasons(&view, &packages);
    assert_eq!(why[5], Some(UnplannedReason::TooHeavy));
    let left = why[..5].iter().flatten().collect::<Vec<_>>();
    assert_eq!(left, [&UnplannedReason::Capacity, &UnplannedReason::Capacity]);
    let carried: f64 = view.routes.iter().map(|route| route.weight_kg.to_f64()).sum();
    assert!((carried - 120.0).abs() < 1e-6, "{carried}");
    // Where nothing fits at all, that is the answer, and a commit writes no route.
    let nothing = PlanDay { package_ids: vec![packages[5].id], commit: true, ..fleet.day(&[]) };
    let drivers = vec![with_van(fleet.ana.id(), "a")];
    let view = fleet.shown(&PlanDay { drivers, ..nothing }).await;
    assert_eq!((view.routes.len(), view.unplanned.len(), view.committed), (0, 1, true));
    assert_eq!(fleet.route_count().await, 0);
}

#[actix_web::test]
async fn what_belongs_to_a_driver_already_goes_with_that_driver() {
    let fleet = Fleet::new().await;
    let packages = given_packages(&fleet.office, 4).await;
    for (package, driver) in [(&packages[0], &fleet.ana), (&packages[1], &fleet.ben)] {
        let assigned_to = Some(driver.id());
        let request = StepPackages { assigned_to, ..step(package.id, PackageStatus::Assigned) };
        fleet.office.ok(&api::STEP_PACKAGES, [], &request).await;
    }
    let view = fleet.shown(&fleet.day(&packages)).await;
    assert_eq!((view.routes.len(), view.unplanned.len()), (2, 0));
    for route in &view.routes {
        let own = if route.driver_id == fleet.ana.id() { &packages[0] } else { &packages[1] };
        assert!(route.stops.iter().any(|stop| stop.package_id == own.id), "{route:?}");
    }
    let alone = plan(fleet.date, vec![driver(fleet.ana.id())], &packages);
    let fields = fleet.refused(ErrorCode::PackageNotPlannable, &alone).await;
    assert_eq!(fields, [("package_ids[1]".to_owned(), FieldCode::NotUsable)]);
}

#[actix_web::test]
async fn what_cannot_be_planned_is_named_and_nothing_changes() {
    let fleet = Fleet::new().await;
    let packages = given_packages(&fleet.office, 2).await;
    let good = fleet.day(&packages);
    given_vehicle(&fleet.office, "van").await;
    given_vehicle(&fleet.office, "parked").await;
    fleet.office.ok(&api::DEACTIVATE_VEHICLE, ["parked"], &Empty {}).await;
    let invalid = async |request: PlanDay, field: &str, code| {
        let fields = fleet.refused(ErrorCode::Validation, &request).await;
        assert_eq!(fields, [(field.to_owned(), code)]);
    };
    let with = |drivers: Vec<PlanDriver>| PlanDay { drivers, ..good.clone() };
    let (ana, ben) = (driver(fleet.ana.id()), driver(fleet.ben.id()));
    invalid(with(vec![]), "drivers", FieldCode::Required).await;
    let twice = vec![ana.clone(), ana.clone()];
    invalid(with(twice), "drivers[1].driver_id", FieldCode::Repeated).await;
    let office = driver(fleet.office.id());
    invalid(with(vec![ana.clone(), office]), "drivers[1].driver_id", FieldCode::NotUsable).await;
    let ghost = driver(Uuid::now_v7().into());
    invalid(with(vec![ghost]), "drivers[0].driver_id", FieldCode::NotFound).await;
    let ghost = with_van(fleet.ana.id(), "ghost");
    invalid(with(vec![ghost]), "drivers[0].vehicle", FieldCode::NotFound).await;
    let twice = vec![with_van(fleet.ana.id(), "van"), with_van(fleet.ben.id(), "VAN")];
    invalid(with(twice), "drivers[1].vehicle", FieldCode::Repeated).await;
    let early = PlanDriver { start: Some(fleet.at(8, 0) - TimeDelta::days(1)), ..ana.clone() };
    invalid(with(vec![early]), "drivers[0].start", FieldCode::OutOfRange).await;
    let late = PlanDriver { end: Some(fleet.at(8, 1) + TimeDelta::days(1)), ..ana.clone() };
    invalid(with(vec![late]), "drivers[0].end", FieldCode::OutOfRange).await;
    let over = PlanDriver { end: Some(fleet.at(7, 0)), ..ben.clone() };
    invalid(with(vec![ana.clone(), over]), "drivers[1].end", FieldCode::OutOfRange).await;
    let far = PlanDay { date: fleet.date + TimeDelta::days(400), ..good.clone() };
    invalid(far, "date", FieldCode::OutOfRange).await;
    let mut unknown = good.clone();
    unknown.package_ids[1] = Uuid::now_v7().into();
    invalid(unknown, "package_ids[1]", FieldCode::NotFound).await;
    let none = PlanDay { package_ids: vec![], ..good.clone() };
    invalid(none, "package_ids", FieldCode::Required).await;
    let many = (0..5_000).map(|_| Uuid::now_v7().into()).collect();
    invalid(PlanDay { package_ids: many, ..good.clone() }, "package_ids", FieldCode::TooLong).await;

    let parked = with(vec![ana, with_van(fleet.ben.id(), "parked")]);
    let fields = fleet.refused(ErrorCode::VehicleInactive, &parked).await;
    assert_eq!(fields, [("drivers[1].vehicle".to_owned(), FieldCode::NotUsable)]);
    let bens = route(fleet.ben.id(), fleet.date, vec![packages[0].id]);
    fleet.office.ok(&api::CREATE_ROUTE, [], &bens).await;
    let busy = PlanDriver { start: Some(fleet.at(7, 0)), ..ben };
    let busy = with(vec![driver(fleet.ana.id()), busy]);
    let fields = fleet.refused(ErrorCode::Overlaps, &busy).await;
    assert_eq!(fields, [("drivers[1].driver_id".to_owned(), FieldCode::NotUsable)]);
    let anas = with(vec![driver(fleet.ana.id())]);
    let fields = fleet.refused(ErrorCode::PackageNotPlannable, &anas).await;
    assert_eq!(fields, [("package_ids[0]".to_owned(), FieldCode::NotUsable)]);
    assert_eq!(fleet.route_count().await, 1);
    fleet.ana.refused(403, &api::PLAN_DAY, [], &good).await;
    fleet.app.viewer().await.refused(403, &api::PLAN_DAY, [], &good).await;
}

#[actix_web::test]
async fn without_a_depot_there_is_no_plan_unless_one_is_named() {
    let app = TestApp::start().await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let packages = given_packages(&office, 2).await;
    let request = plan(today(&app), vec![driver(ana.id())], &packages);
    office.refused_as(ErrorCode::DepotMissing, &api::PLAN_DAY, [], &request).await;
    let depot = Some(Depot { latitude: 43.26, longitude: -2.93, address: None });
    let named = PlanDay { depot: depot.clone(), ..request };
    let view = office.ok(&api::PLAN_DAY, [], &named).await;
    assert_eq!((Some(view.depot), view.routes.len()), (depot, 1));
}

#[actix_web::test]
async fn places_that_are_odd_are_planned_or_left_out_and_never_break_the_plan() {
    let fleet = Fleet::new().await;
    let at = |latitude: f64, longitude: f64, number: u32| {
        let mut request = package("Ane", number);
        (request.address.latitude, request.address.longitude) = (Some(latitude), Some(longitude));
        request
    };
    let mut packages = Vec::new();
    for request in [
        at(43.26, -2.93, 0),
        // The same door.
        at(43.26, -2.93, 1),
        // The depot itself.
        at(crate::day::DEPOT.0, crate::day::DEPOT.1, 2),
        at(0.0, 0.1, 3),
        at(90.0, 180.0, 4),
        at(-43.26, 177.065, 5),
    ] {
        packages.push(fleet.package(&request).await);
    }
    let mut unlocated = package("Jon", 6);
    (unlocated.address.latitude, unlocated.address.longitude) = (None, None);
    (unlocated.address.city, unlocated.address.postal_code) =
        ("Nowhere".to_owned(), "9".to_owned());
    packages.push(fleet.package(&unlocated).await);
    let view = fleet.shown(&fleet.day(&packages)).await;
    let far = Some(UnplannedReason::TooFar);
    assert_eq!(reasons(&view, &packages), [None, None, None, far, far, far, None]);
    let stops: Vec<_> = view.routes.iter().flat_map(|route| &route.stops).collect();
    let of = |number: usize| stops.iter().find(|s| s.package_id == packages[number].id).unwrap();
    assert!(of(0).is_located && !of(6).is_located);
    let apart = of(0).estimated_arrival.unwrap() - of(1).estimated_arrival.unwrap();
    assert_eq!(apart.abs(), TimeDelta::minutes(3), "nothing but the service in between");
    // Nobody knows where the last one is, so nobody knows when it is reached and how far it is.
    assert_eq!((of(6).estimated_arrival, of(6).late_min), (None, 0));
    assert_eq!((view.distance_km, view.duration_min), (None, None));
    let lost = |route: &&PlannedRouteView| route.stops.iter().any(|stop| !stop.is_located);
    let lost = view.routes.iter().find(lost).unwrap();
    assert_eq!((lost.distance_km, lost.duration_min, lost.ends_at), (None, None, None));
}

#[actix_web::test]
async fn drivers_who_do_not_come_back_end_at_their_last_stop() {
    let fleet = Fleet::new().await;
    let packages = given_packages(&fleet.office, 3).await;
    let request = PlanDay { return_to_depot: false, ..fleet.day(&packages) };
    let shown = fleet.shown(&request).await;
    let last = shown.routes[0].stops.last().unwrap();
    let ends_at = last.estimated_arrival.map(|at| at + TimeDelta::minutes(3));
    assert_eq!(shown.routes[0].ends_at, ends_at);
    let written = fleet.shown(&commit(&request, &shown)).await;
    assert!(!fleet.route(written.routes[0].route_id.unwrap()).await.return_to_depot);
    assert!(hours(&fleet.app, 1) < shown.routes[0].depart_at);
}

#[actix_web::test]
async fn an_unknown_place_is_in_the_middle_of_its_town_on_both_sides_of_the_antimeridian() {
    let fleet = Fleet::new().await;
    let on_taveuni = |longitude: Option<f64>| {
        let mut request = package("Sela", 1);
        request.address.city = "Waiyevo".to_owned();
        request.address.postal_code = "F1".to_owned();
        request.address.latitude = longitude.map(|_| -16.8);
        request.address.longitude = longitude;
        request
    };
    for longitude in [179.9, -179.7] {
        fleet.package(&on_taveuni(Some(longitude))).await;
    }
    let unknown = fleet.package(&on_taveuni(None)).await;
    let depot = Depot { latitude: -16.8, longitude: 179.95, address: None };
    let request = PlanDay { depot: Some(depot), ..fleet.day(&[unknown]) };
    let view = fleet.shown(&request).await;
    let stop = &view.routes[0].stops[0];
    assert!(!stop.is_located);
    assert!((stop.longitude + 179.9).abs() < 1e-6, "{stop:?}");
}

#[actix_web::test]
async fn zero_zero_of_an_earlier_version_is_an_unknown_place() {
    let fleet = Fleet::new().await;
    let [known, nowhere] = &given_packages(&fleet.office, 2).await[..] else { unreachable!() };
    let id = nowhere.id;
    let write = fleet.app.app.db.write(Permit::for_job(), Once::by_job("test"), move |tx| {
        let mut package: PackageRecord = tx.require(id)?;
        (package.address.latitude, package.address.longitude) = (Some(0.0), Some(0.0));
        tx.put(package).map(drop)
    });
    write.await.unwrap();
    let view = fleet.shown(&fleet.day(&[known.clone(), nowhere.clone()])).await;
    let stops: Vec<_> = view.routes.iter().flat_map(|route| &route.stops).collect();
    let of = |package: &PackageView| stops.iter().find(|stop| stop.package_id == package.id);
    let (known, nowhere) = (of(known).unwrap(), of(nowhere).unwrap());
    assert_eq!((known.is_located, nowhere.is_located), (true, false));
    assert_eq!((nowhere.latitude, nowhere.longitude), (known.latitude, known.longitude));
}
