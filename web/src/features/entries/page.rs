//! The frame of a record's form: whose record it is. The vehicle of the link, the one used last, the
//! only one, or the first that the viewer drives; whoever drives one vehicle never sees the choice.

use std::rc::Rc;

use furgo_shared::{
    api,
    id::{MaintenanceId, UserId},
    page::LIMIT_MAX,
    validate::Empty,
    vehicles::{ListVehicles, VehicleView},
};
use serde::{Deserialize, Serialize};
use yew::prelude::*;

use crate::{
    hooks::{Query, use_query},
    i18n::text,
    platform::storage::{self, Preference},
    screens::Screen,
    session::use_viewer,
    ui::{Choice, EmptyState, IconName, Page, PageWidth, ProblemCard, SelectField, Skeleton},
};

/// What the link to a form says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AskEntry {
    /// Alias or id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<String>,
    /// Work whose turn it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<MaintenanceId>,
}

/// Whose record a form is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub vehicle: Rc<VehicleView>,
    /// The field that chooses it; empty where there is no choice.
    pub choice: Html,
}

impl Entry {
    /// The vehicle to begin with next time.
    pub fn remember(vehicle: &VehicleView) {
        storage::write(Preference::Vehicle, Some(&vehicle.id.to_string()));
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct EntryPageProps {
    pub title: AttrValue,
    /// The screen above.
    pub back: Screen,
    /// The vehicle to begin with: alias or id.
    pub vehicle: Option<String>,
    /// Draws the form.
    pub form: Callback<Entry, Html>,
}

/// See the module.
#[component]
pub fn EntryPage(props: &EntryPageProps) -> Html {
    let vehicles = use_query(
        &api::LIST_VEHICLES,
        &[],
        &ListVehicles { limit: Some(LIMIT_MAX), ..ListVehicles::default() },
    );
    let chosen = use_state(|| props.vehicle.clone().or_else(|| storage::read(Preference::Vehicle)));
    let viewer = use_viewer();
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |id: String| chosen.set(Some(id)))
    };
    let content = match &*vehicles {
        Query::Loading => html! { <Skeleton lines=6 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={vehicles.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => {
            let is_whole = u64::from(LIMIT_MAX) >= value.total;
            let wanted = (*chosen).as_deref();
            let own = props.vehicle.as_deref();
            pick(&value.items, wanted, own, viewer.id, is_whole).show(&choose, &props.form)
        }
    };
    html! {
        <Page title={props.title.clone()} back={props.back.clone()} width={PageWidth::Narrow}>{ content }</Page>
    }
}

/// What can be chosen, and what is.
#[derive(Debug, PartialEq)]
struct Pick<'a> {
    vehicles: Vec<&'a VehicleView>,
    chosen: Option<&'a VehicleView>,
    /// Named by the link, but not among those that were read.
    distant: Option<String>,
}

/// Vehicles in service, and the one that the record has already.
fn pick<'a>(
    all: &'a [VehicleView],
    wanted: Option<&str>,
    own: Option<&str>,
    viewer: UserId,
    is_whole: bool,
) -> Pick<'a> {
    let is =
        |vehicle: &VehicleView, name: &str| vehicle.alias == name || vehicle.id.to_string() == name;
    let vehicles: Vec<&VehicleView> = all
        .iter()
        .filter(|vehicle| vehicle.is_active || own.is_some_and(|own| is(vehicle, own)))
        .collect();
    let named = wanted.and_then(|wanted| vehicles.iter().find(|vehicle| is(vehicle, wanted)));
    let only = vehicles.first().filter(|_| vehicles.len() == 1);
    let driven = vehicles.iter().find(|vehicle| vehicle.driver_ids.contains(&viewer));
    let distant = wanted.filter(|_| named.is_none() && !is_whole).map(str::to_owned);
    Pick { chosen: named.or(only).or(driven).copied(), distant, vehicles }
}

impl Pick<'_> {
    fn show(&self, choose: &Callback<String>, form: &Callback<Entry, Html>) -> Html {
        if self.vehicles.is_empty() {
            return html! { <EmptyState icon={IconName::Truck} title={text("entry-no-vehicle")} hint={text("entry-no-vehicle-hint")} /> };
        }
        let choice = if self.vehicles.len() > 1 { self.field(choose) } else { Html::default() };
        if let Some(id) = &self.distant {
            return html! { <Distant key={id.clone()} id={id.clone()} {choice} form={form.clone()} /> };
        }
        match self.chosen {
            Some(vehicle) => form.emit(Entry { vehicle: Rc::new(vehicle.clone()), choice }),
            None => html! { <div key="choice">{ choice }</div> },
        }
    }

    fn field(&self, choose: &Callback<String>) -> Html {
        let choices: Vec<Choice> = self
            .chosen
            .is_none()
            .then(|| Choice::new("", text("entry-choose-vehicle")))
            .into_iter()
            .chain(self.vehicles.iter().map(|vehicle| {
                let label = format!("{} · {} {}", vehicle.alias, vehicle.make, vehicle.model);
                Choice::new(vehicle.id.to_string(), label)
            }))
            .collect();
        let value = self.chosen.map(|vehicle| vehicle.id.to_string()).unwrap_or_default();
        html! {
            <SelectField name="vehicle" label={text("entry-vehicle")} {value} {choices} onchange={choose.clone()} />
        }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct DistantProps {
    id: String,
    choice: Html,
    form: Callback<Entry, Html>,
}

/// One of very many vehicles.
#[component]
fn Distant(props: &DistantProps) -> Html {
    let vehicle = use_query(&api::GET_VEHICLE, &[&props.id], &Empty {});
    match &*vehicle {
        Query::Loading => html! { <Skeleton lines=6 /> },
        Query::Failed(_) => html! { <div key="choice">{ props.choice.clone() }</div> },
        Query::Ready { value, .. } => {
            props.form.emit(Entry { vehicle: value.clone(), choice: props.choice.clone() })
        }
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::vehicles::StoredVehicle;
    use uuid::Uuid;

    use super::{super::test_vehicle, *};

    fn vehicle(number: u128, is_active: bool) -> VehicleView {
        VehicleView {
            stored: StoredVehicle { is_active, ..test_vehicle::vehicle(number).stored },
            ..test_vehicle::vehicle(number)
        }
    }

    #[test]
    fn the_vehicle_of_the_link_the_last_one_or_the_only_one() {
        let two = [vehicle(1, true), vehicle(2, true)];
        let with_old = [vehicle(1, true), vehicle(2, false)];
        let driver = UserId(Uuid::from_u128(7));
        let own_second = VehicleView {
            stored: StoredVehicle { driver_ids: vec![driver], ..vehicle(2, true).stored },
            ..vehicle(2, true)
        };
        let driven = [vehicle(1, true), own_second];
        for (all, wanted, own, chosen, choices) in [
            (&two, Some("van-2"), Some("van-2"), Some("van-2"), 2),
            (&two, Some("00000000-0000-0000-0000-000000000002"), None, Some("van-2"), 2),
            (&two, Some("gone"), None, None, 2),
            (&two, None, None, None, 2),
            (&driven, None, None, Some("van-2"), 2),
            (&driven, Some("van-1"), None, Some("van-1"), 2),
            (&with_old, None, None, Some("van-1"), 1),
            (&with_old, Some("van-2"), None, Some("van-1"), 1),
            (&with_old, Some("van-2"), Some("van-2"), Some("van-2"), 2),
        ] {
            let picked = pick(all, wanted, own, driver, true);
            let alias = picked.chosen.map(|vehicle| vehicle.alias.as_str());
            assert_eq!((alias, picked.vehicles.len()), (chosen, choices), "{wanted:?} {own:?}");
            assert_eq!(picked.distant, None);
        }
        assert_eq!(
            pick(&two, Some("van-7"), None, driver, false).distant.as_deref(),
            Some("van-7")
        );
    }
}
