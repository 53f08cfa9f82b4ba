//! Fields for a day and for an hour, in the language of the app: the browser's own are in the
//! language of the browser.

use yew::prelude::*;

use super::{
    IconButton,
    field::{FieldFrame, TextFieldProps, described_by, use_field_error},
    icon::IconName,
};
use crate::{format, hooks::use_id, i18n::text, platform};

/// A day, `YYYY-MM-DD` as the value: typed, or chosen in the browser's calendar.
#[component]
pub fn DateField(props: &TextFieldProps) -> Html {
    let picker = use_node_ref();
    let onpick = {
        let picker = picker.clone();
        Callback::from(move |()| platform::picker::open(&picker))
    };
    let onpicked = props.oninput.reform(|event: InputEvent| platform::focus::typed(&event));
    let calendar = html! {
        <>
            <input key="picker" ref={picker} class="date-picker" type="date" tabindex="-1" aria-hidden="true" value={&props.value} oninput={onpicked} />
            <IconButton key="calendar" icon={IconName::Calendar} label={text("field-date-pick")} disabled={props.disabled} onclick={onpick} />
        </>
    };
    html! { <Entry props={props.clone()} form={text("field-date-form")} shown={format::shown_day(&props.value)} read={READ_DAY} after={calendar} /> }
}

/// What is typed as the wire has it.
type Read = fn(&str) -> String;

const READ_DAY: Read = |typed| format::read_day(typed, format::today());
const READ_HOUR: Read = format::read_hour;

/// An hour, `HH:MM` as the value.
#[component]
pub fn HourField(props: &TextFieldProps) -> Html {
    html! { <Entry props={props.clone()} form={text("field-hour-form")} shown={props.value.to_string()} read={READ_HOUR} after={Html::default()} /> }
}

#[derive(Clone, Properties)]
struct EntryProps {
    props: TextFieldProps,
    /// How it is written, for whoever sees an empty field.
    form: AttrValue,
    /// The value as the field shows it.
    shown: String,
    read: Read,
    after: Html,
}

impl PartialEq for EntryProps {
    fn eq(&self, other: &Self) -> bool {
        // How it is read does not change.
        self.props == other.props && self.shown == other.shown && self.form == other.form
    }
}

/// What is typed stays as it is typed while the field has the focus.
#[component]
fn Entry(entry: &EntryProps) -> Html {
    let (props, id, input, typed) =
        (&entry.props, use_id(), use_node_ref(), use_state(|| None::<String>));
    {
        let (input, wanted) = (input.clone(), props.autofocus);
        use_effect_with((), move |()| {
            if wanted {
                platform::focus::node(&input);
            }
        });
    }
    let error = use_field_error(&props.name, props.error.as_ref());
    let oninput = {
        let (typed, change, read) = (typed.clone(), props.oninput.clone(), entry.read);
        Callback::from(move |event: InputEvent| {
            let text = platform::focus::typed(&event);
            change.emit(read(&text));
            typed.set(Some(text));
        })
    };
    let onblur = {
        let typed = typed.clone();
        Callback::from(move |_: FocusEvent| typed.set(None))
    };
    let shown = (*typed).clone().unwrap_or_else(|| entry.shown.clone());
    html! {
        <FieldFrame id={id.clone()} label={props.label.clone()} optional={props.optional} hint={props.hint.clone()} error={error.clone()}>
            <div key="control" class={classes!("control", error.is_some().then_some("control--invalid"))}>
                <input id={id.clone()} ref={input} class="input input--number" type="text" inputmode="numeric" name={&props.name}
                    value={shown} {oninput} {onblur} disabled={props.disabled} autocomplete="off" placeholder={&entry.form} required={!props.optional}
                    aria-invalid={error.is_some().then_some("true")} aria-describedby={described_by(&id, props.hint.as_ref(), error.as_ref())} />
                { entry.after.clone() }
            </div>
        </FieldFrame>
    }
}
