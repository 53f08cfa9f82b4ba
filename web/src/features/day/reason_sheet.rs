//! Why a package could not be delivered: one press for the usual reasons, a few words for the rest.

use furgo_shared::{
    packages::StepReason,
    text::wire_name,
    validate::{FieldCode, FieldErrors},
};
use yew::prelude::*;

use crate::{
    hooks::{use_form, use_rest},
    i18n::text,
    ui::{BigButton, Dialog, Form, TextArea},
};

/// What a driver meets at a door, the most frequent first.
const REASONS: [StepReason; 8] = [
    StepReason::RecipientAbsent,
    StepReason::NoAccess,
    StepReason::WrongAddress,
    StepReason::Closed,
    StepReason::Refused,
    StepReason::Damaged,
    StepReason::Lost,
    StepReason::Other,
];

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ReasonSheetProps {
    pub open: bool,
    /// Whom it is about.
    pub about: AttrValue,
    pub onreason: Callback<(StepReason, Option<String>)>,
    pub onclose: Callback<()>,
}

/// See the module.
#[component]
pub fn ReasonSheet(props: &ReasonSheetProps) -> Html {
    html! {
        <Dialog open={props.open} title={text("day-reason-title")} onclose={props.onclose.clone()}>
            <p class="clamp muted" key="about">{ &props.about }</p>
            <Reasons key="reasons" onreason={props.onreason.clone()} onclose={props.onclose.clone()} />
        </Dialog>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct ReasonsProps {
    onreason: Callback<(StepReason, Option<String>)>,
    onclose: Callback<()>,
}

#[component]
fn Reasons(props: &ReasonsProps) -> Html {
    // They appear under the thumb: a second press of what opened them must not choose.
    let (other, rests) = (use_state(|| false), use_rest(()));
    if *other {
        return html! { <OtherReason onreason={props.onreason.clone()} onclose={props.onclose.clone()} /> };
    }
    let choose = |reason: StepReason| {
        let (other, onreason) = (other.clone(), props.onreason.clone());
        Callback::from(move |()| match reason {
            StepReason::Other => other.set(true),
            known => onreason.emit((known, None)),
        })
    };
    html! {
        <div class="day-reasons">
            { for REASONS.into_iter().map(|reason| {
                let name = wire_name(&reason);
                let label = text(&format!("step-reason-{name}"));
                html! { <BigButton key={name} disabled={rests} onclick={choose(reason)}>{ label }</BigButton> }
            }) }
        </div>
    }
}

#[component]
fn OtherReason(props: &ReasonsProps) -> Html {
    let form = use_form(String::new);
    let onsubmit = {
        let onreason = props.onreason.clone();
        let note = |typed: &String| match typed.trim() {
            "" => Err(FieldErrors::one("note", FieldCode::Required)),
            note => Ok(note.to_owned()),
        };
        form.submit(note, move |note| onreason.emit((StepReason::Other, Some(note))))
    };
    html! {
        <Form submit={text("day-reason-record")} {onsubmit} oncancel={props.onclose.clone()} errors={form.errors()}>
            <TextArea name="note" label={text("day-reason-note")} value={form.draft().clone()} oninput={form.bind(|draft: &mut String, value| *draft = value)} />
        </Form>
    }
}
