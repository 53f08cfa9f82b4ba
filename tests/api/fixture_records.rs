//! A van's history as schema 2 wrote it, with everything that is derived from it: every later
//! program must open it, keep it sound and say the same of it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::DateTime;
use furgo::storage::{backup::backup_to, check::check, file::FILE_NAME};
use furgo_shared::{
    api,
    due::State,
    due_work::{ListDue, ListNotices},
    expenses::{ExpenseRecurrence, PayExpense},
    maintenance::CreateMaintenance,
    readings::{FindingCode, ListFindings},
    refuels::CreateRefuel,
    routes::CreateRoute,
    stats::Period,
    units::{Km, Quantity},
    validate::Empty,
};
use support::{TestApp, plant_copy};

use crate::{
    calendar::{day, enter_expense, enter_refuels, enter_work, full, look, recurring},
    day::given_vehicle,
    histories::{cents, work},
    odometers::{given_reading, replacement},
};

/// The day on which everything was entered.
const TODAY: &str = "2026-11-22T12:00:00Z";

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/databases/fleet-v2.redb")
}

async fn app_on(folder: &Path) -> TestApp {
    let app = TestApp::on_disk(folder).await;
    let today = TODAY.parse::<DateTime<chrono::Utc>>().unwrap();
    app.advance(today - app.now());
    app
}

/// Full, partial and missed refuels, a conflict, a replaced odometer, work that is overdue, a
/// recurring expense that was paid once, and a logged route.
async fn write_fixture() {
    let folder = tempfile::tempdir().unwrap();
    let app = app_on(folder.path()).await;
    let office = app.dispatcher("dora").await;
    given_vehicle(&office, "van-1").await;
    let partial = CreateRefuel { full_tank: false, ..full("van-1", "2026-08-10", 1_300, 10, 1500) };
    let missed =
        CreateRefuel { missed_previous: true, ..full("van-1", "2026-09-20", 2_900, 30, 4500) };
    let forced = CreateRefuel { force: true, ..full("van-1", "2026-11-10", 300, 28, 4200) };
    let refuels = vec![
        full("van-1", "2026-08-01", 1_100, 40, 6000),
        partial,
        full("van-1", "2026-08-20", 1_600, 20, 3000),
        missed,
        full("van-1", "2026-10-01", 3_400, 35, 5250),
    ];
    enter_refuels(&office, refuels).await;
    given_reading(&office, &replacement("van-1", day("2026-10-15"), 3_700, 0)).await;
    enter_refuels(&office, vec![full("van-1", "2026-10-20", 400, 30, 4500), forced]).await;
    let oil = CreateMaintenance {
        next_date: Some(day("2026-11-01")),
        ..work("van-1", day("2026-08-25"), 1_700)
    };
    enter_work(&office, oil).await;
    let insurance = recurring("van-1", "2026-08-31", "2026-11-30", ExpenseRecurrence::Quarterly);
    let insurance = enter_expense(&office, insurance).await;
    let paid = PayExpense { date: Some(day("2026-11-22")), ..PayExpense::default() };
    office.ok(&api::PAY_EXPENSE, [&insurance.id.to_string()], &paid).await;
    let route = CreateRoute {
        distance_km: Some(Km::whole(42)),
        ..CreateRoute::logged("van-1", day("2026-11-20"))
    };
    office.ok(&api::CREATE_ROUTE, [], &route).await;
    look(&app).await;
    let copy = folder.path().join("copy.redb");
    backup_to(&app.app.db, &copy).unwrap();
    redb::Database::open(&copy).unwrap().compact().unwrap();
    fs::copy(copy, fixture()).unwrap();
}

#[actix_web::test]
#[expect(clippy::disallowed_methods, reason = "a switch for whoever maintains the fixtures")]
async fn the_history_of_schema_2_is_there() {
    if std::env::var("FURGO_WRITE_FIXTURES").is_ok() && !fixture().exists() {
        write_fixture().await;
    }
    assert!(fixture().exists(), "run this test once with FURGO_WRITE_FIXTURES=1");
}

#[actix_web::test]
async fn the_history_of_schema_2_opens_sound_and_says_what_it_said() {
    let folder = tempfile::tempdir().unwrap();
    plant_copy(&fixture(), &folder.path().join(FILE_NAME));
    let app = app_on(folder.path()).await;
    let report = check(&*app.app.db.engine().view().unwrap(), app.app.db.schema()).unwrap();
    assert!(report.is_good(), "{report}");

    let dora = app.sign_in("dora@example.org").await;
    let van = dora.ok(&api::GET_VEHICLE, ["van-1"], &Empty {}).await;
    assert_eq!(van.odometer_km, Km::whole(400), "of the new odometer");
    let all = dora.ok(&api::VEHICLE_STATS, ["van-1"], &Period::default()).await;
    assert_eq!((all.counts.refuels, all.counts.expenses, all.counts.routes), (7, 2, 1));
    assert_eq!(all.costs.fuel, cents(6_000 + 1_500 + 3_000 + 4_500 + 5_250 + 4_500 + 4_200));
    let fuel = dora.ok(&api::FUEL_EFFICIENCY, ["van-1"], &Period::default()).await;
    let intervals = &fuel.streams[0].intervals;
    let counted: Vec<_> = intervals.iter().filter(|each| each.counted).collect();
    assert_eq!(counted.len(), 2, "one over a partial fill, one after the missed one");
    assert_eq!((counted[0].quantity, counted[0].value), (Quantity::whole(30), 6.0));
    assert_eq!((counted[1].quantity, counted[1].value), (Quantity::whole(35), 7.0));
    let findings = dora.ok(&api::LIST_FINDINGS, [], &ListFindings::default()).await;
    assert!(findings.items.iter().any(|each| each.code == FindingCode::OdometerConflict));
    let due = dora.ok(&api::LIST_DUE, [], &ListDue::default()).await;
    let states: Vec<_> = due.items.iter().map(|item| (item.state, item.due_date)).collect();
    assert_eq!(
        states,
        [(State::Overdue, Some(day("2026-11-01"))), (State::Scheduled, Some(day("2027-02-28")))]
    );
    let news = dora.ok(&api::LIST_NOTICES, [], &ListNotices::default()).await.total;
    assert!(news > 0);
    look(&app).await;
    let again = dora.ok(&api::LIST_NOTICES, [], &ListNotices::default()).await.total;
    assert_eq!(news, again, "what was told is not told again");
}
