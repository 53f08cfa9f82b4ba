//! The demo fleet shows the whole vehicle side, and nothing that is not meant.

use furgo::{demo, storage::check::check};
use furgo_shared::{
    access::Role,
    api,
    due::State,
    due_work::{DueView, ListDue},
    expenses::ListExpenses,
    fuel::Energy,
    mail::MailState,
    measures::DistanceUnit,
    packages::ListPackages,
    readings::{FindingCode, ListFindings, ListReadings, ReadingKind},
    refuels::{ListRefuels, RefuelView},
    routes::{ListRoutes, RouteKind, RouteRowView, RouteStatus, UnfinishedOf},
    stats::{AskAnalytics, EfficiencyView, Period},
    trash::{ListTrash, TrashKind},
    validate::Empty,
    vehicles::{Fuel, ListVehicles},
};
use support::{Client, TestApp};

const VEHICLES: [&str; 5] = ["Transit", "Dokker", "Kangoo-E", "Berlingo", "Rifter"];

/// One test, because filling takes its time. On disk, as `furgo demo` has it.
#[actix_web::test]
async fn the_demo_fleet_shows_everything_and_nothing_that_is_not_meant() {
    let folder = tempfile::tempdir().unwrap();
    let app = TestApp::on_disk(folder.path()).await;
    demo::fill(&app.app).await.unwrap();
    let report = check(&*app.app.db.engine().view().unwrap(), app.app.db.schema()).unwrap();
    assert!(report.is_good(), "{report}");
    let office = somebody(&app, Role::Dispatcher).await;
    the_inbox_holds_what_is_meant(&office).await;
    so_does_the_due_work(&office).await;
    for vehicle in VEHICLES {
        a_vehicle_has_figures_to_look_at(&office, vehicle).await;
    }
    refuels_are_of_every_kind(&office).await;
    so_are_the_other_entries(&office).await;
    everybody_sees_their_own(&app).await;
    recipients_were_told(&office).await;
    the_day_is_like_days_are(&app, &office).await;
    let trash = office.ok(&api::LIST_TRASH, [], &ListTrash::default()).await.items;
    // Newest first; both may have been deleted in the same moment.
    assert!(trash.is_sorted_by(|one, next| one.deleted_at >= next.deleted_at), "{trash:?}");
    let has = |kind| trash.iter().any(|item| item.kind == kind);
    assert!(trash.len() == 2 && has(TrashKind::Expenses) && has(TrashKind::Packages), "{trash:?}");
}

/// Two routes of one driver, one of them with a package more; a van that is late; a shift over
/// midnight; something left over.
async fn the_day_is_like_days_are(app: &TestApp, office: &Client) {
    let query = ListRoutes { kind: Some(RouteKind::Delivery), ..ListRoutes::default() };
    let routes = office.ok(&api::LIST_ROUTES, [], &query).await.items;
    let open = |name: &'static str| {
        let of = move |route: &&RouteRowView| {
            route.status.is_open() && route.driver_name.as_deref() == Some(name)
        };
        let mut routes: Vec<_> = routes.iter().filter(of).collect();
        routes.sort_by_key(|route| route.depart_at);
        routes
    };
    let settings = furgo::features::settings::SettingsRecord::initial(app.now());
    let today = settings.day_of(app.now());
    let jons = open("Jon Otegi");
    assert_eq!((jons[0].status, jons[0].stop_count), (RouteStatus::InProgress, 9));
    let late = open("Nerea Mujika")[0];
    assert_eq!((late.status, late.late_stops), (RouteStatus::InProgress, 1));
    // Soon after midnight nobody is very late yet, and late at night nobody leaves any more.
    if (2..20).contains(&app.now().signed_duration_since(settings.start_of(today)).num_hours()) {
        assert_eq!((jons.len(), jons[1].status), (2, RouteStatus::Planned));
        assert_eq!((jons[0].date, jons[1].date), (today, today));
        assert!(late.delay_min >= Some(20), "{late:?}");
    }
    let [night]: [_; 1] = open("Unai Lasa").try_into().unwrap();
    assert_eq!(night.ends_at.map(|at| settings.day_of(at)), night.date.succ_opt());
    let unai = app.sign_in_with("unai@example.org", &demo::accounts()[0].password).await;
    let left = unai.ok(&api::UNFINISHED, [], &UnfinishedOf::default()).await;
    assert_eq!((left.packages.len(), left.route_id), (2, None));
}

/// What became of the mails to the last recipients; a demo sends none.
async fn recipients_were_told(office: &Client) {
    let packages = office.ok(&api::LIST_PACKAGES, [], &ListPackages::default()).await.items;
    let mut states = Vec::new();
    for package in packages {
        let told = office.ok(&api::PACKAGE_MAILS, [&package.id.to_string()], &Empty {}).await;
        assert!(!told.items.is_empty(), "{}", package.tracking_code);
        states.extend(told.items.iter().map(|mail| mail.state));
    }
    assert!(states.contains(&MailState::Sent) && states.contains(&MailState::Refused));
}

/// The first of the demo's people with this role.
async fn somebody(app: &TestApp, role: Role) -> Client {
    let accounts = demo::accounts();
    let account = accounts.iter().find(|account| account.role == role).unwrap();
    app.sign_in_with(&account.email, &account.password).await
}

async fn refuels_of(client: &Client, vehicle: &str) -> Vec<RefuelView> {
    let mut refuels = Vec::new();
    for page in 1.. {
        let vehicle = Some(vehicle.to_owned());
        let query =
            ListRefuels { vehicle, page: Some(page), limit: Some(100), ..ListRefuels::default() };
        let found = client.ok(&api::LIST_REFUELS, [], &query).await.page;
        refuels.extend(found.items);
        if refuels.len() as u64 >= found.total {
            break;
        }
    }
    refuels
}

async fn the_inbox_holds_what_is_meant(office: &Client) {
    let findings = office.ok(&api::LIST_FINDINGS, [], &ListFindings::default()).await;
    let mut found: Vec<_> =
        findings.items.iter().map(|finding| (finding.code, finding.vehicle.as_str())).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            (FindingCode::OdometerConflict, "Dokker"),
            (FindingCode::OdometerJump, "Rifter"),
            (FindingCode::MissedSuspected, "Berlingo"),
        ]
    );
}

async fn so_does_the_due_work(office: &Client) {
    let due = office.ok(&api::LIST_DUE, [], &ListDue::default()).await.items;
    let of = |state| due.iter().filter(move |item| item.state == state).collect::<Vec<&DueView>>();
    let [inspection]: [_; 1] = of(State::Overdue).try_into().unwrap();
    assert_eq!((inspection.vehicle.as_str(), inspection.days_left), ("Dokker", Some(-14)));
    let [insurance, oil]: [_; 2] = of(State::Soon).try_into().unwrap();
    assert_eq!((insurance.vehicle.as_str(), insurance.days_left), ("Berlingo", Some(9)));
    assert_eq!(oil.vehicle, "Transit");
    let km_left = oil.km_left.unwrap().to_f64();
    assert!((300.0..=600.0).contains(&km_left), "{km_left}");
    assert!(oil.forecast_date.is_some());
    assert!(of(State::Scheduled).len() > 20);

    let health = office.ok(&api::GARAGE, [], &ListVehicles::default()).await.health;
    assert_eq!((health.overdue, health.due_soon, health.findings), (1, 2, 3));
}

async fn a_vehicle_has_figures_to_look_at(office: &Client, vehicle: &str) {
    let economy = office.ok(&api::FUEL_EFFICIENCY, [vehicle], &Period::default()).await;
    for (energy, least, most) in plausible(vehicle) {
        let stream = economy.streams.iter().find(|stream| stream.fuel == energy).unwrap();
        let average = per_100km(&stream.efficiency).unwrap();
        assert!((least..most).contains(&average), "{vehicle} {energy:?}: {average}");
        assert!(stream.intervals.len() >= 8, "{vehicle} {energy:?}");
    }
    let stats = office.ok(&api::VEHICLE_STATS, [vehicle], &Period::default()).await;
    let (per_km, owned) = (stats.costs.per_km.unwrap(), stats.ownership.per_km.unwrap());
    assert!((0.05..0.6).contains(&per_km), "{vehicle}: {per_km} a km");
    assert!(owned > per_km && owned < 1.5, "{vehicle}: {owned} a km, value lost");
    assert!(stats.ownership.depreciation.is_some());

    let months = AskAnalytics { months: Some(18), ..AskAnalytics::default() };
    let months = office.ok(&api::VEHICLE_ANALYTICS, [vehicle], &months).await.items;
    let with_costs = months.iter().filter(|month| month.fuel_cost.units() > 0).count();
    // On the first of a month nothing is bought yet.
    assert!(months.len() == 18 && with_costs >= 17, "{vehicle}: {with_costs} months");
}

/// What the vehicles run on, and how much they may take.
fn plausible(vehicle: &str) -> Vec<(Energy, f64, f64)> {
    match vehicle {
        "Transit" => vec![(Energy::Diesel, 7.5, 9.0)],
        "Dokker" => vec![(Energy::Lpg, 10.0, 12.0), (Energy::Petrol, 0.8, 1.6)],
        "Kangoo-E" => vec![(Energy::Electric, 18.0, 24.0)],
        "Berlingo" => vec![(Energy::Petrol, 5.8, 7.0)],
        _ => vec![(Energy::Petrol, 3.0, 5.0), (Energy::Electric, 4.0, 14.0)],
    }
}

fn per_100km(efficiency: &EfficiencyView) -> Option<f64> {
    efficiency.l_per_100km.or(efficiency.kwh_per_100km)
}

async fn refuels_are_of_every_kind(office: &Client) {
    let diesel = refuels_of(office, "Transit").await;
    assert!(diesel.iter().filter(|refuel| !refuel.full_tank).count() >= 3);
    assert_eq!(diesel.iter().filter(|refuel| refuel.missed_previous).count(), 1);
    assert_eq!(diesel.iter().filter(|refuel| refuel.odometer_km.is_none()).count(), 1);
    let both = refuels_of(office, "Dokker").await;
    assert!(
        [Fuel::Lpg, Fuel::Petrol].map(|fuel| both.iter().any(|it| it.fuel == fuel)) == [true; 2]
    );
    let forced: Vec<_> = both.iter().filter_map(|refuel| refuel.forced_by.as_deref()).collect();
    assert_eq!(forced, [office.user().name.as_str()]);
    let charges = refuels_of(office, "Kangoo-E").await;
    assert!(charges.iter().filter(|charge| charge.level_after_percent.is_some()).count() > 50);
    let (home, fast): (Vec<_>, Vec<_>) = charges
        .iter()
        .partition(|charge| charge.station.as_deref().unwrap().starts_with("Biltegia"));
    let dearest_at_home = home.iter().map(|charge| charge.unit_price).max();
    assert!(dearest_at_home < fast.iter().map(|charge| charge.unit_price).min());
    let hybrid = refuels_of(office, "Rifter").await;
    assert!(hybrid.iter().any(|refuel| refuel.fuel == Fuel::Electric));
}

async fn so_are_the_other_entries(office: &Client) {
    let query = ListReadings { limit: Some(100), ..ListReadings::default() };
    let readings = office.ok(&api::LIST_READINGS, [], &query).await.items;
    let replaced: Vec<_> =
        readings.iter().filter(|reading| reading.kind == ReadingKind::Replacement).collect();
    let [replaced]: [_; 1] = replaced.try_into().unwrap();
    assert!(replaced.vehicle == "Berlingo" && replaced.previous_km > Some(replaced.odometer_km));
    let query = ListRoutes { kind: Some(RouteKind::Logged), ..ListRoutes::default() };
    assert!(office.ok(&api::LIST_ROUTES, [], &query).await.total > 50);
    let query = ListExpenses { limit: Some(100), ..ListExpenses::default() };
    let expenses = office.ok(&api::LIST_EXPENSES, [], &query).await.page.items;
    assert!(expenses.iter().any(|expense| expense.payment_of.is_some()));
    assert!(expenses.iter().any(|expense| !expense.tax_deductible));
}

async fn everybody_sees_their_own(app: &TestApp) {
    let viewer = somebody(app, Role::Viewer).await;
    assert_eq!(viewer.user().units.unwrap().distance, DistanceUnit::Mi);
    let all = viewer.ok(&api::GARAGE, [], &ListVehicles::default()).await.vehicles;
    assert_eq!(all.total, 5);
    let driver = somebody(app, Role::Driver).await;
    let own = driver.ok(&api::GARAGE, [], &ListVehicles::default()).await.vehicles;
    let own: Vec<_> = own.items.iter().map(|tile| tile.vehicle.alias.as_str()).collect();
    assert_eq!(own, ["Rifter", "Transit"]);
    driver.refused(404, &api::GET_VEHICLE, ["Dokker"], &Empty {}).await;
}
