//! The fields of maintenance, the same for new work and for old.

use furgo_shared::{
    due::{Basis, LEAD_DAYS, LEAD_M},
    maintenance::MaintenanceKind,
    text::{from_wire_name, wire_name},
    units::Km,
};
use yew::prelude::*;

use super::draft::{Draft, EveryUnit};
use crate::{
    features::{
        entries::{Around, OdometerField, basis_field, force_box, more},
        files::FilesField,
        histories::words,
    },
    format,
    hooks::FormState,
    i18n::{text, text_with},
    ui::{Choice, DateField, NumberField, SelectField, TextArea, TextField},
};

/// All fields: what was done, then when it is due again.
pub fn fields(form: &FormState<Draft>, around: &Around) -> Html {
    let draft = form.draft();
    let symbol = format::currency_symbol(around.measures.currency);
    let unchosen = draft.kind.is_none().then(|| Choice::new("", text("entry-choose")));
    let kinds: Vec<Choice> = unchosen
        .into_iter()
        .chain(
            MaintenanceKind::ALL
                .iter()
                .map(|kind| Choice::new(wire_name(kind), words::maintenance_kind(*kind))),
        )
        .collect();
    let kind = draft.kind.map(|kind| wire_name(&kind)).unwrap_or_default();
    let onkind = form
        .bind(|draft: &mut Draft, name: String| draft.kind = from_wire_name(&name).or(draft.kind));
    html! {
        <>
            <OdometerField key="odometer" value={draft.odometer.clone()} hints={around.hints.clone()} day={draft.day()} autofocus=true
                oninput={form.bind(|draft: &mut Draft, value| draft.odometer = value)} />
            { for around.may_force.then(|| force_box(draft.force, form.bind(|draft: &mut Draft, force| draft.force = force))) }
            <div class="entry-pair" key="main">
                <NumberField name="cost" label={text_with("entry-total", [("currency", symbol.into())])} value={draft.cost.clone()} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.cost = value)} />
                <DateField name="date" label={text("history-date")} value={draft.date.clone()} oninput={form.bind(|draft: &mut Draft, value| draft.date = value)} />
            </div>
            <SelectField key="kind" name="kind" label={text("maintenance-kind")} value={kind} choices={kinds} onchange={onkind} />
            <TextField key="description" name="description" label={text("history-description")} value={draft.description.clone()} optional=true
                placeholder={draft.kind.map(words::maintenance_kind)} oninput={form.bind(|draft: &mut Draft, value| draft.description = value)} />
            { more(text("entry-plan"), has_plan(form), plan(form, around)) }
            <FilesField key="files" files={draft.files.clone()} onadd={form.bind(|draft: &mut Draft, chosen| draft.files.add(chosen))}
                onremove={form.bind(|draft: &mut Draft, at: usize| draft.files.remove(at))} onpreparing={around.onpreparing.clone()} />
            <div key="rest">{ more(text("entry-more"), has_more(form), rest(form)) }</div>
        </>
    }
}

fn has_plan(form: &FormState<Draft>) -> bool {
    let (draft, errors) = (form.draft(), form.errors());
    let every = draft.every_unit.field();
    let fields = [every, "every_km", "next_date", "next_odometer_km", "lead_days", "lead_km"];
    let texts = [&draft.every, &draft.every_distance, &draft.next_date, &draft.next_odometer];
    fields.iter().any(|field| errors.of(field).is_some())
        || texts.iter().any(|text| !text.is_empty())
}

fn has_more(form: &FormState<Draft>) -> bool {
    let (draft, errors) = (form.draft(), form.errors());
    let wrong = ["provider", "notes"].iter().any(|field| errors.of(field).is_some());
    wrong || !draft.provider.is_empty() || !draft.notes.is_empty()
}

fn plan(form: &FormState<Draft>, around: &Around) -> Html {
    let (draft, units) = (form.draft(), around.measures.units);
    let unit = format::distance_unit(units.distance);
    let (next_day, next_km) = draft.next_by_itself(around.measures);
    let by_itself = |next: Option<AttrValue>, typed: &str| {
        next.filter(|_| typed.is_empty())
            .map(|next| text_with("entry-next-auto", [("next", next.to_string().into())]))
    };
    let day_hint = by_itself(next_day.map(format::day), &draft.next_date);
    let km_hint = by_itself(next_km.map(|km| format::distance(km, units)), &draft.next_odometer);
    html! {
        <>
            <p class="muted small" key="hint">{ text("entry-plan-hint") }</p>
            <div class="entry-pair" key="every">
                <NumberField name={draft.every_unit.field()} label={text("entry-every-time")} value={draft.every.clone()} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.every = value)} />
                <SelectField name="every_unit" label={text("entry-every-unit")} value={wire_name(&draft.every_unit)} choices={units_of_time()}
                    onchange={form.bind(|draft: &mut Draft, name: String| draft.every_unit = from_wire_name(&name).unwrap_or_default())} />
            </div>
            <div class="entry-pair" key="every-distance">
                <NumberField name="every_km" label={text_with("entry-every-distance", [("unit", unit.into())])} value={draft.every_distance.clone()} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.every_distance = value)} />
            </div>
            { basis_field(draft.basis, form.bind(|draft: &mut Draft, basis: Basis| draft.basis = basis)) }
            <div class="form-row" key="next">
                <DateField name="next_date" label={text("entry-next-date")} value={draft.next_date.clone()} hint={day_hint} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.next_date = value)} />
                <NumberField name="next_odometer_km" label={text("entry-next-odometer")} value={draft.next_odometer.clone()} suffix={unit} hint={km_hint} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.next_odometer = value)} />
            </div>
            { leads(form, around, unit) }
        </>
    }
}

fn units_of_time() -> Vec<Choice> {
    let label = |unit: &EveryUnit| text(&format!("entry-every-unit-{}", wire_name(unit)));
    EveryUnit::ALL.iter().map(|unit| Choice::new(wire_name(unit), label(unit))).collect()
}

fn leads(form: &FormState<Draft>, around: &Around, unit: &'static str) -> Html {
    let draft = form.draft();
    let days = text_with("entry-days", [("count", LEAD_DAYS.into())]).to_string();
    let distance = format::distance(Km::from_metres(LEAD_M), around.measures.units).to_string();
    let usually = |lead: String| text_with("entry-lead-hint", [("lead", lead.into())]);
    html! {
        <div class="form-row" key="leads">
            <NumberField name="lead_days" label={text("entry-lead-days")} value={draft.lead_days.clone()} hint={usually(days)} optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.lead_days = value)} />
            <NumberField name="lead_km" label={text_with("entry-lead-distance", [("unit", unit.into())])} value={draft.lead_distance.clone()} hint={usually(distance)} optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.lead_distance = value)} />
        </div>
    }
}

fn rest(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    html! {
        <>
            <TextField key="provider" name="provider" label={text("maintenance-provider")} value={draft.provider.clone()} optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.provider = value)} />
            <TextArea key="notes" name="notes" label={text("history-notes")} value={draft.notes.clone()} optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.notes = value)} />
        </>
    }
}
