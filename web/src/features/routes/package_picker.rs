//! The packages that can be planned, to tick: searchable, with what matters for the choice.

use std::{collections::BTreeSet, rc::Rc};

use furgo_shared::{
    id::PackageId,
    packages::{PackageStatus, PackageView},
};
use yew::prelude::*;

use super::plan_selection;
use crate::{
    format,
    i18n::{text, text_with},
    platform,
    ui::{Button, Card, EmptyState, Icon, IconName, IconSize, SearchField, package_pill},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PackagePickerProps {
    pub packages: Rc<Vec<PackageView>>,
    pub chosen: Rc<BTreeSet<PackageId>>,
    pub onchosen: Callback<BTreeSet<PackageId>>,
    /// What to do when the search finds nothing.
    pub hint: AttrValue,
}

/// More rows than these wait for a press: whoever looks for one among so many searches.
const ROWS_MAX: usize = 100;

/// See the module.
#[component]
pub fn PackagePicker(props: &PackagePickerProps) -> Html {
    let (search, all_shown) = (use_state(String::new), use_state(|| false));
    let found: Vec<&PackageView> =
        props.packages.iter().filter(|package| plan_selection::matches(package, &search)).collect();
    let all_chosen =
        !found.is_empty() && found.iter().all(|package| props.chosen.contains(&package.id));
    let toggle_all = {
        let (ids, chosen, onchosen) = (
            found.iter().map(|package| package.id).collect::<Vec<_>>(),
            props.chosen.clone(),
            props.onchosen.clone(),
        );
        Callback::from(move |()| {
            let mut next = (*chosen).clone();
            for id in &ids {
                if all_chosen {
                    next.remove(id)
                } else {
                    next.insert(*id)
                };
            }
            onchosen.emit(next);
        })
    };
    let onsearch = {
        let search = search.clone();
        Callback::from(move |text| search.set(text))
    };
    let verb = if all_chosen {
        text("plan-choose-none")
    } else {
        text_with("plan-choose-all", [("count", found.len().into())])
    };
    let content = if found.is_empty() {
        html! { <EmptyState icon={IconName::Search} title={text("plan-none-found")} hint={props.hint.clone()} /> }
    } else {
        let rows = if *all_shown { found.len() } else { ROWS_MAX };
        html! { <ul class="picks">{ for found.iter().take(rows).map(|package| pick(package, props)) }</ul> }
    };
    html! {
        <Card title={text("plan-packages-title")} flush=true>
            <div class="picks__tools" key="tools">
                <SearchField label={text("plan-search")} value={(*search).clone()} {onsearch} />
                <Button icon={IconName::ListChecks} disabled={found.is_empty()} onclick={toggle_all}>{ verb }</Button>
            </div>
            <div key="list">{ content }</div>
            { for rest(&found, &all_shown) }
        </Card>
    }
}

/// The way to the rows that are not shown. They are ticked all the same.
fn rest(found: &[&PackageView], all_shown: &UseStateHandle<bool>) -> Option<Html> {
    let hidden = found.len().saturating_sub(ROWS_MAX);
    let onclick = {
        let all_shown = all_shown.clone();
        Callback::from(move |()| all_shown.set(true))
    };
    (hidden > 0 && !**all_shown).then(|| html! {
        <div key="rest" class="picks__rest">
            <Button {onclick}>{ text_with("plan-show-rest", [("count", hidden.into())]) }</Button>
        </div>
    })
}

fn pick(package: &PackageView, props: &PackagePickerProps) -> Html {
    let onchange = {
        let (id, chosen, onchosen) = (package.id, props.chosen.clone(), props.onchosen.clone());
        Callback::from(move |event: Event| {
            let mut next = (*chosen).clone();
            if platform::focus::checked(&event) {
                next.insert(id)
            } else {
                next.remove(&id)
            };
            onchosen.emit(next);
        })
    };
    let (address, checked) = (&package.address, props.chosen.contains(&package.id));
    html! {
        <li key={package.id.to_string()}>
            <label class={classes!("pick", checked.then_some("pick--ticked"))}>
                <input type="checkbox" class="check__box" {checked} {onchange} />
                <span class="pick__who">
                    <span class="strong clamp">{ &package.recipient_name }</span>
                    <span class="clamp">{ &address.street }{ ", " }{ &address.postal_code }{ " " }{ &address.city }</span>
                </span>
                <span class="pick__facts small numbers">{ facts(package) }</span>
            </label>
        </li>
    }
}

/// Only what sets the package apart.
fn facts(package: &PackageView) -> Html {
    let window = package
        .time_window
        .map(|window| format!("{}–{}", format::clock(window.from), format::clock(window.to)));
    let is_located = package.address.latitude.is_some();
    html! {
        <>
            { for (package.status != PackageStatus::Pending).then(|| html! { <span key="status">{ package_pill(package.status) }</span> }) }
            { for (!is_located).then(|| html! { <span class="with-icon muted" key="position"><Icon name={IconName::MapPin} size={IconSize::Small} />{ text("plan-no-position") }</span> }) }
            { for window.map(|window| html! { <span class="with-icon" key="window"><Icon name={IconName::Clock} size={IconSize::Small} />{ window }</span> }) }
            { for package.estimated_delivery.map(|day| html! { <span class="muted" key="day">{ format::day_short(day) }</span> }) }
            { for package.weight_kg.map(|weight| html! { <span class="muted" key="weight">{ format::kg(weight) }</span> }) }
        </>
    }
}
