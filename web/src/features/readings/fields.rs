//! The fields of an odometer reading, the same for a new and for an old one.

use yew::prelude::*;

use super::draft::Draft;
use crate::{
    features::entries::{Around, OdometerField, force_box},
    hooks::FormState,
    i18n::text,
    ui::{DateField, Switch, TextArea},
};

/// All fields; what a record says stays what it is.
pub fn fields(form: &FormState<Draft>, around: &Around) -> Html {
    let (draft, hints) = (form.draft(), around.hints.clone());
    let replaced = draft.replaced;
    let previous = replaced.then(|| html! {
        <OdometerField key="previous" name="previous_km" label={text("entry-old-last")} value={draft.previous.clone()} hints={hints.clone()} day={draft.day()}
            oninput={form.bind(|draft: &mut Draft, value| draft.previous = value)} />
    });
    html! {
        <>
            { for previous }
            <OdometerField key="odometer" label={replaced.then(|| text("entry-new-first"))} value={draft.odometer.clone()}
                hints={hints.filter(|_| !replaced)} day={draft.day()} autofocus=true
                oninput={form.bind(|draft: &mut Draft, value| draft.odometer = value)} />
            { for around.may_force.then(|| force_box(draft.force, form.bind(|draft: &mut Draft, force| draft.force = force))) }
            <DateField key="date" name="date" label={text("history-date")} value={draft.date.clone()} oninput={form.bind(|draft: &mut Draft, value| draft.date = value)} />
            { for around.is_new.then(|| html! {
                <Switch key="replaced" name="kind" label={text("entry-replaced")} hint={text("entry-replaced-hint")} checked={replaced}
                    onchange={form.bind(|draft: &mut Draft, replaced| draft.replaced = replaced)} />
            }) }
            <TextArea key="notes" name="notes" label={text("history-notes")} value={draft.notes.clone()} optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.notes = value)} />
        </>
    }
}
