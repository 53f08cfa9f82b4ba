//! One vehicle of the fleet, or all of it.

use furgo_shared::{api, vehicles::ListVehicles};
use yew::prelude::*;

use crate::{
    hooks::use_query,
    i18n::text,
    ui::{Choice, SelectField},
};

/// More vehicles than these are better searched than chosen.
const VEHICLES_MAX: u32 = 100;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct VehicleFieldProps {
    /// Alias or id.
    pub vehicle: Option<String>,
    pub onchange: Callback<Option<String>>,
}

/// See the module.
#[component]
pub fn VehicleField(props: &VehicleFieldProps) -> Html {
    let vehicles = use_query(
        &api::LIST_VEHICLES,
        &[],
        &ListVehicles { limit: Some(VEHICLES_MAX), ..ListVehicles::default() },
    );
    let aliases: Vec<String> = vehicles
        .value()
        .map(|page| page.items.iter().map(|vehicle| vehicle.alias.clone()).collect())
        .unwrap_or_default();
    let onchange = props.onchange.reform(|alias: String| Some(alias).filter(|a| !a.is_empty()));
    html! {
        <SelectField name="vehicle" label={text("history-vehicle")} value={props.vehicle.clone().unwrap_or_default()}
            choices={choices(&aliases, props.vehicle.as_deref())} {onchange} optional=true />
    }
}

/// The chosen vehicle is there also before the others are known.
fn choices(aliases: &[String], chosen: Option<&str>) -> Vec<Choice> {
    let unknown = chosen.filter(|chosen| !aliases.iter().any(|alias| alias == chosen));
    std::iter::once(Choice::new("", text("history-every-vehicle")))
        .chain(unknown.map(|alias| Choice::new(alias.to_owned(), alias.to_owned())))
        .chain(aliases.iter().map(|alias| Choice::new(alias.clone(), alias.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_can_be_chosen() {
        let aliases = ["van-1".to_owned(), "van-2".to_owned()];
        let values = |chosen| -> Vec<String> {
            choices(&aliases, chosen).iter().map(|choice| choice.value.to_string()).collect()
        };
        assert_eq!(values(Some("van-2")), ["", "van-1", "van-2"]);
        assert_eq!(values(Some("gone")), ["", "gone", "van-1", "van-2"]);
    }
}
