//! Maintenance: its whole life, its plan for the next time, whose it is, and what is refused.

use chrono::Months;
use furgo_shared::{
    api,
    change::Change,
    due::{Basis, State},
    due_work::ListDue,
    maintenance::{
        CreateMaintenance, ListMaintenance, MaintenanceKind, MaintenanceView, PatchMaintenance,
    },
    measures::DistanceUnit,
    money::Money,
    problem::ErrorCode,
    time::Day,
    typed::TypedDistance,
    units::{Fixed, Km},
    validate::{Empty, FieldCode},
};
use support::Client;
use uuid::Uuid;

use crate::histories::{Fleet, cents, fleet, work};

async fn given(client: &Client, request: &CreateMaintenance) -> MaintenanceView {
    client.ok(&api::CREATE_MAINTENANCE, [], request).await
}

async fn fresh(client: &Client, work: &MaintenanceView) -> MaintenanceView {
    client.ok(&api::GET_MAINTENANCE, [&work.id.to_string()], &Empty {}).await
}

async fn patched(
    client: &Client,
    work: &MaintenanceView,
    patch: &PatchMaintenance,
) -> MaintenanceView {
    client.ok(&api::PATCH_MAINTENANCE, [&work.id.to_string()], patch).await
}

/// Refused with this finding, and nothing is changed.
async fn finding(fleet: &Fleet, request: &CreateMaintenance, field: &str, code: FieldCode) {
    let before = fleet.dump().await;
    let problem =
        fleet.office.refused_as(ErrorCode::Validation, &api::CREATE_MAINTENANCE, [], request).await;
    assert_eq!(problem.fields.of(field), Some(code), "{problem:?}");
    assert_eq!(fleet.dump().await, before);
}

#[actix_web::test]
async fn work_is_entered_corrected_and_deleted() {
    let fleet = fleet().await;
    let request = CreateMaintenance {
        description: " Four tyres ".to_owned(),
        kind: MaintenanceKind::Tyres,
        provider: Some("Talleres Ibai".to_owned()),
        next_odometer_km: Some(Km::whole(41_200)),
        lead_km: Some(Km::whole(500)),
        ..work("van", fleet.ago(3), 1200)
    };
    let entered = given(&fleet.office, &request).await;
    assert_eq!((entered.vehicle.as_str(), entered.kind), ("van", MaintenanceKind::Tyres));
    assert_eq!((entered.description.as_str(), entered.cost), ("Four tyres", cents(9000)));
    assert_eq!((entered.next_date, entered.next_odometer_km), (None, Some(Km::whole(41_200))));
    assert!(entered.is_planned);
    let reply =
        fleet.office.call(&api::GET_MAINTENANCE, [&entered.id.to_string()], &Empty {}).await;
    assert_eq!(
        (reply.tagged_version(), reply.json::<MaintenanceView>()),
        (Some(1), entered.clone())
    );
    let patch = PatchMaintenance {
        provider: Change::Set(None),
        next_odometer_km: Change::Set(None),
        cost: Change::Set(Money::ZERO),
        ..PatchMaintenance::default()
    };
    let corrected = patched(&fleet.office, &entered, &patch).await;
    assert_eq!((corrected.provider.clone(), corrected.cost), (None, Money::ZERO));
    assert_eq!((corrected.is_planned, corrected.version), (false, 2));
    let id = entered.id.to_string();
    fleet.office.ok(&api::DELETE_MAINTENANCE, [&id], &Empty {}).await;
    fleet.office.refused(404, &api::GET_MAINTENANCE, [&id], &Empty {}).await;
    fleet.office.refused(404, &api::DELETE_MAINTENANCE, [&id], &Empty {}).await;
}

#[actix_web::test]
async fn drivers_keep_the_books_of_their_own_vehicles_and_viewers_only_read() {
    let fleet = fleet().await;
    let own = given(&fleet.ana, &work("van", fleet.ago(2), 1100)).await;
    let id = own.id.to_string();
    let patch = PatchMaintenance { confirmed: Change::Set(true), ..PatchMaintenance::default() };
    for client in [&fleet.ana, &fleet.office, &fleet.viewer] {
        assert_eq!(fresh(client, &own).await, own);
    }
    let (ben, viewer) = (&fleet.ben, &fleet.viewer);
    ben.refused(404, &api::GET_MAINTENANCE, [&id], &Empty {}).await;
    ben.refused(404, &api::PATCH_MAINTENANCE, [&id], &patch).await;
    ben.refused(404, &api::DELETE_MAINTENANCE, [&id], &Empty {}).await;
    let request = work("van", fleet.ago(1), 1200);
    let problem =
        ben.refused_as(ErrorCode::Validation, &api::CREATE_MAINTENANCE, [], &request).await;
    assert_eq!(problem.fields.of("vehicle"), Some(FieldCode::NotFound));
    viewer.refused_as(ErrorCode::Forbidden, &api::CREATE_MAINTENANCE, [], &request).await;
    viewer.refused_as(ErrorCode::Forbidden, &api::PATCH_MAINTENANCE, [&id], &patch).await;
    viewer.refused_as(ErrorCode::Forbidden, &api::DELETE_MAINTENANCE, [&id], &Empty {}).await;
    fleet.app.stranger().refused(401, &api::GET_MAINTENANCE, [&id], &Empty {}).await;
    assert_eq!(fresh(&fleet.office, &own).await, own);
    patched(&fleet.ana, &own, &patch).await;
    fleet.ana.ok(&api::DELETE_MAINTENANCE, [&id], &Empty {}).await;
}

#[actix_web::test]
async fn repeated_and_stale_requests_change_nothing() {
    let fleet = fleet().await;
    let keyed = fleet.office.with("idempotency-key", "k1");
    let request = work("van", fleet.ago(2), 1100);
    let first = keyed.call(&api::CREATE_MAINTENANCE, [], &request).await;
    let again = keyed.call(&api::CREATE_MAINTENANCE, [], &request).await;
    assert_eq!((first.status, &first.bytes), (201, &again.bytes));
    assert_eq!(again.header("idempotency-replayed"), "true");
    let named =
        CreateMaintenance { id: Some(Uuid::now_v7().into()), ..work("van", fleet.ago(1), 1200) };
    let entered = given(&fleet.office, &named).await;
    assert_eq!(given(&fleet.office, &named).await, entered);
    let other = CreateMaintenance { cost: cents(1), ..named };
    fleet.office.refused_as(ErrorCode::IdReused, &api::CREATE_MAINTENANCE, [], &other).await;
    let (id, stale) = (entered.id.to_string(), fleet.office.with("if-match", "\"1\""));
    let patch = PatchMaintenance { cost: Change::Set(cents(5)), ..PatchMaintenance::default() };
    stale.ok(&api::PATCH_MAINTENANCE, [&id], &patch).await;
    let before = fleet.dump().await;
    stale.refused_as(ErrorCode::Stale, &api::PATCH_MAINTENANCE, [&id], &patch).await;
    stale.refused_as(ErrorCode::Stale, &api::DELETE_MAINTENANCE, [&id], &Empty {}).await;
    assert_eq!(fleet.dump().await, before);
}

#[actix_web::test]
async fn a_plan_follows_from_the_recurrence_unless_it_is_set() {
    let fleet = fleet().await;
    let recurring = CreateMaintenance {
        every_months: Some(12),
        every_km: Some(Km::whole(15_000)),
        ..work("van", fleet.ago(400), 1200)
    };
    let first = given(&fleet.office, &recurring).await;
    let due = fleet.ago(400) + Months::new(12);
    assert_eq!((first.next_date, first.next_odometer_km), (Some(due), Some(Km::whole(16_200))));
    // Floating: from the day and the reading at which it was done. What is set stays.
    let done = CreateMaintenance {
        next_odometer_km: Some(Km::whole(30_000)),
        date: fleet.ago(10),
        odometer_km: Km::whole(17_000),
        ..recurring.clone()
    };
    let second = given(&fleet.office, &done).await;
    assert_eq!(second.next_date, Some(fleet.ago(10) + Months::new(12)));
    assert_eq!(second.next_odometer_km, Some(Km::whole(30_000)));
    // Fixed: from when it was due.
    let inspected = CreateMaintenance {
        kind: MaintenanceKind::Inspection,
        recurrence_basis: Basis::Fixed,
        every_km: None,
        ..recurring
    };
    let before = given(&fleet.office, &inspected).await;
    assert_eq!(before.next_date, Some(due));
    let late =
        CreateMaintenance { date: fleet.ago(5), odometer_km: Km::whole(17_100), ..inspected };
    assert_eq!(given(&fleet.office, &late).await.next_date, Some(due + Months::new(12)));
    // A recurrence that comes later plans as well; ended, the plan stays until it is cleared.
    let plain = given(
        &fleet.office,
        &CreateMaintenance { kind: MaintenanceKind::Brakes, ..work("van", fleet.ago(3), 17_200) },
    )
    .await;
    let patch = PatchMaintenance {
        every_km: Change::Set(Some(Km::whole(1000))),
        ..PatchMaintenance::default()
    };
    let planned = patched(&fleet.office, &plain, &patch).await;
    assert_eq!((planned.next_odometer_km, planned.next_date), (Some(Km::whole(18_200)), None));
    assert!(planned.is_planned);
}

#[actix_web::test]
async fn a_derived_plan_follows_its_corrected_record_and_a_typed_one_stays() {
    let fleet = fleet().await;
    let yearly = CreateMaintenance {
        every_months: Some(12),
        every_km: Some(Km::whole(15_000)),
        ..work("van", fleet.ago(100), 18_000)
    };
    let entered = given(&fleet.office, &yearly).await;
    assert_eq!(entered.next_odometer_km, Some(Km::whole(33_000)));
    let moved = PatchMaintenance {
        date: Change::Set(fleet.ago(390)),
        odometer_km: Change::Set(Km::whole(12_000)),
        ..PatchMaintenance::default()
    };
    // Whoever sends the whole record back has typed nothing.
    let whole = PatchMaintenance {
        next_date: Change::Set(entered.next_date),
        next_odometer_km: Change::Set(entered.next_odometer_km),
        every_months: Change::Set(entered.every_months),
        ..moved.clone()
    };
    let corrected = patched(&fleet.office, &entered, &whole).await;
    let due = fleet.ago(390) + Months::new(12);
    assert_eq!(corrected.next_date, Some(due));
    assert_eq!(corrected.next_odometer_km, Some(Km::whole(27_000)));
    let items = fleet.office.ok(&api::LIST_DUE, [], &ListDue::default()).await.items;
    assert_eq!((items[0].state, items[0].due_date), (State::Overdue, Some(due)));
    let half = PatchMaintenance {
        every_months: Change::Set(Some(6)),
        every_km: Change::Set(None),
        ..PatchMaintenance::default()
    };
    let halved = patched(&fleet.office, &entered, &half).await;
    assert_eq!(halved.next_date, Some(fleet.ago(390) + Months::new(6)));
    assert_eq!(halved.next_odometer_km, Some(Km::whole(27_000)), "ended, a plan is left");

    let typed = CreateMaintenance {
        kind: MaintenanceKind::Brakes,
        next_date: Some(fleet.ahead(77)),
        ..yearly
    };
    let typed = given(&fleet.office, &typed).await;
    let corrected = patched(&fleet.office, &typed, &moved).await;
    assert_eq!(corrected.next_date, Some(fleet.ahead(77)), "it was typed");
    assert_eq!(corrected.next_odometer_km, Some(Km::whole(27_000)));
    let cleared =
        PatchMaintenance { next_odometer_km: Change::Set(None), ..PatchMaintenance::default() };
    patched(&fleet.office, &typed, &cleared).await;
    let back = PatchMaintenance {
        odometer_km: Change::Set(Km::whole(12_100)),
        ..PatchMaintenance::default()
    };
    assert_eq!(patched(&fleet.office, &typed, &back).await.next_odometer_km, None);
}

#[actix_web::test]
async fn work_may_come_back_after_days_instead_of_months() {
    let fleet = fleet().await;
    let fortnightly =
        CreateMaintenance { every_days: Some(14), ..work("van", fleet.ago(10), 1_100) };
    let entered = given(&fleet.office, &fortnightly).await;
    assert_eq!((entered.every_days, entered.next_date), (Some(14), Some(fleet.ahead(4))));
    let monthly = PatchMaintenance { every_months: Change::Set(Some(1)), ..Default::default() };
    let monthly = patched(&fleet.office, &entered, &monthly).await;
    assert_eq!((monthly.every_months, monthly.every_days), (Some(1), None));
    assert_eq!(monthly.next_date, Some(fleet.ago(10) + Months::new(1)));
    let daily = PatchMaintenance { every_days: Change::Set(Some(11)), ..Default::default() };
    let daily = patched(&fleet.office, &entered, &daily).await;
    assert_eq!((daily.every_months, daily.next_date), (None, Some(fleet.ahead(1))));
    let both = CreateMaintenance { every_months: Some(1), ..fortnightly.clone() };
    finding(&fleet, &both, "every_days", FieldCode::NotUsable).await;
    for days in [0, 7_301] {
        let days = CreateMaintenance { every_days: Some(days), ..fortnightly.clone() };
        finding(&fleet, &days, "every_days", FieldCode::OutOfRange).await;
    }
}

#[actix_web::test]
async fn a_fixed_plan_follows_the_plan_that_it_goes_on_from() {
    let fleet = fleet().await;
    let inspection = |days_ago, km| CreateMaintenance {
        kind: MaintenanceKind::Inspection,
        recurrence_basis: Basis::Fixed,
        every_months: Some(12),
        ..work("van", fleet.ago(days_ago), km)
    };
    let first = CreateMaintenance { next_date: Some(fleet.ago(350)), ..inspection(720, 1_100) };
    let first = given(&fleet.office, &first).await;
    let second = given(&fleet.office, &inspection(360, 1_200)).await;
    let third = given(&fleet.office, &inspection(5, 1_300)).await;
    let next = |date: Day| Some(date + Months::new(12));
    assert_eq!(second.next_date, next(fleet.ago(350)));
    assert_eq!(third.next_date, next(second.next_date.unwrap()));
    let later =
        PatchMaintenance { next_date: Change::Set(Some(fleet.ago(340))), ..Default::default() };
    patched(&fleet.office, &first, &later).await;
    let second = fresh(&fleet.office, &second).await;
    assert_eq!(second.next_date, next(fleet.ago(340)));
    assert_eq!(fresh(&fleet.office, &third).await.next_date, next(second.next_date.unwrap()));
    // Without the one before there is nothing to go on from but the day of the work itself.
    fleet.office.ok(&api::DELETE_MAINTENANCE, [&first.id.to_string()], &Empty {}).await;
    assert_eq!(fresh(&fleet.office, &second).await.next_date, next(fleet.ago(360)));
    let between = CreateMaintenance { next_date: Some(fleet.ahead(10)), ..inspection(20, 1_250) };
    given(&fleet.office, &between).await;
    assert_eq!(fresh(&fleet.office, &third).await.next_date, next(fleet.ahead(10)));
}

#[actix_web::test]
async fn a_later_work_of_the_same_kind_closes_the_plan() {
    let fleet = fleet().await;
    let planned = |days_ago, km: i64| CreateMaintenance {
        next_odometer_km: Some(Km::whole(km + 10_000)),
        ..work("van", fleet.ago(days_ago), km)
    };
    let first = given(&fleet.office, &planned(20, 1100)).await;
    let other_kind = CreateMaintenance { kind: MaintenanceKind::Brakes, ..planned(10, 1200) };
    given(&fleet.office, &other_kind).await;
    let truck = CreateMaintenance { vehicle: "truck".to_owned(), ..planned(10, 1200) };
    given(&fleet.office, &truck).await;
    assert!(fresh(&fleet.office, &first).await.is_planned);
    let later = given(&fleet.office, &work("van", fleet.ago(5), 1300)).await;
    assert!(!later.is_planned);
    assert!(!fresh(&fleet.office, &first).await.is_planned);
    fleet.office.ok(&api::DELETE_MAINTENANCE, [&later.id.to_string()], &Empty {}).await;
    assert!(fresh(&fleet.office, &first).await.is_planned);
    // Entered afterwards, but done before: it closes nothing.
    let earlier = given(&fleet.office, &planned(25, 1050)).await;
    assert!(!earlier.is_planned && fresh(&fleet.office, &first).await.is_planned);
}

#[actix_web::test]
async fn nonsense_is_refused_beside_its_field() {
    use FieldCode::{InFuture, Negative, NotFound, OutOfRange, Required, TooLong, TooManyDecimals};
    let fleet = fleet().await;
    let good = || work("van", fleet.ago(5), 1200);
    let mileage = TypedDistance { value: Fixed::whole(1), unit: DistanceUnit::Mi };
    #[rustfmt::skip] // Read it as a table.
    let table = [
        ("cost", Negative, CreateMaintenance { cost: cents(-1), ..good() }),
        ("cost", TooManyDecimals, CreateMaintenance { cost: Money::from_units(1), ..good() }),
        ("date", InFuture, work("van", fleet.ahead(2), 1200)),
        ("date", OutOfRange, work("van", "1900-01-01".parse().unwrap(), 1200)),
        ("vehicle", NotFound, work("bus", fleet.ago(5), 1200)),
        ("description", Required, CreateMaintenance { description: " ".to_owned(), ..good() }),
        ("description", TooLong, CreateMaintenance { description: "a".repeat(201), ..good() }),
        ("provider", TooLong, CreateMaintenance { provider: Some("a".repeat(101)), ..good() }),
        ("odometer_km", OutOfRange, work("van", fleet.ago(5), -1)),
        ("odometer_km", FieldCode::OdometerOrder, work("van", fleet.ago(5), 900)),
        ("typed_odometer", FieldCode::Invalid, CreateMaintenance { typed_odometer: Some(mileage), ..good() }),
        ("next_date", OutOfRange, CreateMaintenance { next_date: Some(fleet.ago(5)), ..good() }),
        ("next_odometer_km", OutOfRange, CreateMaintenance { next_odometer_km: Some(Km::whole(1200)), ..good() }),
        ("every_months", OutOfRange, CreateMaintenance { every_months: Some(0), ..good() }),
        ("every_km", OutOfRange, CreateMaintenance { every_km: Some(Km::ZERO), ..good() }),
        ("lead_days", OutOfRange, CreateMaintenance { lead_days: Some(367), ..good() }),
        ("lead_km", OutOfRange, CreateMaintenance { lead_km: Some(Km::whole(50_001)), ..good() }),
    ];
    for (field, code, request) in table {
        finding(&fleet, &request, field, code).await;
    }
}

#[actix_web::test]
async fn a_correction_keeps_the_next_time_after_this_one() {
    let fleet = fleet().await;
    let request = CreateMaintenance {
        next_date: Some(fleet.ahead(30)),
        next_odometer_km: Some(Km::whole(2000)),
        ..work("van", fleet.ago(5), 1200)
    };
    let entered = given(&fleet.office, &request).await;
    let id = entered.id.to_string();
    let before = fleet.dump().await;
    let plain = PatchMaintenance::default;
    for (field, patch) in [
        (
            "next_odometer_km",
            PatchMaintenance { odometer_km: Change::Set(Km::whole(2000)), ..plain() },
        ),
        (
            "next_odometer_km",
            PatchMaintenance { next_odometer_km: Change::Set(Some(Km::whole(1100))), ..plain() },
        ),
        ("next_date", PatchMaintenance { next_date: Change::Set(Some(fleet.ago(5))), ..plain() }),
    ] {
        let refused =
            fleet.office.refused_as(ErrorCode::Validation, &api::PATCH_MAINTENANCE, [&id], &patch);
        assert_eq!(refused.await.fields.of(field), Some(FieldCode::OutOfRange));
    }
    assert_eq!(fleet.dump().await, before);
}

#[actix_web::test]
async fn readings_out_of_order_and_inactive_vehicles_are_refused() {
    let fleet = fleet().await;
    let old = given(&fleet.office, &work("van", fleet.ago(10), 1500)).await;
    let low = work("van", fleet.ago(5), 1400);
    finding(&fleet, &low, "odometer_km", FieldCode::OdometerOrder).await;
    let forced = CreateMaintenance { force: true, ..low };
    fleet.ana.refused_as(ErrorCode::Forbidden, &api::CREATE_MAINTENANCE, [], &forced).await;
    assert_eq!(given(&fleet.office, &forced).await.forced_by.as_deref(), Some("dora"));
    fleet.retire("van").await;
    let before = fleet.dump().await;
    let new = work("van", fleet.ago(1), 1600);
    fleet.office.refused_as(ErrorCode::VehicleInactive, &api::CREATE_MAINTENANCE, [], &new).await;
    assert_eq!(fleet.dump().await, before);
    let notes = PatchMaintenance {
        notes: Change::Set(Some("checked".to_owned())),
        ..PatchMaintenance::default()
    };
    assert_eq!(patched(&fleet.office, &old, &notes).await.notes.as_deref(), Some("checked"));
}

#[actix_web::test]
async fn lists_are_filtered_and_their_totals_are_those_of_every_record() {
    let fleet = fleet().await;
    for number in 0..18_i64 {
        let vehicle = ["van", "car", "truck"][usize::try_from(number % 3).unwrap()];
        let request = CreateMaintenance {
            kind: MaintenanceKind::ALL[usize::try_from(number % 4).unwrap()],
            cost: cents(1000 + number * 377),
            provider: (number % 6 == 0).then(|| "Talleres Ibai".to_owned()),
            ..work(
                vehicle,
                fleet.ago(u64::try_from(300 - number * 13).unwrap()),
                1000 + number * 50,
            )
        };
        given(&fleet.office, &request).await;
    }
    let all = ListMaintenance { limit: Some(100), ..ListMaintenance::default() };
    let of = |vehicle: &str| ListMaintenance { vehicle: Some(vehicle.to_owned()), ..all.clone() };
    #[rustfmt::skip] // Read it as a table.
    let queries = [
        (18, 12, all.clone()),
        (6, 6, of("van")),
        (6, 0, of("truck")),
        (0, 0, of("nothing")),
        (5, 4, ListMaintenance { kind: Some(MaintenanceKind::Oil), ..all.clone() }),
        (2, 2, ListMaintenance { kind: Some(MaintenanceKind::Oil), ..of("van") }),
        (9, 6, ListMaintenance { from: Some(fleet.ago(183)), ..all.clone() }),
        (3, 2, ListMaintenance { from: Some(fleet.ago(287)), to: Some(fleet.ago(261)), ..all.clone() }),
        (3, 3, ListMaintenance { q: Some("TALLERES ".to_owned()), ..all.clone() }),
        (18, 12, ListMaintenance { q: Some("filter".to_owned()), ..all.clone() }),
        (18, 12, ListMaintenance { sort: Some("-cost".to_owned()), ..all.clone() }),
        (18, 12, ListMaintenance { sort: Some("date".to_owned()), ..all.clone() }),
    ];
    for (of_fleet, of_ana, query) in queries {
        for (client, expected) in [(&fleet.office, of_fleet), (&fleet.ana, of_ana)] {
            let answer = client.ok(&api::LIST_MAINTENANCE, [], &query).await;
            assert_eq!(
                (answer.page.total, answer.page.items.len()),
                (expected, usize::try_from(expected).unwrap()),
                "{query:?}"
            );
            let cost = answer.page.items.iter().map(|work| work.cost.units()).sum();
            assert_eq!(answer.sums.cost, Money::from_units(cost), "{query:?}");
            let items = &answer.page.items;
            match query.sort.as_deref() {
                Some("-cost") => assert!(items.is_sorted_by(|a, b| a.cost >= b.cost)),
                Some("date") => assert!(items.is_sorted_by(|a, b| a.date <= b.date)),
                _ => assert!(items.is_sorted_by(|a, b| a.date >= b.date)),
            }
        }
    }
    let page = ListMaintenance { page: Some(2), limit: Some(17), ..all };
    let answer = fleet.office.ok(&api::LIST_MAINTENANCE, [], &page).await;
    assert_eq!((answer.page.items.len(), answer.page.total), (1, 18));
}
