//! The fields of a vehicle's form, the same for a new and for an old one.

use furgo_shared::{
    fuel::Energy,
    measures::{Measure, Units},
    text::{from_wire_name, wire_name},
    validate::FieldCode,
    vehicles::Fuel,
};
use yew::prelude::*;

use super::{draft::Draft, drivers_field::DriversField, facts};
use crate::{
    features::entries::more,
    format,
    hooks::FormState,
    i18n::text,
    session::Measures,
    ui::{Choice, DateField, FormSection, NumberField, SelectField, TextArea, TextField},
};

/// All fields, the ones that must be filled in first.
pub fn fields(form: &FormState<Draft>, measures: Measures) -> Html {
    html! {
        <>
            { identity(form) }
            { energy(form, measures.units) }
            { capacity(form) }
            { more(text("vehicle-section-purchase"), has_purchase(form), purchase(form, measures)) }
            <DriversField chosen={form.draft().driver_ids.clone()} onchange={form.bind(|draft: &mut Draft, ids| draft.driver_ids = ids)} />
            <TextArea name="notes" label={text("vehicle-notes")} value={form.draft().notes.clone()} optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.notes = value)} />
        </>
    }
}

fn identity(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    html! {
        <FormSection title={text("vehicle-section-identity")}>
            <TextField name="alias" label={text("vehicle-alias")} value={draft.alias.clone()} hint={text("vehicle-alias-hint")} error={alias_error(form)} autofocus=true
                oninput={form.bind(|draft: &mut Draft, value| draft.alias = value)} />
            <div class="form-row">
                <TextField name="make" label={text("vehicle-make")} value={draft.make.clone()} oninput={form.bind(|draft: &mut Draft, value| draft.make = value)} />
                <TextField name="model" label={text("vehicle-model")} value={draft.model.clone()} oninput={form.bind(|draft: &mut Draft, value| draft.model = value)} />
                <NumberField name="year" label={text("vehicle-year")} value={draft.year.clone()} optional=true oninput={form.bind(|draft: &mut Draft, value| draft.year = value)} />
            </div>
            <div class="form-row">
                <TextField name="plate" label={text("vehicle-plate")} value={draft.plate.clone()} optional=true oninput={form.bind(|draft: &mut Draft, value| draft.plate = value)} />
                <TextField name="vin" label={text("vehicle-vin")} value={draft.vin.clone()} optional=true oninput={form.bind(|draft: &mut Draft, value| draft.vin = value)} />
            </div>
        </FormSection>
    }
}

fn energy(form: &FormState<Draft>, units: Units) -> Html {
    let draft = form.draft();
    let choices: Vec<Choice> =
        Fuel::ALL.iter().map(|fuel| Choice::new(wire_name(fuel), facts::fuel(*fuel))).collect();
    let onfuel = form.bind(|draft: &mut Draft, name: String| {
        draft.fuel = from_wire_name(&name).unwrap_or(draft.fuel)
    });
    html! {
        <FormSection title={text("vehicle-section-energy")}>
            <div class="form-row" key="first">
                <SelectField name="fuel" label={text("vehicle-fuel")} value={wire_name(&draft.fuel)} {choices} onchange={onfuel} />
                <NumberField name="tank_capacity" label={text("vehicle-tank")} value={draft.tank_capacity.clone()} optional=true suffix={format::quantity_unit(units, Measure::of(draft.fuel))}
                    oninput={form.bind(|draft: &mut Draft, value| draft.tank_capacity = value)} />
            </div>
            { second(form, units) }
            <NumberField key="initial" name="initial_odometer_km" label={text("vehicle-initial-odometer")} value={draft.initial_odometer.clone()} suffix={format::distance_unit(units.distance)}
                hint={text("vehicle-initial-odometer-hint")} optional=true oninput={form.bind(|draft: &mut Draft, value| draft.initial_odometer = value)} />
        </FormSection>
    }
}

/// Petrol and gas, or a battery to plug in.
fn second(form: &FormState<Draft>, units: Units) -> Html {
    let draft = form.draft();
    let choices: Vec<Choice> = std::iter::once(Choice::new("", text("vehicle-second-fuel-none")))
        .chain(
            Fuel::ALL
                .iter()
                .filter(|fuel| Energy::of(**fuel) != Energy::of(draft.fuel))
                .map(|fuel| Choice::new(wire_name(fuel), facts::fuel(*fuel))),
        )
        .collect();
    let onfuel =
        form.bind(|draft: &mut Draft, name: String| draft.second_fuel = from_wire_name(&name));
    let value = draft.second_fuel.map(|fuel| wire_name(&fuel)).unwrap_or_default();
    let holds = draft.second_fuel.map(|fuel| html! {
        <NumberField key="holds" name="second_capacity" label={text("vehicle-tank")} value={draft.second_capacity.clone()} optional=true
            suffix={format::quantity_unit(units, Measure::of(fuel))} oninput={form.bind(|draft: &mut Draft, value| draft.second_capacity = value)} />
    });
    html! {
        <div class="form-row" key="second">
            <SelectField key="fuel" name="second_fuel" label={text("vehicle-second-fuel")} {value} {choices} optional=true onchange={onfuel} />
            { for holds }
        </div>
    }
}

fn has_purchase(form: &FormState<Draft>) -> bool {
    let (draft, errors) = (form.draft(), form.errors());
    let fields = ["purchase_date", "purchase_price", "residual_value", "depreciation_months"];
    fields.iter().any(|field| errors.of(field).is_some())
        || !(draft.purchase_date.is_empty() && draft.purchase_price.is_empty())
}

/// What the vehicle itself costs, for the cost of ownership.
fn purchase(form: &FormState<Draft>, measures: Measures) -> Html {
    let (draft, symbol) = (form.draft(), format::currency_symbol(measures.currency));
    html! {
        <>
            <p class="muted small" key="hint">{ text("vehicle-purchase-hint") }</p>
            <div class="form-row" key="bought">
                <DateField name="purchase_date" label={text("vehicle-purchase-date")} value={draft.purchase_date.clone()} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.purchase_date = value)} />
                <NumberField name="purchase_price" label={text("vehicle-purchase-price")} value={draft.purchase_price.clone()} suffix={symbol} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.purchase_price = value)} />
            </div>
            <div class="form-row" key="loses">
                <NumberField name="depreciation_months" label={text("vehicle-depreciation-months")} value={draft.depreciation_months.clone()} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.depreciation_months = value)} />
                <NumberField name="residual_value" label={text("vehicle-residual-value")} value={draft.residual_value.clone()} suffix={symbol} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.residual_value = value)} />
            </div>
        </>
    }
}

fn capacity(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    html! {
        <FormSection title={text("vehicle-section-capacity")}>
            <div class="form-row">
                <NumberField name="capacity_kg" label={text("vehicle-capacity-kg")} value={draft.capacity_kg.clone()} optional=true suffix="kg"
                    oninput={form.bind(|draft: &mut Draft, value| draft.capacity_kg = value)} />
                <NumberField name="capacity_packages" label={text("vehicle-capacity-packages")} value={draft.capacity_packages.clone()} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.capacity_packages = value)} />
            </div>
            <p class="field__hint">{ text("vehicle-capacity-hint") }</p>
        </FormSection>
    }
}

/// What exactly a short name may not hold.
fn alias_error(form: &FormState<Draft>) -> Option<AttrValue> {
    (form.errors().of("alias") == Some(FieldCode::Invalid)).then(|| text("vehicle-alias-error"))
}
