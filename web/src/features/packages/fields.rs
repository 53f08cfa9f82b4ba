//! The fields of a package's form, in the order of a label: who, where, when, what.

use furgo_shared::text::{Locale, from_wire_name};
use yew::prelude::*;

use super::draft::Draft;
use crate::{
    hooks::FormState,
    i18n::text,
    ui::{
        Choice, DateField, FormSection, HourField, NumberField, SelectField, TextArea, TextField,
        TextKind,
    },
};

/// All fields; the first one takes the focus.
pub fn fields(form: &FormState<Draft>) -> Html {
    html! {
        <>
            { recipient(form) }
            { address(form) }
            { delivery(form) }
            { parcel(form) }
        </>
    }
}

fn recipient(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    html! {
        <FormSection title={text("package-recipient")}>
            <div class="form-row">
                <TextField name="recipient_name" label={text("package-name")} value={draft.recipient_name.clone()} autofocus=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.recipient_name = value)} />
                <TextField name="recipient_phone" kind={TextKind::Tel} label={text("package-phone")} value={draft.recipient_phone.clone()} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.recipient_phone = value)} />
                <TextField name="recipient_email" kind={TextKind::Email} label={text("package-email")} value={draft.recipient_email.clone()} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.recipient_email = value)} />
                <SelectField name="locale" label={text("package-locale")} value={draft.locale.map(Locale::tag).unwrap_or_default()} choices={languages()}
                    onchange={form.bind(|draft: &mut Draft, tag: String| draft.locale = from_wire_name(&tag))} />
            </div>
        </FormSection>
    }
}

/// In which the recipient is written to.
fn languages() -> Vec<Choice> {
    let own = Locale::ALL.iter().map(|locale| Choice::new(locale.tag(), locale.native_name()));
    std::iter::once(Choice::new("", text("package-locale-fleet"))).chain(own).collect()
}

fn address(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    html! {
        <FormSection title={text("package-address")}>
            <TextField name="address.street" label={text("package-street")} value={draft.street.clone()} oninput={form.bind(|draft: &mut Draft, value| draft.street = value)} />
            <div class="form-row">
                <TextField name="address.postal_code" label={text("package-postal-code")} value={draft.postal_code.clone()}
                    oninput={form.bind(|draft: &mut Draft, value| draft.postal_code = value)} />
                <TextField name="address.city" label={text("package-city")} value={draft.city.clone()} oninput={form.bind(|draft: &mut Draft, value| draft.city = value)} />
                <TextField name="address.country" label={text("package-country")} value={draft.country.clone()} oninput={form.bind(|draft: &mut Draft, value| draft.country = value)} />
            </div>
            <TextField name="address.coordinates" label={text("coordinates-label")} value={draft.coordinates.clone()} hint={text("coordinates-hint")} optional=true
                placeholder={text("coordinates-placeholder")} oninput={form.bind(|draft: &mut Draft, value| draft.coordinates = value)} />
            <TextArea name="access_note" label={text("package-access")} value={draft.access_note.clone()} hint={text("package-access-hint")} optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.access_note = value)} />
        </FormSection>
    }
}

fn delivery(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    html! {
        <FormSection title={text("package-delivery")}>
            <div class="form-row">
                <DateField name="estimated_delivery" label={text("package-day")} value={draft.day.clone()} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.day = value)} />
                <HourField name="window_from" label={text("package-from")} value={draft.from.clone()} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.from = value)} />
                <HourField name="time_window" label={text("package-to")} value={draft.to.clone()} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.to = value)} />
            </div>
            <p class="field__hint">{ text("package-window-hint") }</p>
        </FormSection>
    }
}

fn parcel(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    html! {
        <FormSection title={text("package-parcel")}>
            <TextField name="reference" label={text("package-reference")} value={draft.reference.clone()} hint={text("package-reference-hint")} optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.reference = value)} />
            <div class="form-row">
                <NumberField name="weight_kg" label={text("package-weight")} value={draft.weight_kg.clone()} suffix="kg" optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.weight_kg = value)} />
                <NumberField name="service_min" label={text("package-service")} value={draft.service_min.clone()} suffix="min" optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.service_min = value)} />
            </div>
            <TextArea name="description" label={text("package-description")} value={draft.description.clone()} hint={text("package-description-hint")} optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.description = value)} />
        </FormSection>
    }
}
