//! What is typed into the form of an expense becomes a request, or findings beside fields.

use furgo_shared::{expenses::StoredExpense, text::Locale, time::Timestamp};
use uuid::Uuid;

use super::*;
use crate::{
    features::entries::test_vehicle::{METRIC, day, vehicle},
    i18n,
};

fn draft() -> Draft {
    Draft {
        amount: "480,50".to_owned(),
        category: Some(ExpenseCategory::Insurance),
        ..Draft::new(day("2026-01-31"))
    }
}

fn request(draft: &Draft) -> Result<CreateExpense, FieldErrors> {
    draft.request(ExpenseId(Uuid::nil()), &vehicle(1), METRIC)
}

#[test]
fn an_expense_without_a_description_is_called_as_its_category() {
    i18n::set_locale(Locale::Es);
    let request = request(&draft()).expect("fine");
    assert_eq!(
        (request.description.as_str(), request.amount),
        ("Seguro", Money::from_units(480_500))
    );
    assert_eq!((request.recurrence, request.next_due), (None, None));
}

#[test]
fn money_back_is_ticked_or_typed_with_a_sign() {
    for (amount, is_back, expected) in
        [("20", true, -20), ("-20", true, -20), ("-20", false, -20), ("20", false, 20)]
    {
        let draft = Draft { amount: amount.to_owned(), is_back, ..draft() };
        let sent = request(&draft).expect("fine");
        assert_eq!(sent.amount, Money::whole(expected), "{amount} {is_back}");
        let view = ExpenseView {
            stored: StoredExpense {
                id: ExpenseId(Uuid::nil()),
                vehicle_id: vehicle(1).id,
                date: sent.date,
                category: sent.category,
                amount: sent.amount,
                description: sent.description,
                recurrence: None,
                next_due: None,
                recurrence_basis: sent.recurrence_basis,
                lead_days: None,
                tax_deductible: false,
                notes: None,
                payment_of: None,
                pays_due: None,
                recorded_by: None,
                created_at: Timestamp::default(),
                updated_at: Timestamp::default(),
                version: 1,
            },
            files: Vec::new(),
            vehicle: sent.vehicle,
        };
        let shown = Draft::of(&view, METRIC);
        assert_eq!((shown.amount.as_str(), shown.is_back), ("20", expected < 0));
        assert_eq!(
            shown.patch(&view, &vehicle(1), METRIC),
            Ok(PatchExpense {
                vehicle: shown.patch(&view, &vehicle(1), METRIC).expect("fine").vehicle,
                ..PatchExpense::default()
            })
        );
    }
}

#[test]
fn what_comes_back_is_due_one_period_on() {
    for (every, typed, next) in [
        (ExpenseRecurrence::Weekly, "", "2026-02-07"),
        (ExpenseRecurrence::Monthly, "", "2026-02-28"),
        (ExpenseRecurrence::Quarterly, "", "2026-04-30"),
        (ExpenseRecurrence::Yearly, "", "2027-01-31"),
        (ExpenseRecurrence::Yearly, "2027-02-05", "2027-02-05"),
    ] {
        let draft = Draft { recurrence: Some(every), next_due: typed.to_owned(), ..draft() };
        assert_eq!(request(&draft).expect("fine").next_due, Some(day(next)), "{every:?}");
    }
}

#[test]
fn what_is_only_once_is_never_due() {
    let once = Draft { next_due: "2027-02-05".to_owned(), lead_days: "10".to_owned(), ..draft() };
    let request = request(&once).expect("fine");
    assert_eq!((request.next_due, request.lead_days), (None, None));
}

#[test]
fn every_field_says_what_is_wrong_with_it() {
    for (draft, field, code) in [
        (Draft { amount: String::new(), ..draft() }, "amount", FieldCode::Required),
        (Draft { amount: "1e3".to_owned(), ..draft() }, "amount", FieldCode::Invalid),
        (Draft { category: None, ..draft() }, "category", FieldCode::Required),
        (Draft { date: "soon".to_owned(), ..draft() }, "date", FieldCode::Invalid),
        (Draft { description: "d".repeat(201), ..draft() }, "description", FieldCode::TooLong),
    ] {
        assert_eq!(request(&draft).expect_err(field).of(field), Some(code), "{field}");
    }
}
