//! The drivers of a vehicle, by name.

use furgo_shared::{api, id::UserId, users::AskDrivers};
use yew::prelude::*;

use crate::{
    hooks::{Query, use_query},
    i18n::text,
    screens::Screen,
    ui::{Card, Icon, IconName, LinkButton, ProblemCard, Skeleton},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DriversCardProps {
    pub alias: String,
    pub driver_ids: Vec<UserId>,
}

/// See the module. Only for those who may see the drivers' names.
#[component]
pub fn DriversCard(props: &DriversCardProps) -> Html {
    let drivers = use_query(&api::LIST_DRIVERS, &[], &AskDrivers::with_invited());
    let content = match &*drivers {
        _ if props.driver_ids.is_empty() => html! {
            <div class="stack stack--tight">
                <p class="muted">{ text("vehicle-drivers-unassigned") }</p>
                <LinkButton to={Screen::EditVehicle { alias: props.alias.clone() }} icon={IconName::UserPlus}>{ text("vehicle-drivers-assign") }</LinkButton>
            </div>
        },
        Query::Loading => html! { <Skeleton lines=2 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={drivers.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => {
            let name = |id: &UserId| {
                let found = value.items.iter().find(|driver| driver.id == *id);
                found.map_or_else(
                    || text("vehicle-driver-gone"),
                    |driver| driver.name.clone().into(),
                )
            };
            html! {
                <ul class="stack stack--tight">
                    { for props.driver_ids.iter().map(|id| html! { <li class="row" key={id.to_string()}><Icon name={IconName::User} /><span class="grow">{ name(id) }</span></li> }) }
                </ul>
            }
        }
    };
    html! { <Card title={text("vehicle-drivers")}><div key="content">{ content }</div></Card> }
}
