//! Packages as rows, with boxes to tick for those who may move many at once.

use std::collections::BTreeMap;

use furgo_shared::{id::PackageId, packages::PackageView};
use yew::prelude::*;

use super::facts_card;
use crate::{
    format,
    i18n::{text, text_with},
    screens::Screen,
    ui::{CellSlot, Column, IconName, Row, StatusPill, Table, Tick, Tone, package_pill},
};

/// What is ticked, over several pages.
pub type Selection = BTreeMap<PackageId, PackageView>;

#[derive(Clone, PartialEq, Properties)]
pub struct PackageTableProps {
    pub packages: Vec<PackageView>,
    /// `None` for those who may only read.
    pub selection: Option<Selection>,
    pub onselect: Callback<Selection>,
    pub sort: String,
    pub onsort: Callback<String>,
}

/// See the module.
#[component]
pub fn PackageTable(props: &PackageTableProps) -> Html {
    let mut columns = vec![
        Column::new(text("package-recipient"), CellSlot::Title).sorts_by("recipient_name"),
        Column::new(text("package-status"), CellSlot::Status),
        Column::new(text("package-address"), CellSlot::Line),
        Column::new(text("package-delivery"), CellSlot::Fact).sorts_by("estimated_delivery"),
        Column::new(text("package-weight"), CellSlot::Fact).number(),
        Column::new(text("packages-code"), CellSlot::Fact),
    ];
    // A driver sees only what is theirs: their own name on each row would say nothing.
    let all = text_with("packages-select-page", [("count", props.packages.len().into())]);
    if let Some(selection) = &props.selection {
        columns.push(Column::new(text("package-driver"), CellSlot::Fact));
        columns.insert(0, Column::select(all.clone(), tick_all(all, props, selection)));
    }
    let rows: Vec<Row> = props.packages.iter().map(|package| row(package, props)).collect();
    html! { <Table caption={text("packages-title")} {columns} {rows} dense=true sort={props.sort.clone()} onsort={props.onsort.clone()} /> }
}

fn tick_all(label: AttrValue, props: &PackageTableProps, selection: &Selection) -> Html {
    let checked = !props.packages.is_empty()
        && props.packages.iter().all(|package| selection.contains_key(&package.id));
    let onchange = {
        let (select, selection, packages) =
            (props.onselect.clone(), selection.clone(), props.packages.clone());
        Callback::from(move |ticked: bool| select.emit(with(&selection, &packages, ticked)))
    };
    html! { <Tick {label} {checked} {onchange} /> }
}

fn tick(package: &PackageView, selection: &Selection, select: &Callback<Selection>) -> Html {
    let onchange = {
        let (select, selection, package) = (select.clone(), selection.clone(), package.clone());
        Callback::from(move |ticked: bool| {
            select.emit(with(&selection, std::slice::from_ref(&package), ticked))
        })
    };
    let label = text_with("list-select", [("name", package.recipient_name.clone().into())]);
    html! { <Tick {label} checked={selection.contains_key(&package.id)} {onchange} /> }
}

/// The selection with these packages in it, or without them.
pub fn with(selection: &Selection, packages: &[PackageView], ticked: bool) -> Selection {
    let mut next = selection.clone();
    for package in packages {
        if ticked {
            next.insert(package.id, package.clone());
        } else {
            next.remove(&package.id);
        }
    }
    next
}

fn row(package: &PackageView, props: &PackageTableProps) -> Row {
    let mut cells = vec![
        html! { &package.recipient_name },
        package_pill(package.status),
        place(package),
        html! { { for facts_card::when(package) } },
        html! { { for package.weight_kg.map(format::kg) } },
        html! { <span class="mono">{ &package.tracking_code }</span> },
    ];
    let mut ticked = false;
    if let Some(selection) = &props.selection {
        ticked = selection.contains_key(&package.id);
        cells.push(html! { { for package.assigned_to_name.iter() } });
        cells.insert(0, tick(package, selection, &props.onselect));
    }
    Row::new(package.id, cells).to(Screen::Package { id: package.id }).ticked(ticked)
}

/// The warning stands before the street, so that a long text never hides it.
fn place(package: &PackageView) -> Html {
    let address = &package.address;
    let unknown = address.latitude.is_none() && !package.status.is_finished();
    html! {
        <>
            { for unknown.then(|| html! { <><StatusPill tone={Tone::Warn} icon={IconName::MapPin} label={text("package-no-position")} />{ " " }</> }) }
            { &address.street }{ ", " }
            <span class="muted">{ format!("{} {}", address.postal_code, address.city) }</span>
        </>
    }
}
