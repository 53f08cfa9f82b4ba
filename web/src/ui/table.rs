//! Lists of records: dense rows with a sticky head on a desktop, cards on a phone. Each row leads to
//! one screen; the whole row is the target.

use yew::prelude::*;

use super::{
    button::ScreenLink,
    icon::{Icon, IconName},
};
use crate::screens::Screen;

/// Where a cell lies on a phone's card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellSlot {
    /// The card's heading; also the row's link. One for each table.
    Title,
    /// Beside the heading: a pill.
    Status,
    /// A line of its own, without label.
    Line,
    /// Small, after its column's name.
    #[default]
    Fact,
    /// Only on a very wide desktop.
    Hidden,
    /// A box to tick, at the start of the row; pressing it does not open the row.
    Select,
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    label: AttrValue,
    slot: CellSlot,
    number: bool,
    sort: Option<&'static str>,
    head: Option<Html>,
}

impl Column {
    /// A column with its heading.
    pub fn new(label: impl Into<AttrValue>, slot: CellSlot) -> Self {
        Self { label: label.into(), slot, number: false, sort: None, head: None }
    }

    /// Figures: right-aligned, of equal width.
    pub fn number(mut self) -> Self {
        self.number = true;
        self
    }

    /// A narrow column of boxes to tick; `head` is the box for all of them.
    pub fn select(label: impl Into<AttrValue>, head: Html) -> Self {
        Self { head: Some(head), ..Self::new(label, CellSlot::Select) }
    }

    /// The list's `sort` field behind this column.
    pub fn sorts_by(mut self, field: &'static str) -> Self {
        self.sort = Some(field);
        self
    }

    fn head_class(&self) -> Classes {
        let slot = match self.slot {
            CellSlot::Hidden => Some("table__head--hidden"),
            CellSlot::Select => Some("table__head--select"),
            CellSlot::Title | CellSlot::Status | CellSlot::Line | CellSlot::Fact => None,
        };
        classes!("table__head", slot, self.number.then_some("table__head--number"))
    }

    fn cell_class(&self) -> Classes {
        let slot = match self.slot {
            CellSlot::Title => "table__cell--title",
            CellSlot::Status => "table__cell--status",
            CellSlot::Line => "table__cell--line",
            CellSlot::Fact => "table__cell--fact",
            CellSlot::Hidden => "table__cell--hidden",
            CellSlot::Select => "table__cell--select",
        };
        classes!("table__cell", slot, self.number.then_some("table__cell--number"))
    }
}

/// One record.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    key: String,
    to: Option<Screen>,
    cells: Vec<Html>,
    actions: Option<Html>,
    ticked: bool,
}

impl Row {
    /// A record by its id, with one cell for each column.
    pub fn new(key: impl ToString, cells: Vec<Html>) -> Self {
        Self { key: key.to_string(), to: None, cells, actions: None, ticked: false }
    }

    /// The screen that the row opens.
    pub fn to(mut self, screen: Screen) -> Self {
        self.to = Some(screen);
        self
    }

    /// Whether the row's box is ticked.
    pub fn ticked(mut self, ticked: bool) -> Self {
        self.ticked = ticked;
        self
    }

    /// Buttons at the end of the row.
    pub fn actions(mut self, actions: Html) -> Self {
        self.actions = Some(actions);
        self
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TableProps {
    /// What the table lists, for screen readers.
    pub caption: AttrValue,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// One line for each row on a desktop, for lists of hundreds.
    #[prop_or_default]
    pub dense: bool,
    /// The current order: a field, descending with a leading `-`.
    #[prop_or_default]
    pub sort: Option<AttrValue>,
    #[prop_or_default]
    pub onsort: Callback<String>,
}

/// See the module.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let with_actions = props.rows.iter().any(|row| row.actions.is_some());
    html! {
        <div class="table-wrap">
            <table class={classes!("table", props.dense.then_some("table--dense"))} role="table">
                <caption class="table__caption">{ &props.caption }</caption>
                <thead role="rowgroup"><tr role="row">
                    { for props.columns.iter().map(|column| head(column, props)) }
                    { for with_actions.then(|| html! { <td class="table__head" role="cell" key="actions"></td> }) }
                </tr></thead>
                <tbody role="rowgroup">{ for props.rows.iter().map(|row| body_row(row, &props.columns)) }</tbody>
            </table>
        </div>
    }
}

fn head(column: &Column, props: &TableProps) -> Html {
    let order = column.sort.and_then(|field| match props.sort.as_deref() {
        Some(sort) if sort == field => Some("ascending"),
        Some(sort) if sort.strip_prefix('-') == Some(field) => Some("descending"),
        Some(_) | None => None,
    });
    let plain = || column.head.clone().unwrap_or_else(|| html! { { &column.label } });
    let content = column.sort.map_or_else(plain, |field| {
        let icon = match order {
            Some("ascending") => IconName::ArrowUp,
            Some(_) => IconName::ArrowDown,
            None => IconName::ArrowUpDown,
        };
        let next = if order == Some("ascending") { format!("-{field}") } else { field.to_owned() };
        let onclick = props.onsort.reform(move |_: MouseEvent| next.clone());
        html! { <button type="button" class="table__sort" {onclick}>{ &column.label }<Icon name={icon} /></button> }
    });
    html! {
        <th class={column.head_class()} key={column.label.to_string()}
            scope="col" role="columnheader" aria-sort={order}>{ content }</th>
    }
}

fn body_row(row: &Row, columns: &[Column]) -> Html {
    let cells = columns.iter().zip(&row.cells).enumerate().map(|(index, (column, cell))| {
        let content = match (column.slot, &row.to) {
            (CellSlot::Title, Some(to)) => html! {
                <ScreenLink to={to.clone()} class="table__link"><span class="table__cell-text">{ cell.clone() }</span></ScreenLink>
            },
            (CellSlot::Title | CellSlot::Line, _) => html! { <span class="table__cell-text">{ cell.clone() }</span> },
            (CellSlot::Status | CellSlot::Fact | CellSlot::Hidden | CellSlot::Select, _) => cell.clone(),
        };
        html! { <td class={column.cell_class()} role="cell" key={index} data-label={&column.label}>{ content }</td> }
    });
    html! {
        <tr class={classes!("table__row", row.ticked.then_some("table__row--ticked"))} role="row" key={row.key.clone()}>
            { for cells }
            { for row.actions.iter().map(|actions| html! { <td class="table__cell table__cell--actions" role="cell" key="actions">{ actions.clone() }</td> }) }
        </tr>
    }
}
