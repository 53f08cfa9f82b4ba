//! Chooses one of the active drivers.

use furgo_shared::{api, id::UserId, users::AskDrivers};
use yew::prelude::*;

use crate::{
    features::users::{Awaited, parted},
    hooks::use_query,
    i18n::text,
    ui::{Choice, SelectField},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DriverFieldProps {
    pub label: AttrValue,
    pub driver: Option<UserId>,
    /// The line for "nobody chosen".
    pub none: AttrValue,
    pub onchange: Callback<Option<UserId>>,
}

/// See the module.
#[component]
pub fn DriverField(props: &DriverFieldProps) -> Html {
    let drivers = use_query(&api::LIST_DRIVERS, &[], &AskDrivers::with_invited());
    let listed = drivers.value().map(|drivers| drivers.items.clone()).unwrap_or_default();
    let mut choices = vec![Choice::new("", props.none.clone())];
    let (able, awaited) = parted(&listed);
    choices
        .extend(able.iter().map(|driver| Choice::new(driver.id.to_string(), driver.name.clone())));
    if let Some(gone) = props.driver.filter(|id| able.iter().all(|driver| driver.id != *id)) {
        // Still loading, or no longer active: the choice stays what it is.
        choices.push(Choice::new(gone.to_string(), text("package-driver-other")));
    }
    let onchange = props.onchange.reform(|id: String| id.parse().ok());
    let value = props.driver.map(|id| id.to_string()).unwrap_or_default();
    html! {
        <div class="stack stack--tight">
            <SelectField key="field" name="assigned_to" label={props.label.clone()} {value} {choices} {onchange} />
            <Awaited key="awaited" drivers={awaited} />
        </div>
    }
}
