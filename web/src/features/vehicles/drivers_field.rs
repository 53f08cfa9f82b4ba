//! Who drives a vehicle: boxes to tick, one for each active driver.

use furgo_shared::{
    api,
    id::UserId,
    users::{AskDrivers, DriverView},
};
use yew::prelude::*;

use crate::{
    features::users::{Awaited, parted},
    hooks::{Query, use_query},
    i18n::text,
    ui::{Checkbox, FormSection, ProblemCard, Skeleton},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DriversFieldProps {
    pub chosen: Vec<UserId>,
    pub onchange: Callback<Vec<UserId>>,
}

/// See the module. Drivers who left stay chosen until somebody takes them off.
#[component]
pub fn DriversField(props: &DriversFieldProps) -> Html {
    let drivers = use_query(&api::LIST_DRIVERS, &[], &AskDrivers::with_invited());
    let content = match &*drivers {
        Query::Loading => html! { <Skeleton lines=3 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={drivers.refetch.clone()} /> }
        }
        Query::Ready { value, .. } if value.items.is_empty() && props.chosen.is_empty() => html! {
            <p class="muted">{ text("vehicle-drivers-none") }</p>
        },
        Query::Ready { value, .. } => html! {
            <div class="choices">
                <Awaited key="awaited" drivers={parted(&value.items).1} />
                { for value.items.iter().filter(|driver| driver.is_activated || props.chosen.contains(&driver.id)).map(|driver| tick(driver.id, driver.name.clone().into(), props)) }
                { for props.chosen.iter().filter(|id| !is_listed(&value.items, **id)).map(|id| tick(*id, text("vehicle-driver-gone"), props)) }
            </div>
        },
    };
    html! { <FormSection title={text("vehicle-drivers")}>{ content }</FormSection> }
}

fn is_listed(drivers: &[DriverView], id: UserId) -> bool {
    drivers.iter().any(|driver| driver.id == id)
}

fn tick(id: UserId, label: AttrValue, props: &DriversFieldProps) -> Html {
    let onchange = {
        let (chosen, change) = (props.chosen.clone(), props.onchange.clone());
        Callback::from(move |ticked: bool| {
            let others = chosen.iter().copied().filter(|other| *other != id);
            change.emit(others.chain(ticked.then_some(id)).collect());
        })
    };
    html! { <Checkbox key={id.to_string()} name="driver_ids" {label} checked={props.chosen.contains(&id)} {onchange} /> }
}
