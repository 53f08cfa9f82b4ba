//! Chooses a language, each by its own name.

use furgo_shared::text::{Locale, from_wire_name};
use yew::prelude::*;

use super::choice::{Choice, SelectField};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LanguageFieldProps {
    pub label: AttrValue,
    pub locale: Locale,
    pub onchange: Callback<Locale>,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
}

/// See the module. Its name on the wire is `locale` everywhere.
#[component]
pub fn LanguageField(props: &LanguageFieldProps) -> Html {
    let choices: Vec<Choice> =
        Locale::ALL.iter().map(|locale| Choice::new(locale.tag(), locale.native_name())).collect();
    let onchange = {
        let (before, change) = (props.locale, props.onchange.clone());
        Callback::from(move |tag: String| change.emit(from_wire_name(&tag).unwrap_or(before)))
    };
    html! { <SelectField name="locale" label={props.label.clone()} value={props.locale.tag()} {choices} {onchange} hint={props.hint.clone()} /> }
}
