//! The fields of a vehicle's form, the same for a new and for an old one.

use furgo_shared::{
    text::{from_wire_name, wire_name},
    vehicles::Fuel,
};
use yew::prelude::*;

use super::{draft::Draft, drivers_field::DriversField, facts};
use crate::{
    hooks::FormState,
    i18n::text,
    ui::{Choice, FormSection, NumberField, SelectField, TextArea, TextField},
};

/// All fields, the ones that must be filled in first.
pub fn fields(form: &FormState<Draft>) -> Html {
    html! {
        <>
            { identity(form) }
            { energy(form) }
            { capacity(form) }
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
            <TextField name="alias" label={text("vehicle-alias")} value={draft.alias.clone()} hint={text("vehicle-alias-hint")} autofocus=true
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

fn energy(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    let choices: Vec<Choice> =
        Fuel::ALL.iter().map(|fuel| Choice::new(wire_name(fuel), facts::fuel(*fuel))).collect();
    let onfuel = form.bind(|draft: &mut Draft, name: String| {
        draft.fuel = from_wire_name(&name).unwrap_or(draft.fuel)
    });
    html! {
        <FormSection title={text("vehicle-section-energy")}>
            <div class="form-row">
                <SelectField name="fuel" label={text("vehicle-fuel")} value={wire_name(&draft.fuel)} {choices} onchange={onfuel} />
                <NumberField name="tank_capacity" label={text("vehicle-tank")} value={draft.tank_capacity.clone()} optional=true suffix={facts::fuel_unit(draft.fuel)}
                    oninput={form.bind(|draft: &mut Draft, value| draft.tank_capacity = value)} />
            </div>
            <NumberField name="initial_odometer_km" label={text("vehicle-initial-odometer")} value={draft.initial_odometer_km.clone()} suffix="km"
                hint={text("vehicle-initial-odometer-hint")} optional=true oninput={form.bind(|draft: &mut Draft, value| draft.initial_odometer_km = value)} />
        </FormSection>
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
