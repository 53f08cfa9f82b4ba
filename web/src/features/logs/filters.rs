//! What the log is narrowed down to.

use furgo_shared::{
    access::Action,
    api,
    logs::ListLog,
    packages::ListPackages,
    time::Day,
    users::{AskDrivers, ListUsers},
};
use yew::prelude::*;

use crate::{
    hooks::{Filters, use_query},
    i18n::text,
    session::use_viewer,
    ui::{Button, Choice, DateField, IconName, SearchField, SelectField},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LogFiltersProps {
    pub filters: Filters<ListLog>,
}

/// See the module. Who may be listed depends on the viewer: an admin sees everybody, a dispatcher
/// the drivers, a driver only sees their own steps anyway.
#[component]
pub fn LogFilters(props: &LogFiltersProps) -> Html {
    let (filters, viewer) = (&props.filters, use_viewer());
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let current = filters.current();
    let people = match (viewer.role.may(Action::ManageUsers), viewer.role.may(Action::ListDrivers))
    {
        (true, _) => html! { <PersonFilter key="person" filters={filters.clone()} /> },
        (false, true) => html! { <DriverFilter key="person" filters={filters.clone()} /> },
        (false, false) => html! {},
    };
    let is_narrowed =
        current.from.is_some() || current.to.is_some() || current.changed_by.is_some();
    html! {
        <div class="stack stack--tight">
            <PackageFilter filters={filters.clone()} />
            <details class="filters" open={is_narrowed}>
                <summary class="button button--secondary">{ text("log-filters") }</summary>
                <div class="toolbar">
                    <DateField key="from" name="from" label={text("log-from")} value={day(current.from)} optional=true
                        oninput={filters.bind(|filters, value: String| { filters.from = value.parse().ok(); filters.page = None; })} />
                    <DateField key="to" name="to" label={text("log-to")} value={day(current.to)} optional=true
                        oninput={filters.bind(|filters, value: String| { filters.to = value.parse().ok(); filters.page = None; })} />
                    { people }
                </div>
            </details>
        </div>
    }
}

/// By tracking code: the code is looked up, its package becomes the filter.
#[component]
fn PackageFilter(props: &LogFiltersProps) -> Html {
    let (filters, code) = (&props.filters, use_state(String::new));
    let found = use_query(
        &api::LIST_PACKAGES,
        &[],
        &ListPackages {
            q: Some((*code).clone()).filter(|code| !code.is_empty()),
            limit: Some(2),
            ..ListPackages::default()
        },
    );
    let set = filters.bind(|filters, id| {
        filters.package_id = id;
        filters.page = None;
    });
    let wanted = found.value().filter(|_| !code.is_empty()).and_then(|page| {
        page.items
            .iter()
            .find(|package| package.tracking_code.eq_ignore_ascii_case(code.trim()))
            .map(|package| package.id)
    });
    {
        let (set, now) = (set.clone(), filters.current().package_id);
        use_effect_with(wanted, move |wanted| {
            if wanted.is_some() && *wanted != now {
                set.emit(*wanted);
            }
        });
    }
    let onsearch = {
        let (code, set) = (code.clone(), set.clone());
        Callback::from(move |typed: String| {
            if typed.trim().is_empty() {
                set.emit(None);
            }
            code.set(typed);
        })
    };
    let clear = {
        let code = code.clone();
        Callback::from(move |()| {
            code.set(String::new());
            set.emit(None);
        })
    };
    let unknown = !code.is_empty() && found.value().is_some() && wanted.is_none();
    html! {
        <div class="log-package">
            <SearchField key="search" label={text("log-package")} value={(*code).clone()} {onsearch} />
            { for filters.current().package_id.map(|_| html! { <Button key="clear" icon={IconName::X} onclick={clear}>{ text("log-all-packages") }</Button> }) }
            { for unknown.then(|| html! { <p key="unknown" class="field__hint" role="status">{ text("log-package-unknown") }</p> }) }
        </div>
    }
}

#[component]
fn PersonFilter(props: &LogFiltersProps) -> Html {
    let people =
        use_query(&api::LIST_USERS, &[], &ListUsers { limit: Some(100), ..ListUsers::default() });
    let known = people.value().map(|page| {
        page.items
            .iter()
            .map(|user| Choice::new(user.id.to_string(), user.name.clone()))
            .collect::<Vec<_>>()
    });
    choose(props, known.unwrap_or_default())
}

#[component]
fn DriverFilter(props: &LogFiltersProps) -> Html {
    let drivers = use_query(&api::LIST_DRIVERS, &[], &AskDrivers::default());
    let known = drivers.value().map(|drivers| {
        drivers
            .items
            .iter()
            .map(|driver| Choice::new(driver.id.to_string(), driver.name.clone()))
            .collect::<Vec<_>>()
    });
    choose(props, known.unwrap_or_default())
}

fn choose(props: &LogFiltersProps, known: Vec<Choice>) -> Html {
    let choices: Vec<Choice> =
        std::iter::once(Choice::new("", text("log-everybody"))).chain(known).collect();
    let value = props.filters.current().changed_by.map(|id| id.to_string()).unwrap_or_default();
    let onchange = props.filters.bind(|filters, value: String| {
        filters.changed_by = value.parse().ok();
        filters.page = None;
    });
    html! { <SelectField name="changed_by" label={text("log-person")} {value} {choices} {onchange} optional=true /> }
}
