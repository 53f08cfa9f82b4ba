//! What is ticked, against what the vehicles take.

use furgo_shared::validate::FieldCode;
use yew::prelude::*;

use super::plan_selection::Load;
use crate::{
    format,
    i18n::{self, text, text_with},
    ui::{Icon, IconName, StatusPill, Tone, use_field_error},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LoadSummaryProps {
    pub load: Load,
    /// Said when it is more than fits.
    pub too_much: AttrValue,
}

/// "12 packages · 84.5 kg of 600 kg". Stands for the field `package_ids` in the form around it.
#[component]
pub fn LoadSummary(props: &LoadSummaryProps) -> Html {
    let load = props.load;
    let found = use_field_error(&"package_ids".into(), None);
    let error = match load.count {
        0 => found.map(|_| text("plan-choose-packages")),
        _ => found.map(|sentence| {
            if sentence == i18n::field_error(FieldCode::OutOfRange) {
                text("plan-too-many")
            } else {
                sentence
            }
        }),
    };
    let parts = load.weight_max.map(|max| {
        [
            ("weight", format::kg(load.weight).to_string().into()),
            ("max", format::kg(max).to_string().into()),
        ]
    });
    let weight =
        parts.map_or_else(|| format::kg(load.weight), |parts| text_with("plan-weight-of", parts));
    let count = load.count_max.map_or_else(
        || text_with("plan-packages", [("count", load.count.into())]),
        |max| text_with("plan-packages-of", [("count", load.count.into()), ("max", max.into())]),
    );
    html! {
        <div class="plan__load" role="status">
            <p class="row" key="sums">
                <span class="strong numbers">{ count }</span>
                <span class="numbers">{ weight }</span>
                { for load.is_too_much().then(|| html! { <StatusPill tone={Tone::Warn} icon={IconName::Weight} label={props.too_much.clone()} /> }) }
            </p>
            { for error.map(|error| html! { <p class="field__error" key="error"><Icon name={IconName::CircleAlert} /><span>{ error }</span></p> }) }
        </div>
    }
}
