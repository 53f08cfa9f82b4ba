//! Fields that choose: a list, a box to tick, a switch, and text of several lines.

use yew::prelude::*;

use super::{
    field::{FieldFrame, described_by, use_field_error},
    icon::{Icon, IconName},
};
use crate::{hooks::use_id, platform};

/// One line of a [`SelectField`].
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// On the wire; empty for "nothing chosen".
    pub value: AttrValue,
    pub label: AttrValue,
}

impl Choice {
    /// A value and what people read.
    pub fn new(value: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SelectFieldProps {
    pub name: AttrValue,
    pub label: AttrValue,
    pub value: AttrValue,
    pub choices: Vec<Choice>,
    pub onchange: Callback<String>,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    #[prop_or_default]
    pub optional: bool,
    #[prop_or_default]
    pub disabled: bool,
}

/// The platform's own list: fast on a phone, complete by keyboard.
#[component]
pub fn SelectField(props: &SelectFieldProps) -> Html {
    let (id, list) = (use_id(), use_node_ref());
    let error = use_field_error(&props.name, props.error.as_ref());
    let onchange = props.onchange.reform(|event: Event| platform::focus::chosen(&event));
    {
        let list = list.clone();
        use_effect_with((props.value.clone(), props.choices.clone()), move |(value, _)| {
            platform::focus::choose(&list, value)
        });
    }
    html! {
        <FieldFrame id={id.clone()} label={props.label.clone()} optional={props.optional} hint={props.hint.clone()} error={error.clone()}>
            <div key="control" class={classes!("control", "control--select", error.is_some().then_some("control--invalid"))}>
                <select ref={list} id={id.clone()} class="input" name={&props.name} {onchange} disabled={props.disabled}
                    aria-invalid={error.is_some().then_some("true")} aria-describedby={described_by(&id, props.hint.as_ref(), error.as_ref())}>
                    { for props.choices.iter().map(|choice| html! {
                        <option key={choice.value.to_string()} value={&choice.value} selected={choice.value == props.value}>{ &choice.label }</option>
                    }) }
                </select>
                <Icon name={IconName::ChevronDown} />
            </div>
        </FieldFrame>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TextAreaProps {
    pub name: AttrValue,
    pub label: AttrValue,
    pub value: AttrValue,
    pub oninput: Callback<String>,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    #[prop_or_default]
    pub optional: bool,
}

/// Text of several lines; grows with its content.
#[component]
pub fn TextArea(props: &TextAreaProps) -> Html {
    let id = use_id();
    let error = use_field_error(&props.name, props.error.as_ref());
    let oninput = props.oninput.reform(|event: InputEvent| platform::focus::typed(&event));
    html! {
        <FieldFrame id={id.clone()} label={props.label.clone()} optional={props.optional} hint={props.hint.clone()} error={error.clone()}>
            <div key="control" class={classes!("control", "control--area", error.is_some().then_some("control--invalid"))}>
                <textarea id={id.clone()} class="input" name={&props.name} value={props.value.to_string()} {oninput} rows="3"
                    aria-invalid={error.is_some().then_some("true")} aria-describedby={described_by(&id, props.hint.as_ref(), error.as_ref())} />
            </div>
        </FieldFrame>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CheckboxProps {
    pub name: AttrValue,
    pub label: AttrValue,
    pub checked: bool,
    pub onchange: Callback<bool>,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub disabled: bool,
}

/// A box to tick: takes effect when the form is sent.
#[component]
pub fn Checkbox(props: &CheckboxProps) -> Html {
    tick(props, "check__box", None)
}

/// A switch: on or off, the same wiring as a box.
#[component]
pub fn Switch(props: &CheckboxProps) -> Html {
    tick(props, "switch__box", Some("switch"))
}

fn tick(props: &CheckboxProps, class: &'static str, role: Option<&'static str>) -> Html {
    let onchange = props.onchange.reform(|event: Event| platform::focus::checked(&event));
    html! {
        <label class="check">
            <input type="checkbox" {role} {class} name={&props.name} checked={props.checked} disabled={props.disabled} {onchange} />
            <span class="check__text">
                <span>{ &props.label }</span>
                { for props.hint.iter().map(|hint| html! { <span class="field__hint">{ hint }</span> }) }
            </span>
        </label>
    }
}
