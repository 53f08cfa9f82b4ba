//! Search and filters of the list; all of them stand in the URL.

use furgo_shared::{
    access::Action,
    api,
    packages::{ListPackages, PackageCountsView, PackageStatus},
    text::{from_wire_name, wire_name},
};
use yew::prelude::*;

use super::{driver_field::DriverField, due_field::DueField};
use crate::{
    format::{Span, filled, whole},
    hooks::{Filters, use_query},
    i18n::text,
    session::use_viewer,
    ui::{
        Button, ButtonKind, Chip, Chips, Choice, DateField, HourField, IconName, SearchField,
        SelectField,
    },
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
        || (current.delivery_from, current.delivery_to) != (None, None)
        || current.no_position
        || more_count(current) > 0
}

fn more_count(current: &ListPackages) -> usize {
    [
        current.assigned_to.is_some(),
        current.city.is_some(),
        current.from.is_some(),
        current.to.is_some(),
        current.has_window.is_some(),
        current.window_by.is_some(),
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
        if id == NO_POSITION {
            filters.no_position = !filters.no_position;
        }
        if let Some(status) = from_wire_name::<PackageStatus>(&id) {
            let pressed = filters.status.contains(&status);
            filters.status.retain(|other| *other != status);
            filters.status.extend((!pressed).then_some(status));
        }
        filters.page = None;
    });
    let counts = use_query(
        &api::COUNT_PACKAGES,
        &[],
        &ListPackages {
            status: Vec::new(),
            page: None,
            limit: None,
            sort: None,
            ..current.clone()
        },
    );
    let ondue = filters.bind(|filters, (from, to): Span| {
        (filters.delivery_from, filters.delivery_to) = (from, to);
        filters.page = None;
    });
    let onclear = filters.bind(|filters, ()| {
        *filters = ListPackages { sort: filters.sort.take(), ..ListPackages::default() };
    });
    html! {
        <div class="stack stack--tight">
            <div class="toolbar" key="search">
                <SearchField label={text("packages-search")} value={current.q.clone().unwrap_or_default()} {onsearch} />
                <DueField key="due" span={(current.delivery_from, current.delivery_to)} onchange={ondue} />
                <Button icon={IconName::Sliders} onclick={toggle}>{ if *open { text("packages-fewer-filters") } else { text("packages-more-filters") } }</Button>
                { for is_filtered(current).then(|| html! { <Button key="clear" kind={ButtonKind::Ghost} onclick={onclear}>{ text("list-clear-filters") }</Button> }) }
            </div>
            <Chips key="status" label={text("package-status")} chips={chips(current, counts.value().map(|counts| **counts))} {ontoggle} />
            { for open.then(|| html! { <MoreFilters key="more" filters={filters.clone()} /> }) }
        </div>
    }
}

/// The chip beside those of the statuses.
const NO_POSITION: &str = "no_position";

fn chips(current: &ListPackages, counts: Option<PackageCountsView>) -> Vec<Chip> {
    let chip = |status: &PackageStatus| {
        let name = wire_name(status);
        let label = text(&format!("package-status-{name}"));
        let count = counts.map(|counts| whole(counts.at(*status)));
        Chip::new(name, label, current.status.contains(status)).counts(count)
    };
    let nowhere = Chip::new(NO_POSITION, text("package-no-position"), current.no_position);
    PackageStatus::ALL.iter().map(chip).chain([nowhere]).collect()
}

fn windows() -> Vec<Choice> {
    vec![
        Choice::new("", text("filter-all")),
        Choice::new("true", text("packages-with-window")),
        Choice::new("false", text("packages-without-window")),
    ]
}

#[component]
fn MoreFilters(props: &FilterBarProps) -> Html {
    let (filters, may_choose) = (&props.filters, use_viewer().role.may(Action::ListDrivers));
    let current = filters.current();
    let day =
        |day: Option<furgo_shared::time::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let window = current.has_window.map(|has| has.to_string()).unwrap_or_default();
    html! {
        <div class="toolbar">
            { for may_choose.then(|| html! {
                <DriverField key="driver" label={text("package-driver")} driver={current.assigned_to} none={text("filter-all")}
                    onchange={filters.bind(|filters, driver| { filters.assigned_to = driver; filters.page = None; })} />
            }) }
            <SearchField key="city" label={text("packages-city")} value={current.city.clone().unwrap_or_default()}
                onsearch={filters.bind(|filters, city: String| { filters.city = filled(&city); filters.page = None; })} />
            <SelectField key="window" name="has_window" label={text("packages-window")} value={window} choices={windows()}
                onchange={filters.bind(|filters, value: String| {
                    filters.has_window = value.parse().ok();
                    filters.page = None;
                })} />
            <HourField key="by" name="window_by" label={text("packages-window-by")} value={current.window_by.clone().unwrap_or_default()} optional=true
                oninput={filters.bind(|filters, hour: String| { filters.window_by = filled(&hour); filters.page = None; })} />
            <DateField key="from" name="from" label={text("packages-from")} value={day(current.from)} optional=true
                oninput={filters.bind(|filters, day: String| { filters.from = day.parse().ok(); filters.page = None; })} />
            <DateField key="to" name="to" label={text("packages-to")} value={day(current.to)} optional=true
                oninput={filters.bind(|filters, day: String| { filters.to = day.parse().ok(); filters.page = None; })} />
        </div>
    }
}
