//! Text fields of every kind. A field finds its error by its `name` in the form around it.

use yew::prelude::*;

use super::{
    form::FormContext,
    icon::{Icon, IconName},
};
use crate::{hooks::use_id, i18n::text, platform};

/// What a text field takes; decides keyboard and type on a phone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextKind {
    #[default]
    Text,
    Email,
    Tel,
    Url,
    /// With a button that shows what was typed.
    Password,
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TextFieldProps {
    /// The field's name on the wire, for example `address.city`.
    pub name: AttrValue,
    pub label: AttrValue,
    pub value: AttrValue,
    pub oninput: Callback<String>,
    #[prop_or_default]
    pub kind: TextKind,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Only for a field outside a form; inside one it is found by name.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Says "optional" beside the label: what is not marked must be filled in.
    #[prop_or_default]
    pub optional: bool,
    #[prop_or_default]
    pub disabled: bool,
    #[prop_or_default]
    pub autocomplete: Option<AttrValue>,
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// A unit or symbol after the text, for example `kg`.
    #[prop_or_default]
    pub suffix: Option<AttrValue>,
    /// Takes the focus when the screen opens.
    #[prop_or_default]
    pub autofocus: bool,
}

/// One line of text.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let shown = use_state(|| false);
    let (kind, inputmode) = match props.kind {
        TextKind::Text => ("text", None),
        TextKind::Email => ("email", Some("email")),
        TextKind::Tel => ("tel", Some("tel")),
        TextKind::Url => ("url", Some("url")),
        TextKind::Password if *shown => ("text", None),
        TextKind::Password => ("password", None),
    };
    let after = (props.kind == TextKind::Password).then(|| {
        let label = if *shown { text("field-hide-password") } else { text("field-show-password") };
        let icon = if *shown { IconName::EyeOff } else { IconName::Eye };
        let onclick = {
            let shown = shown.clone();
            Callback::from(move |()| shown.set(!*shown))
        };
        html! { <super::IconButton {icon} {label} {onclick} /> }
    });
    line(props, LineKind { kind, inputmode, class: "input", after })
}

/// A number as text, with the keyboard for numbers. The page reads it by `format::parse_*`.
#[component]
pub fn NumberField(props: &TextFieldProps) -> Html {
    line(
        props,
        LineKind {
            kind: "text",
            inputmode: Some("decimal"),
            class: "input input--number",
            after: None,
        },
    )
}

struct LineKind {
    kind: &'static str,
    inputmode: Option<&'static str>,
    class: &'static str,
    after: Option<Html>,
}

#[hook]
fn use_autofocus(input: NodeRef, wanted: bool) {
    use_effect_with((), move |()| {
        if wanted {
            platform::focus::node(&input);
        }
    });
}

/// The frame of a one-line control, without hooks of its own so that kinds can share it.
fn line(props: &TextFieldProps, kind: LineKind) -> Html {
    html! { <Line props={props.clone()} kind={kind.kind} inputmode={kind.inputmode} class={kind.class} after={kind.after} /> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct LineProps {
    props: TextFieldProps,
    kind: &'static str,
    inputmode: Option<&'static str>,
    class: &'static str,
    after: Option<Html>,
}

#[component]
fn Line(line: &LineProps) -> Html {
    let props = &line.props;
    let (id, input) = (use_id(), use_node_ref());
    use_autofocus(input.clone(), props.autofocus);
    let error = use_field_error(&props.name, props.error.as_ref());
    let oninput = props.oninput.reform(|event: InputEvent| platform::focus::typed(&event));
    html! {
        <FieldFrame id={id.clone()} label={props.label.clone()} optional={props.optional} hint={props.hint.clone()} error={error.clone()}>
            <div key="control" class={classes!("control", error.is_some().then_some("control--invalid"))}>
                <input id={id.clone()} ref={input} class={line.class} type={line.kind} inputmode={line.inputmode} name={&props.name}
                    value={&props.value} {oninput} disabled={props.disabled}
                    autocomplete={props.autocomplete.clone().unwrap_or_else(|| "off".into())}
                    placeholder={props.placeholder.clone()} required={!props.optional}
                    aria-invalid={error.is_some().then_some("true")} aria-describedby={described_by(&id, props.hint.as_ref(), error.as_ref())} />
                { for props.suffix.iter().map(|suffix| html! { <span class="control__affix">{ suffix }</span> }) }
                { for line.after.clone() }
            </div>
        </FieldFrame>
    }
}

/// The error of a field: given by hand, or found by name in the form around it.
#[hook]
pub fn use_field_error(name: &AttrValue, given: Option<&AttrValue>) -> Option<AttrValue> {
    let form = use_context::<FormContext>();
    given.cloned().or_else(|| form.and_then(|form| form.error_of(name)))
}

/// The ids of hint and error, as `aria-describedby` wants them.
pub fn described_by(
    id: &AttrValue,
    hint: Option<&AttrValue>,
    error: Option<&AttrValue>,
) -> Option<String> {
    let ids: Vec<String> =
        [error.map(|_| format!("{id}-error")), hint.map(|_| format!("{id}-hint"))]
            .into_iter()
            .flatten()
            .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FieldFrameProps {
    pub id: AttrValue,
    pub label: AttrValue,
    #[prop_or_default]
    pub optional: bool,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    pub children: Html,
}

/// Label above, hint and error below a control. The control carries a key, as they all do: a hint
/// that comes later must not take the focus from it.
#[component]
pub fn FieldFrame(props: &FieldFrameProps) -> Html {
    html! {
        <div class="field">
            <label key="label" class="field__label" for={&props.id}>
                { &props.label }
                { for props.optional.then(|| html! { <span class="field__optional">{ " " }{ text("field-optional") }</span> }) }
            </label>
            { props.children.clone() }
            { for props.error.iter().map(|error| html! {
                <p key="error" class="field__error" id={format!("{}-error", props.id)}><Icon name={IconName::CircleAlert} /><span>{ error }</span></p>
            }) }
            { for props.hint.iter().map(|hint| html! { <p key="hint" class="field__hint" id={format!("{}-hint", props.id)}>{ hint }</p> }) }
        </div>
    }
}
