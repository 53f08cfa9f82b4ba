//! Search and filters of the list; all of them stand in the URL.

use furgo_shared::{
    access::Action,
    packages::{ListPackages, PackageStatus},
    text::{from_wire_name, wire_name},
};
use yew::prelude::*;

use super::driver_field::DriverField;
use crate::{
    format::filled,
    hooks::Filters,
    i18n::text,
    session::use_viewer,
    ui::{Button, Chip, Chips, DateField, IconName, SearchField},
};

#[derive(Clone, PartialEq, Properties)]
pub struct FilterBarProps {
    pub filters: Filters<ListPackages>,
}

/// Whether anything is left out.
pub fn is_filtered(current: &ListPackages) -> bool {
    !current.status.is_empty()
        || current.q.is_some()
        || current.page.is_some()
        || more_count(current) > 0
}

fn more_count(current: &ListPackages) -> usize {
    [
        current.assigned_to.is_some(),
        current.city.is_some(),
        current.from.is_some(),
        current.to.is_some(),
    ]
    .into_iter()
    .filter(|set| *set)
    .count()
}

/// See the module. Status chips combine; the rarer filters open on demand.
#[component]
pub fn FilterBar(props: &FilterBarProps) -> Html {
    let filters = &props.filters;
    let current = filters.current();
    let open = use_state(|| more_count(current) > 0);
    let toggle = {
        let open = open.clone();
        Callback::from(move |()| open.set(!*open))
    };
    let onsearch = filters.bind(|filters, q: String| {
        filters.q = filled(&q);
        filters.page = None;
    });
    let ontoggle = filters.bind(|filters, id: AttrValue| {
        if let Some(status) = from_wire_name::<PackageStatus>(&id) {
            let pressed = filters.status.contains(&status);
            filters.status.retain(|other| *other != status);
            filters.status.extend((!pressed).then_some(status));
        }
        filters.page = None;
    });
    html! {
        <div class="stack stack--tight">
            <div class="toolbar" key="search">
                <SearchField label={text("packages-search")} value={current.q.clone().unwrap_or_default()} {onsearch} />
                <Button icon={IconName::Sliders} onclick={toggle}>{ if *open { text("packages-fewer-filters") } else { text("packages-more-filters") } }</Button>
            </div>
            <Chips key="status" label={text("package-status")} chips={status_chips(current)} {ontoggle} />
            { for open.then(|| html! { <MoreFilters key="more" filters={filters.clone()} /> }) }
        </div>
    }
}

fn status_chips(current: &ListPackages) -> Vec<Chip> {
    let chip = |status: &PackageStatus| {
        let name = wire_name(status);
        let label = text(&format!("package-status-{name}"));
        Chip::new(name, label, current.status.contains(status))
    };
    PackageStatus::ALL.iter().map(chip).collect()
}

#[component]
fn MoreFilters(props: &FilterBarProps) -> Html {
    let (filters, may_choose) = (&props.filters, use_viewer().role.may(Action::ListDrivers));
    let current = filters.current();
    let day =
        |day: Option<furgo_shared::time::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    html! {
        <div class="toolbar">
            { for may_choose.then(|| html! {
                <DriverField key="driver" label={text("package-driver")} driver={current.assigned_to} none={text("filter-all")}
                    onchange={filters.bind(|filters, driver| { filters.assigned_to = driver; filters.page = None; })} />
            }) }
            <SearchField key="city" label={text("packages-city")} value={current.city.clone().unwrap_or_default()}
                onsearch={filters.bind(|filters, city: String| { filters.city = filled(&city); filters.page = None; })} />
            <DateField key="from" name="from" label={text("packages-from")} value={day(current.from)} optional=true
                oninput={filters.bind(|filters, day: String| { filters.from = day.parse().ok(); filters.page = None; })} />
            <DateField key="to" name="to" label={text("packages-to")} value={day(current.to)} optional=true
                oninput={filters.bind(|filters, day: String| { filters.to = day.parse().ok(); filters.page = None; })} />
        </div>
    }
}
