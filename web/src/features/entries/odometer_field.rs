//! The odometer's field: the last reading below it, and what is odd about the one that is typed.

use std::rc::Rc;

use furgo_shared::{readings::HintsView, time::Day, validate::FieldErrors};
use yew::prelude::*;

use super::{doubt::last_reading, measured::parse_distance, odometer_doubt};
use crate::{
    format,
    i18n::text,
    session::use_measures,
    ui::{Icon, IconName, NumberField},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OdometerFieldProps {
    /// On the wire.
    #[prop_or(AttrValue::Static("odometer_km"))]
    pub name: AttrValue,
    #[prop_or_default]
    pub label: Option<AttrValue>,
    pub value: String,
    pub oninput: Callback<String>,
    #[prop_or_default]
    pub hints: Option<Rc<HintsView>>,
    /// Of the record, if its field holds one.
    pub day: Option<Day>,
    #[prop_or_default]
    pub optional: bool,
    #[prop_or_default]
    pub autofocus: bool,
}

/// See the module.
#[component]
pub fn OdometerField(props: &OdometerFieldProps) -> Html {
    let measures = use_measures();
    let unit = measures.units.distance;
    let last =
        props.hints.as_ref().and_then(|hints| last_reading(hints, format::today(), measures));
    let odometer = parse_distance("odometer_km", &props.value, unit, &mut FieldErrors::default());
    let doubt = props
        .hints
        .as_ref()
        .zip(props.day)
        .zip(odometer)
        .and_then(|((hints, day), (odometer, _))| odometer_doubt(hints, day, odometer));
    html! {
        <div class="stack stack--tight">
            <NumberField key="field" name={props.name.clone()} label={props.label.clone().unwrap_or_else(|| text("entry-odometer"))}
                value={props.value.clone()} oninput={props.oninput.clone()} hint={last} suffix={format::distance_unit(unit)}
                optional={props.optional} autofocus={props.autofocus} />
            <div key="doubt" role="status">{ for doubt.map(|doubt| note(doubt.sentence(measures))) }</div>
        </div>
    }
}

/// Something odd, said mildly.
pub fn note(sentence: AttrValue) -> Html {
    html! { <p class="entry-note"><Icon name={IconName::Alert} /><span>{ sentence }</span></p> }
}
