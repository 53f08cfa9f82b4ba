//! The fields of a refuel, the same for a new and for an old one.

use furgo_shared::{
    measures::Measure,
    readings::FuelHintView,
    text::{from_wire_name, wire_name},
};
use yew::prelude::*;

use super::{amounts::Part, draft::Draft, draft::fuels, economy};
use crate::{
    features::{
        entries::{Around, OdometerField, force_box, more, note},
        files::FilesField,
        histories::words,
    },
    format,
    hooks::FormState,
    i18n::{text, text_with},
    ui::{Button, Checkbox, Choice, DateField, NumberField, SelectField, TextArea, TextField},
};

/// All fields, those of every refuel first.
pub fn fields(form: &FormState<Draft>, around: &Around) -> Html {
    let draft = form.draft();
    html! {
        <>
            <OdometerField key="odometer" value={draft.odometer.clone()} hints={around.hints.clone()} day={draft.day()} autofocus=true optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.odometer = value)} />
            { for around.may_force.then(|| force_box(draft.force, form.bind(|draft: &mut Draft, force| draft.force = force))) }
            { for fuel_field(form, around) }
            { amounts(form, around) }
            <div key="said" class="stack stack--tight" role="status">{ for said(form, around) }</div>
            <div key="when" class="entry-pair">
                <DateField name="date" label={text("history-date")} value={draft.date.clone()} oninput={form.bind(|draft: &mut Draft, value| draft.date = value)} />
                <Checkbox name="full_tank" label={text("entry-full-tank")} checked={draft.full_tank} onchange={form.bind(|draft: &mut Draft, full| draft.full_tank = full)} />
            </div>
            <FilesField key="files" files={draft.files.clone()} onadd={form.bind(|draft: &mut Draft, chosen| draft.files.add(chosen))}
                onremove={form.bind(|draft: &mut Draft, at: usize| draft.files.remove(at))} onpreparing={around.onpreparing.clone()} />
            { more(text("entry-more"), has_more(form), rest(form, around)) }
        </>
    }
}

fn has_more(form: &FormState<Draft>) -> bool {
    let (draft, errors) = (form.draft(), form.errors());
    let wrong =
        ["level_after_percent", "station", "notes"].iter().any(|field| errors.of(field).is_some());
    wrong || !draft.level.is_empty() || !draft.notes.is_empty()
}

/// Only a vehicle that takes two has a choice.
fn fuel_field(form: &FormState<Draft>, around: &Around) -> Option<Html> {
    let fuels = fuels(&around.vehicle, form.draft().fuel);
    let choices: Vec<Choice> =
        fuels.iter().map(|fuel| Choice::new(wire_name(fuel), words::fuel(*fuel))).collect();
    let value = wire_name(&form.draft().fuel(&around.vehicle));
    (choices.len() > 1).then(|| {
        html! {
            <SelectField key="fuel" name="fuel" label={text("history-fuel")} {value} {choices}
                onchange={form.bind(|draft: &mut Draft, name: String| draft.fuel = from_wire_name(&name))} />
        }
    })
}

fn measure(form: &FormState<Draft>, around: &Around) -> Measure {
    Measure::of(form.draft().fuel(&around.vehicle))
}

fn hint_of<'a>(form: &FormState<Draft>, around: &'a Around) -> Option<&'a FuelHintView> {
    let fuel = form.draft().fuel(&around.vehicle);
    around.hints.as_ref()?.fuels.iter().find(|hint| hint.fuel == fuel)
}

fn amounts(form: &FormState<Draft>, around: &Around) -> Html {
    let (draft, unit) =
        (form.draft(), format::quantity_unit(around.measures.units, measure(form, around)));
    let currency = around.measures.currency;
    let symbol = format::currency_symbol(currency);
    let bind = |part: Part| {
        form.bind(move |draft: &mut Draft, value| draft.amounts.set(part, value, currency))
    };
    let reckoned =
        |part: Part| (draft.amounts.reckoned() == Some(part)).then(|| text("entry-reckoned"));
    let last_price = hint_of(form, around).and_then(|hint| hint.last_unit_price).map(|price| {
        let price = around.measures.units.from_unit_price(measure(form, around), price.to_f64());
        AttrValue::from(crate::features::entries::measured::shown_number(price, 3))
    });
    html! {
        <div class="entry-trio" key="amounts">
            <NumberField name="quantity" label={text_with("entry-quantity", [("unit", unit.into())])} value={draft.amounts.quantity.clone()}
                hint={reckoned(Part::Quantity)} oninput={bind(Part::Quantity)} />
            <NumberField name="cost" label={text_with("entry-total", [("currency", symbol.into())])} value={draft.amounts.cost.clone()}
                hint={reckoned(Part::Cost)} oninput={bind(Part::Cost)} />
            <NumberField name="unit_price" label={text_with("entry-unit-price", [("currency", symbol.into()), ("unit", unit.into())])}
                value={draft.amounts.unit_price.clone()} placeholder={last_price} hint={reckoned(Part::UnitPrice)} oninput={bind(Part::UnitPrice)} />
        </div>
    }
}

/// What the figures say while they are typed.
fn said(form: &FormState<Draft>, around: &Around) -> Vec<Html> {
    let (draft, measures) = (form.draft(), around.measures);
    let Some(hint) = hint_of(form, around) else { return Vec::new() };
    let (odometer, quantity) = draft.figures(hint.fuel, measures);
    let over = quantity.filter(|quantity| economy::is_over_capacity(hint, *quantity)).map(|_| {
        let tank = hint.tank_capacity.map(|tank| {
            format::fuel_quantity(tank, Measure::of(hint.fuel), measures.units).to_string()
        });
        note(text_with("entry-over-capacity", [("tank", tank.unwrap_or_default().into())]))
    });
    let closes = draft.full_tank && !draft.missed_previous;
    let found = odometer
        .zip(quantity)
        .filter(|_| closes)
        .and_then(|(odometer, quantity)| economy::economy(hint, odometer, quantity));
    let figure = found
        .and_then(|found| found.sentence(Measure::of(hint.fuel), measures))
        .map(|sentence| html! { <p class="muted" key="figure">{ sentence }</p> });
    let doubt = found.and_then(economy::Economy::doubt).map(note);
    let missed = found.filter(|found| found.verdict == economy::Verdict::Missed).map(|_| {
        let onclick = form.bind(|draft: &mut Draft, ()| draft.missed_previous = true);
        html! { <Button key="missed" {onclick}>{ text("entry-missed-yes") }</Button> }
    });
    over.into_iter().chain(figure).chain(doubt).chain(missed).collect()
}

fn rest(form: &FormState<Draft>, around: &Around) -> Html {
    let draft = form.draft();
    let last_station = around
        .hints
        .as_ref()
        .and_then(|hints| hints.last_station.clone())
        .filter(|_| draft.station.is_empty());
    let again = last_station.map(|station| {
        let label = text_with("entry-station-again", [("station", station.clone().into())]);
        let onclick = form.bind(move |draft: &mut Draft, ()| draft.station.clone_from(&station));
        html! { <Button key="again" {onclick}>{ label }</Button> }
    });
    html! {
        <>
            <Checkbox key="missed" name="missed_previous" label={text("entry-missed")} hint={text("entry-missed-hint")} checked={draft.missed_previous}
                onchange={form.bind(|draft: &mut Draft, missed| draft.missed_previous = missed)} />
            <TextField key="station" name="station" label={text("refuel-station")} value={draft.station.clone()} optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.station = value)} />
            { for again }
            <NumberField key="level" name="level_after_percent" label={text("entry-level")} hint={text("entry-level-hint")} value={draft.level.clone()} suffix="%" optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.level = value)} />
            <TextArea key="notes" name="notes" label={text("history-notes")} value={draft.notes.clone()} optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.notes = value)} />
        </>
    }
}
