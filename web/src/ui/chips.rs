//! Filters that are on or off, several at once: pressed buttons in a row.

use yew::prelude::*;

use super::icon::{Icon, IconName};

/// One filter.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    pub id: AttrValue,
    pub label: AttrValue,
    pub pressed: bool,
    /// How much it would find.
    pub count: Option<AttrValue>,
}

impl Chip {
    /// A filter with its id on the wire and what people read.
    pub fn new(id: impl Into<AttrValue>, label: impl Into<AttrValue>, pressed: bool) -> Self {
        Self { id: id.into(), label: label.into(), pressed, count: None }
    }

    /// The filter with how much it would find.
    pub fn counts(self, count: Option<AttrValue>) -> Self {
        Self { count, ..self }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ChipsProps {
    /// What the filters are about, for screen readers.
    pub label: AttrValue,
    pub chips: Vec<Chip>,
    /// Gets the id of the chip that was pressed.
    pub ontoggle: Callback<AttrValue>,
}

/// See the module.
#[component]
pub fn Chips(props: &ChipsProps) -> Html {
    html! {
        <div class="chips" role="group" aria-label={&props.label}>
            { for props.chips.iter().map(|chip| {
                let onclick = { let (toggle, id) = (props.ontoggle.clone(), chip.id.clone()); Callback::from(move |_: MouseEvent| toggle.emit(id.clone())) };
                html! {
                    <button type="button" class="chip" key={chip.id.to_string()} {onclick} aria-pressed={if chip.pressed { "true" } else { "false" }}>
                        { for chip.pressed.then(|| html! { <Icon name={IconName::Check} /> }) }
                        <span>{ &chip.label }</span>
                        { for chip.count.iter().map(|count| html! { <span class="chip__count">{ " " }{ count }</span> }) }
                    </button>
                }
            }) }
        </div>
    }
}
