//! All packages that the viewer may see.

use furgo_shared::{
    access::Action,
    api,
    packages::{ListPackages, PackageView},
};
use yew::prelude::*;

use super::{
    bulk_bar::BulkBar,
    filters::{FilterBar, is_filtered},
    package_table::{PackageTable, Selection, with},
};
use crate::{
    hooks::{UseQuery, use_filters, use_query},
    i18n::text,
    screens::Screen,
    session::use_viewer,
    ui::{ButtonKind, EmptyState, IconName, LinkButton, Listing, Page},
};

/// A desktop shows this many rows without a second page.
const ROWS: u32 = 50;

/// See the module. What is ticked stays ticked on other pages and under other filters.
#[component]
pub fn PackagesPage() -> Html {
    let (filters, viewer, ticked) =
        (use_filters::<ListPackages>(), use_viewer(), use_state(Selection::new));
    let current = filters.current();
    let list = use_query(
        &api::LIST_PACKAGES,
        &[],
        &ListPackages { limit: current.limit.or(Some(ROWS)), ..current.clone() },
    );
    let may_edit = viewer.role.may(Action::EditPackages);
    let selection = refreshed(&ticked, &list);
    let onselect = {
        let ticked = ticked.clone();
        Callback::from(move |next| ticked.set(next))
    };
    let onclear = {
        let ticked = ticked.clone();
        Callback::from(move |()| ticked.set(Selection::new()))
    };
    let listing = Listing {
        list: &list,
        nothing: nothing(may_edit),
        filtered: is_filtered(current),
        onclear: filters.bind(|filters, ()| *filters = ListPackages::default()),
        onpage: filters.bind(|filters, page| filters.page = Some(page)),
    };
    let rows = |packages: &[PackageView]| {
        html! {
            <PackageTable packages={packages.to_vec()} selection={may_edit.then(|| selection.clone())} {onselect}
                sort={current.sort.clone().unwrap_or_else(|| "-created_at".to_owned())}
                onsort={filters.bind(|filters, sort| { filters.sort = Some(sort); filters.page = None; })} />
        }
    };
    let on_page = list.value().map(|list| list.items.clone()).unwrap_or_default();
    let is_ticked = |package: &PackageView| selection.contains_key(&package.id);
    let unticked_page = (!on_page.iter().all(is_ticked)).then_some(on_page.len());
    let onpage = {
        let (ticked, selection) = (ticked.clone(), selection.clone());
        Callback::from(move |()| ticked.set(with(&selection, &on_page, true)))
    };
    html! {
        <Page title={text("packages-title")} age={list.age()} actions={may_edit.then(add)}>
            <FilterBar key="filters" filters={filters.clone()} />
            <div key="list">{ listing.show(rows) }</div>
            { for (!selection.is_empty()).then(|| html! { <BulkBar key="bulk" selection={selection.clone()} role={viewer.role} {onclear} {unticked_page} {onpage} /> }) }
        </Page>
    }
}

fn add() -> Html {
    html! { <LinkButton to={Screen::NewPackage} kind={ButtonKind::Primary} icon={IconName::Plus} shortcut="n">{ text("packages-add") }</LinkButton> }
}

fn nothing(may_edit: bool) -> Html {
    let hint = if may_edit { text("packages-empty-hint") } else { text("packages-empty-driver") };
    html! { <EmptyState icon={IconName::Package} title={text("packages-empty")} {hint}>{ for may_edit.then(add) }</EmptyState> }
}

/// What is ticked, as the list has it now: a step may have been taken meanwhile.
fn refreshed(
    ticked: &Selection,
    list: &UseQuery<furgo_shared::page::Page<PackageView>>,
) -> Selection {
    let mut selection = ticked.clone();
    for package in list.value().iter().flat_map(|list| &list.items) {
        if let Some(known) = selection.get_mut(&package.id) {
            *known = package.clone();
        }
    }
    selection
}
