//! The fields of an expense, the same for a new and for an old one.

use furgo_shared::{
    due::{Basis, LEAD_DAYS},
    expenses::{ExpenseCategory, ExpenseRecurrence},
    text::{from_wire_name, wire_name},
};
use yew::prelude::*;

use super::draft::Draft;
use crate::{
    features::{
        entries::{Around, basis_field, more},
        files::FilesField,
        histories::words,
    },
    format,
    hooks::FormState,
    i18n::{text, text_with},
    ui::{Checkbox, Choice, DateField, NumberField, SelectField, TextArea, TextField},
};

/// All fields, those of every expense first.
pub fn fields(form: &FormState<Draft>, around: &Around) -> Html {
    let draft = form.draft();
    let symbol = format::currency_symbol(around.measures.currency);
    let unchosen = draft.category.is_none().then(|| Choice::new("", text("entry-choose")));
    let categories: Vec<Choice> =
        unchosen
            .into_iter()
            .chain(ExpenseCategory::ALL.iter().map(|category| {
                Choice::new(wire_name(category), words::expense_category(*category))
            }))
            .collect();
    let category = draft.category.map(|category| wire_name(&category)).unwrap_or_default();
    let oncategory = form.bind(|draft: &mut Draft, name: String| {
        draft.category = from_wire_name(&name).or(draft.category)
    });
    html! {
        <>
            <div class="entry-pair" key="main">
                <NumberField name="amount" label={text_with("entry-total", [("currency", symbol.into())])} value={draft.amount.clone()} autofocus=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.amount = value)} />
                <DateField name="date" label={text("history-date")} value={draft.date.clone()} oninput={form.bind(|draft: &mut Draft, value| draft.date = value)} />
            </div>
            <Checkbox key="back" name="is_back" label={text("entry-money-back")} hint={text("entry-money-back-hint")} checked={draft.is_back}
                onchange={form.bind(|draft: &mut Draft, is_back| draft.is_back = is_back)} />
            <SelectField key="category" name="category" label={text("expense-category")} value={category} choices={categories} onchange={oncategory} />
            <TextField key="description" name="description" label={text("history-description")} value={draft.description.clone()} optional=true
                placeholder={draft.category.map(words::expense_category)} oninput={form.bind(|draft: &mut Draft, value| draft.description = value)} />
            { recurrence(form) }
            <FilesField key="files" files={draft.files.clone()} onadd={form.bind(|draft: &mut Draft, chosen| draft.files.add(chosen))}
                onremove={form.bind(|draft: &mut Draft, at: usize| draft.files.remove(at))} onpreparing={around.onpreparing.clone()} />
            { more(text("entry-more"), has_more(form), rest(form)) }
        </>
    }
}

fn has_more(form: &FormState<Draft>) -> bool {
    let (draft, errors) = (form.draft(), form.errors());
    errors.of("notes").is_some() || draft.tax_deductible || !draft.notes.is_empty()
}

fn recurrence(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    let choices: Vec<Choice> = std::iter::once(Choice::new("", text("entry-recurs-never")))
        .chain(
            ExpenseRecurrence::ALL
                .iter()
                .map(|every| Choice::new(wire_name(every), words::recurrence(*every))),
        )
        .collect();
    let value = draft.recurrence.map(|every| wire_name(&every)).unwrap_or_default();
    let plan = draft.recurrence.map(|_| plan(form));
    html! {
        <div class="stack" key="recurrence">
            <SelectField key="every" name="recurrence" label={text("entry-recurs")} {value} {choices}
                onchange={form.bind(|draft: &mut Draft, name: String| draft.recurrence = from_wire_name(&name))} />
            { for plan }
        </div>
    }
}

fn plan(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    let by_itself = draft
        .next_by_itself()
        .filter(|_| draft.next_due.is_empty())
        .map(|day| text_with("entry-next-auto", [("next", format::day(day).to_string().into())]));
    let lead = text_with("entry-days", [("count", LEAD_DAYS.into())]).to_string();
    html! {
        <div class="stack" key="plan">
            <DateField key="next" name="next_due" label={text("entry-next-date")} value={draft.next_due.clone()} hint={by_itself} optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.next_due = value)} />
            <div class="form-row" key="how">
                { basis_field(draft.basis, form.bind(|draft: &mut Draft, basis: Basis| draft.basis = basis)) }
                <NumberField name="lead_days" label={text("entry-lead-days")} value={draft.lead_days.clone()} optional=true
                    hint={text_with("entry-lead-hint", [("lead", lead.into())])} oninput={form.bind(|draft: &mut Draft, value| draft.lead_days = value)} />
            </div>
        </div>
    }
}

fn rest(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    html! {
        <>
            <Checkbox key="tax" name="tax_deductible" label={text("entry-tax-deductible")} checked={draft.tax_deductible}
                onchange={form.bind(|draft: &mut Draft, deductible| draft.tax_deductible = deductible)} />
            <TextArea key="notes" name="notes" label={text("history-notes")} value={draft.notes.clone()} optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.notes = value)} />
        </>
    }
}
