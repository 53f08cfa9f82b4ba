//! Expenses as the pages of entry forms see them.

use furgo_shared::{
    api,
    expenses::{CreateExpense, ExpenseView, PatchExpense},
    field::FieldCommand,
    id::ExpenseId,
    time::Day,
    trash::TrashKind,
    validate::FieldErrors,
    vehicles::VehicleView,
};
use uuid::Uuid;
use yew::prelude::*;

use super::{draft::Draft, fields::fields};
use crate::{
    features::{
        entries::{Around, EntryDraft, EntryKey, EntryKind},
        files::Attachments,
    },
    format,
    hooks::FormState,
    screens::Screen,
    session::Measures,
};

impl EntryDraft for Draft {
    type View = ExpenseView;
    type Create = CreateExpense;
    type Patch = PatchExpense;

    fn kind() -> EntryKind<ExpenseView, CreateExpense, PatchExpense> {
        EntryKind {
            get: api::GET_EXPENSE,
            create: api::CREATE_EXPENSE,
            command: |request| FieldCommand::CreateExpense(Box::new(request)),
            patch: api::PATCH_EXPENSE,
            delete: api::DELETE_EXPENSE,
            trash: TrashKind::Expenses,
            adds: "expenses-add",
            edits: "entry-edit-expense",
            deleted: "expense-deleted",
            history: Screen::Expenses,
            has_reading: false,
        }
    }

    fn key(view: &ExpenseView) -> EntryKey {
        EntryKey { id: view.id.into(), version: view.version, vehicle: Some(view.vehicle_id) }
    }

    fn blank(today: Day) -> Self {
        Self::new(today)
    }

    fn opened(view: &ExpenseView, measures: Measures) -> Self {
        Self::of(view, measures)
    }

    fn about(&self) -> Option<Day> {
        None
    }

    fn entered(
        &self,
        id: Uuid,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<CreateExpense, FieldErrors> {
        self.request(ExpenseId(id), vehicle, measures)
    }

    fn corrected(
        &self,
        before: &ExpenseView,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<PatchExpense, FieldErrors> {
        self.patch(before, vehicle, measures)
    }

    fn files(&self) -> Attachments {
        self.files.clone()
    }

    fn result(view: &ExpenseView, measures: Measures) -> AttrValue {
        result(view, measures)
    }

    fn fields(form: &FormState<Self>, around: &Around) -> Html {
        fields(form, around)
    }
}

fn result(expense: &ExpenseView, measures: Measures) -> AttrValue {
    let amount = format::money(expense.amount, measures.currency);
    format!("{} · {amount}", expense.description).into()
}
