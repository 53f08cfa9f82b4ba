//! Steps as rows: what, when, who, why.

use furgo_shared::{logs::LogEntryView, text::wire_name};
use yew::prelude::*;

use crate::{
    format,
    i18n::{text, text_with},
    screens::Screen,
    ui::{CellSlot, Column, Icon, IconName, IconSize, Row, Table, package_pill},
};

/// Sent so much later than it happened that it is worth saying, in seconds.
const LATE_S: i64 = 120;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LogTableProps {
    pub entries: Vec<LogEntryView>,
}

/// See the module. Each row leads to its package.
#[component]
pub fn LogTable(props: &LogTableProps) -> Html {
    let columns = vec![
        Column::new(text("log-package"), CellSlot::Title),
        Column::new(text("log-step"), CellSlot::Status),
        Column::new(text("log-when"), CellSlot::Line),
        Column::new(text("log-person"), CellSlot::Fact),
        Column::new(text("log-why"), CellSlot::Line),
    ];
    let rows: Vec<Row> = props.entries.iter().map(row).collect();
    html! { <Table caption={text("nav-log")} {columns} {rows} /> }
}

fn row(entry: &LogEntryView) -> Row {
    let cells = vec![
        html! { <span class="mono">{ &entry.tracking_code }</span> },
        step(entry),
        when(entry),
        html! { { person(entry) } },
        why(entry),
    ];
    Row::new(entry.id, cells).to(Screen::Package { id: entry.package_id })
}

fn step(entry: &LogEntryView) -> Html {
    let from = entry.old_status.map(|old| html! {
        <span class="muted small only-desktop" key="old"><span>{ text(&format!("package-status-{}", wire_name(&old))) }{ " → " }</span></span>
    });
    html! { <span>{ for from }{ package_pill(entry.new_status) }</span> }
}

fn when(entry: &LogEntryView) -> Html {
    let (happened, recorded) = (entry.occurred_at, entry.recorded_at);
    let late_s = (recorded - happened).num_seconds();
    let same_day = format::day_of(recorded) == format::day_of(happened);
    let heard = if same_day { format::clock(recorded) } else { format::moment(recorded) };
    let note = (late_s > LATE_S)
        .then(|| text_with("log-recorded", [("moment", heard.to_string().into())]));
    html! {
        <span class="numbers">
            { format::moment(happened) }
            { for note.map(|note| html! { <span class="muted small">{ " · " }{ note }</span> }) }
        </span>
    }
}

fn person(entry: &LogEntryView) -> AttrValue {
    match (entry.changed_by_name.is_empty(), entry.changed_by) {
        (false, _) => entry.changed_by_name.clone().into(),
        (true, Some(_)) => text("log-removed-person"),
        (true, None) => text("log-nobody"),
    }
}

/// Reason and note; an empty cell when there is neither.
fn why(entry: &LogEntryView) -> Html {
    let reason = entry.reason.map(|reason| text(&format!("step-reason-{}", wire_name(&reason))));
    let corrected = entry.corrected.then(|| html! { <span class="with-icon strong" key="corrected"><Icon name={IconName::Pencil} size={IconSize::Small} />{ text("log-corrected") }</span> });
    let words: Vec<String> =
        reason.map(|reason| reason.to_string()).into_iter().chain(entry.note.clone()).collect();
    match (words.is_empty(), entry.corrected) {
        (true, false) => html! {},
        _ => {
            html! { <span class="row">{ for corrected }<span key="words">{ words.join(" · ") }</span></span> }
        }
    }
}
