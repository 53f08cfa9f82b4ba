//! Expenses: their whole life, whose they are, what recurs, lists and sums.

use furgo_shared::{
    api,
    change::Change,
    due::Basis,
    expenses::{
        CreateExpense, ExpenseCategory, ExpenseRecurrence, ExpenseView, ListExpenses, PatchExpense,
    },
    money::Money,
    problem::ErrorCode,
    stats::PeriodOf,
    validate::{Empty, FieldCode},
};
use support::Client;
use uuid::Uuid;

use crate::histories::{Fleet, cents, expense, fleet};

async fn given(client: &Client, request: &CreateExpense) -> ExpenseView {
    client.ok(&api::CREATE_EXPENSE, [], request).await
}

async fn fresh(client: &Client, expense: &ExpenseView) -> ExpenseView {
    client.ok(&api::GET_EXPENSE, [&expense.id.to_string()], &Empty {}).await
}

async fn patched(client: &Client, expense: &ExpenseView, patch: &PatchExpense) -> ExpenseView {
    client.ok(&api::PATCH_EXPENSE, [&expense.id.to_string()], patch).await
}

/// Refused with this finding, and nothing is changed.
async fn finding(fleet: &Fleet, request: &CreateExpense, field: &str, code: FieldCode) {
    let before = fleet.dump().await;
    let problem =
        fleet.office.refused_as(ErrorCode::Validation, &api::CREATE_EXPENSE, [], request).await;
    assert_eq!(problem.fields.of(field), Some(code), "{problem:?}");
    assert_eq!(fleet.dump().await, before);
}

fn insurance(fleet: &Fleet) -> CreateExpense {
    CreateExpense {
        category: ExpenseCategory::Insurance,
        recurrence: Some(ExpenseRecurrence::Yearly),
        next_due: Some(fleet.ahead(20)),
        description: "Third party".to_owned(),
        amount: cents(40_000),
        ..expense("van", fleet.ago(345))
    }
}

#[actix_web::test]
async fn an_expense_is_entered_corrected_and_deleted() {
    let fleet = fleet().await;
    let request = CreateExpense {
        description: " AP-8 ".to_owned(),
        notes: Some("to Donostia".to_owned()),
        tax_deductible: true,
        ..expense("van", fleet.ahead(300))
    };
    let entered = given(&fleet.office, &request).await;
    assert_eq!((entered.vehicle.as_str(), entered.description.as_str()), ("van", "AP-8"));
    assert_eq!((entered.amount, entered.tax_deductible), (cents(1250), true));
    assert_eq!((entered.recurrence, entered.next_due, entered.payment_of), (None, None, None));
    assert_eq!(entered.recorded_by, Some(fleet.office.id()));
    let id = entered.id.to_string();
    let reply = fleet.office.call(&api::GET_EXPENSE, [&id], &Empty {}).await;
    assert_eq!((reply.tagged_version(), reply.json::<ExpenseView>()), (Some(1), entered.clone()));
    let patch = PatchExpense {
        amount: Change::Set(Money::ZERO),
        notes: Change::Set(None),
        vehicle: Change::Set("TRUCK".to_owned()),
        category: Change::Set(ExpenseCategory::Parking),
        ..PatchExpense::default()
    };
    let corrected = patched(&fleet.office, &entered, &patch).await;
    assert_eq!(
        (corrected.amount, corrected.notes.clone(), corrected.version),
        (Money::ZERO, None, 2)
    );
    assert_eq!((corrected.vehicle.as_str(), corrected.vehicle_id), ("truck", fleet.truck.id));
    fleet.office.ok(&api::DELETE_EXPENSE, [&id], &Empty {}).await;
    fleet.office.refused(404, &api::GET_EXPENSE, [&id], &Empty {}).await;
    fleet.office.refused(404, &api::DELETE_EXPENSE, [&id], &Empty {}).await;
}

#[actix_web::test]
async fn drivers_keep_the_books_of_their_own_vehicles_and_viewers_only_read() {
    let fleet = fleet().await;
    let own = given(&fleet.ana, &expense("van", fleet.ago(2))).await;
    let id = own.id.to_string();
    let patch = PatchExpense { tax_deductible: Change::Set(true), ..PatchExpense::default() };
    for client in [&fleet.ana, &fleet.office, &fleet.viewer] {
        assert_eq!(fresh(client, &own).await, own);
    }
    let (ben, viewer) = (&fleet.ben, &fleet.viewer);
    ben.refused(404, &api::GET_EXPENSE, [&id], &Empty {}).await;
    ben.refused(404, &api::PATCH_EXPENSE, [&id], &patch).await;
    ben.refused(404, &api::DELETE_EXPENSE, [&id], &Empty {}).await;
    let request = expense("van", fleet.ago(1));
    let problem = ben.refused_as(ErrorCode::Validation, &api::CREATE_EXPENSE, [], &request).await;
    assert_eq!(problem.fields.of("vehicle"), Some(FieldCode::NotFound));
    // A payment of what somebody else's vehicle costs is none.
    let foreign = CreateExpense { payment_of: Some(own.id), ..expense("truck", fleet.ago(1)) };
    let problem = ben.refused_as(ErrorCode::Validation, &api::CREATE_EXPENSE, [], &foreign).await;
    assert_eq!(problem.fields.of("payment_of"), Some(FieldCode::NotFound));
    viewer.refused_as(ErrorCode::Forbidden, &api::CREATE_EXPENSE, [], &request).await;
    viewer.refused_as(ErrorCode::Forbidden, &api::PATCH_EXPENSE, [&id], &patch).await;
    viewer.refused_as(ErrorCode::Forbidden, &api::DELETE_EXPENSE, [&id], &Empty {}).await;
    fleet.app.stranger().refused(401, &api::GET_EXPENSE, [&id], &Empty {}).await;
    assert_eq!(fresh(&fleet.office, &own).await, own);
    patched(&fleet.ana, &own, &patch).await;
    fleet.ana.ok(&api::DELETE_EXPENSE, [&id], &Empty {}).await;
}

#[actix_web::test]
async fn repeated_and_stale_requests_change_nothing() {
    let fleet = fleet().await;
    let keyed = fleet.office.with("idempotency-key", "k1");
    let request = expense("van", fleet.ago(2));
    let first = keyed.call(&api::CREATE_EXPENSE, [], &request).await;
    let again = keyed.call(&api::CREATE_EXPENSE, [], &request).await;
    assert_eq!((first.status, &first.bytes), (201, &again.bytes));
    assert_eq!(again.header("idempotency-replayed"), "true");
    let named = CreateExpense { id: Some(Uuid::now_v7().into()), ..request };
    let entered = given(&fleet.office, &named).await;
    assert_eq!(given(&fleet.office, &named).await, entered);
    let other = CreateExpense { amount: cents(1), ..named };
    fleet.office.refused_as(ErrorCode::IdReused, &api::CREATE_EXPENSE, [], &other).await;
    let (id, stale) = (entered.id.to_string(), fleet.office.with("if-match", "\"1\""));
    let patch = PatchExpense { amount: Change::Set(cents(5)), ..PatchExpense::default() };
    stale.ok(&api::PATCH_EXPENSE, [&id], &patch).await;
    let before = fleet.dump().await;
    stale.refused_as(ErrorCode::Stale, &api::PATCH_EXPENSE, [&id], &patch).await;
    stale.refused_as(ErrorCode::Stale, &api::DELETE_EXPENSE, [&id], &Empty {}).await;
    assert_eq!(fleet.dump().await, before);
}

#[actix_web::test]
async fn nonsense_is_refused_beside_its_field() {
    use FieldCode::{
        InFuture, NotFound, NotUsable, OutOfRange, Required, TooLong, TooManyDecimals,
    };
    let fleet = fleet().await;
    let recurring = given(&fleet.office, &insurance(&fleet)).await;
    let of =
        |payment_of| CreateExpense { payment_of: Some(payment_of), ..expense("van", fleet.ago(1)) };
    let payment = given(&fleet.office, &of(recurring.id)).await;
    let good = || expense("van", fleet.ago(5));
    let monthly = Some(ExpenseRecurrence::Monthly);
    #[rustfmt::skip] // Read it as a table.
    let table = [
        ("amount", OutOfRange, CreateExpense { amount: cents(-10_000_000_001), ..good() }),
        ("amount", OutOfRange, CreateExpense { amount: cents(10_000_000_001), ..good() }),
        ("amount", TooManyDecimals, CreateExpense { amount: Money::from_units(1), ..good() }),
        ("date", InFuture, expense("van", fleet.ahead(370))),
        ("date", OutOfRange, expense("van", "1949-12-31".parse().unwrap())),
        ("vehicle", NotFound, expense("bus", fleet.ago(5))),
        ("description", Required, CreateExpense { description: String::new(), ..good() }),
        ("description", TooLong, CreateExpense { description: "a".repeat(201), ..good() }),
        ("notes", TooLong, CreateExpense { notes: Some("a".repeat(2001)), ..good() }),
        ("next_due", Required, CreateExpense { recurrence: monthly, ..good() }),
        ("next_due", NotUsable, CreateExpense { next_due: Some(fleet.today), ..good() }),
        ("lead_days", OutOfRange, CreateExpense { lead_days: Some(367), ..good() }),
        ("payment_of", NotFound, of(Uuid::now_v7().into())),
        ("payment_of", NotUsable, of(payment.id)),
        ("recurrence", NotUsable, CreateExpense { payment_of: Some(recurring.id), ..insurance(&fleet) }),
    ];
    for (field, code, request) in table {
        finding(&fleet, &request, field, code).await;
    }
    let problem = fleet.office.raw("POST", "/api/expenses", Some(r#"{"price":1}"#)).await;
    assert_eq!(problem.problem(400).fields.of("price"), Some(FieldCode::Unknown));
    fleet.pay_in("JPY").await;
    let yen = CreateExpense { amount: Money::from_units(12_500), ..good() };
    finding(&fleet, &yen, "amount", TooManyDecimals).await;
}

#[actix_web::test]
async fn a_recurrence_and_its_next_date_come_and_go_together() {
    let fleet = fleet().await;
    let once = given(&fleet.office, &expense("van", fleet.ago(5))).await;
    let recurring = given(&fleet.office, &insurance(&fleet)).await;
    assert_eq!(recurring.recurrence_basis, Basis::Fixed);
    let plain = PatchExpense::default;
    let next_due = |day| PatchExpense { next_due: Change::Set(day), ..plain() };
    let recurrence = |recurrence| PatchExpense { recurrence: Change::Set(recurrence), ..plain() };
    let before = fleet.dump().await;
    for (expense, code, patch) in [
        (&once, FieldCode::NotUsable, next_due(Some(fleet.today))),
        (&once, FieldCode::Required, recurrence(Some(ExpenseRecurrence::Monthly))),
        (&recurring, FieldCode::Required, next_due(None)),
        (
            &recurring,
            FieldCode::NotUsable,
            PatchExpense { next_due: Change::Set(Some(fleet.today)), ..recurrence(None) },
        ),
    ] {
        let id = expense.id.to_string();
        let problem = fleet
            .office
            .refused_as(ErrorCode::Validation, &api::PATCH_EXPENSE, [&id], &patch)
            .await;
        assert_eq!(problem.fields.of("next_due"), Some(code), "{patch:?}");
    }
    assert_eq!(fleet.dump().await, before);
    let ended = patched(&fleet.office, &recurring, &recurrence(None)).await;
    assert_eq!((ended.recurrence, ended.next_due), (None, None));
    let both = PatchExpense {
        next_due: Change::Set(Some(fleet.ahead(9))),
        ..recurrence(Some(ExpenseRecurrence::Quarterly))
    };
    let again = patched(&fleet.office, &once, &both).await;
    assert_eq!(again.next_due, Some(fleet.ahead(9)));
}

#[actix_web::test]
async fn an_inactive_vehicle_gets_no_new_expenses_but_old_ones_can_be_corrected() {
    let fleet = fleet().await;
    let old = given(&fleet.office, &expense("van", fleet.ago(5))).await;
    fleet.retire("van").await;
    let before = fleet.dump().await;
    let new = expense("van", fleet.ago(1));
    fleet.office.refused_as(ErrorCode::VehicleInactive, &api::CREATE_EXPENSE, [], &new).await;
    assert_eq!(fleet.dump().await, before);
    let patch = PatchExpense {
        amount: Change::Set(cents(7)),
        vehicle: Change::Set(fleet.van.id.to_string()),
        ..PatchExpense::default()
    };
    assert_eq!(patched(&fleet.office, &old, &patch).await.amount, cents(7));
    fleet.office.ok(&api::DELETE_EXPENSE, [&old.id.to_string()], &Empty {}).await;
}

/// Expenses on three vehicles, of every category, over most of a year.
async fn given_history(fleet: &Fleet) {
    for number in 0..27_i64 {
        let place = usize::try_from(number).unwrap();
        let request = CreateExpense {
            category: ExpenseCategory::ALL[place % 9],
            amount: cents(100 + number * number * 31),
            tax_deductible: number % 2 == 0,
            notes: (number % 5 == 0).then(|| "Ticket ÑU".to_owned()),
            ..expense(
                ["van", "car", "truck"][place % 3],
                fleet.ago(u64::try_from(number * 11).unwrap()),
            )
        };
        given(&fleet.office, &request).await;
    }
}

#[actix_web::test]
async fn totals_are_those_of_every_record_that_a_filter_lets_through() {
    let fleet = fleet().await;
    given_history(&fleet).await;
    let all = ListExpenses { limit: Some(100), ..ListExpenses::default() };
    let of = |vehicle: &str| ListExpenses { vehicle: Some(vehicle.to_owned()), ..all.clone() };
    let toll = Some(ExpenseCategory::Toll);
    #[rustfmt::skip] // Read it as a table.
    let queries = [
        (27, 18, all.clone()),
        (9, 9, of("van")),
        (9, 0, of("truck")),
        (0, 0, of("nothing")),
        (3, 3, ListExpenses { category: toll, ..all.clone() }),
        (3, 3, ListExpenses { category: toll, ..of("car") }),
        (14, 9, ListExpenses { tax_deductible: Some(true), ..all.clone() }),
        (13, 9, ListExpenses { tax_deductible: Some(false), ..all.clone() }),
        (6, 4, ListExpenses { q: Some("ticket ñu".to_owned()), ..all.clone() }),
        (27, 18, ListExpenses { q: Some("motorWAY".to_owned()), ..all.clone() }),
        (11, 8, ListExpenses { from: Some(fleet.ago(110)), ..all.clone() }),
        (5, 3, ListExpenses { from: Some(fleet.ago(66)), to: Some(fleet.ago(22)), ..all.clone() }),
        (27, 18, ListExpenses { sort: Some("-amount".to_owned()), ..all.clone() }),
        (27, 18, ListExpenses { sort: Some("date".to_owned()), ..all.clone() }),
    ];
    for (of_fleet, of_ana, query) in queries {
        for (client, expected) in
            [(&fleet.office, of_fleet), (&fleet.ana, of_ana), (&fleet.viewer, of_fleet)]
        {
            let answer = client.ok(&api::LIST_EXPENSES, [], &query).await;
            let items = &answer.page.items;
            assert_eq!(
                (answer.page.total, items.len()),
                (expected, usize::try_from(expected).unwrap()),
                "{query:?}"
            );
            let amount = items.iter().map(|expense| expense.amount.units()).sum();
            assert_eq!(answer.sums.amount, Money::from_units(amount), "{query:?}");
            match query.sort.as_deref() {
                Some("-amount") => assert!(items.is_sorted_by(|a, b| a.amount >= b.amount)),
                Some("date") => assert!(items.is_sorted_by(|a, b| a.date <= b.date)),
                _ => assert!(items.is_sorted_by(|a, b| a.date >= b.date)),
            }
        }
    }
}

#[actix_web::test]
async fn a_summary_is_by_category_with_shares() {
    let fleet = fleet().await;
    let empty = fleet.office.ok(&api::EXPENSE_SUMMARY, [], &PeriodOf::default()).await;
    assert_eq!((empty.items.len(), empty.total), (0, Money::ZERO));
    given_history(&fleet).await;
    let of = |vehicle: Option<&str>| PeriodOf {
        vehicle: vehicle.map(str::to_owned),
        from: Some(fleet.ago(200)),
        to: Some(fleet.ago(5)),
    };
    for (client, vehicle) in [
        (&fleet.office, None),
        (&fleet.office, Some("van")),
        (&fleet.ana, None),
        (&fleet.ben, Some("van")),
    ] {
        let summary = client.ok(&api::EXPENSE_SUMMARY, [], &of(vehicle)).await;
        let PeriodOf { vehicle, from, to } = of(vehicle);
        let query = ListExpenses { vehicle, from, to, limit: Some(100), ..ListExpenses::default() };
        let listed = client.ok(&api::LIST_EXPENSES, [], &query).await;
        assert_eq!(summary.total, listed.sums.amount);
        assert!(summary.items.is_sorted_by(|a, b| a.amount >= b.amount));
        assert_eq!(summary.items.iter().map(|item| item.count).sum::<u64>(), listed.page.total);
        for item in &summary.items {
            let own = listed.page.items.iter().filter(|expense| expense.category == item.category);
            let amount: i64 = own.map(|expense| expense.amount.units()).sum();
            assert_eq!(item.amount, Money::from_units(amount), "{item:?}");
            let share = item.amount.to_f64() / summary.total.to_f64();
            assert!((item.share - share).abs() <= 0.000_05, "{item:?}");
        }
    }
    let none = fleet.ben.ok(&api::EXPENSE_SUMMARY, [], &of(Some("van"))).await;
    assert_eq!(none.items, []);
    fleet
        .office
        .raw("GET", "/api/expenses/summary?from=2026-02-01&to=2026-01-01", None)
        .await
        .problem(400);
}
