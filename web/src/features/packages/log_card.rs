//! What happened to a package, newest first.

use furgo_shared::{api, id::PackageId, logs::LogEntryView, text::wire_name, validate::Empty};
use yew::prelude::*;

use crate::{
    format,
    hooks::{Query, use_query},
    i18n::{text, text_with},
    ui::{Card, ProblemCard, Skeleton, Timeline, TimelineStep, package_pill},
};

/// Sent so much later than it happened that it is worth saying, in seconds.
const LATE_S: i64 = 120;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LogCardProps {
    pub id: PackageId,
}

/// See the module.
#[component]
pub fn LogCard(props: &LogCardProps) -> Html {
    let log = use_query(&api::PACKAGE_LOG, &[&props.id.to_string()], &Empty {});
    let content = match &*log {
        Query::Loading => html! { <Skeleton lines=4 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={log.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => {
            html! { <Timeline label={text("package-log")}>{ for value.items.iter().rev().map(step) }</Timeline> }
        }
    };
    html! { <Card title={text("package-log")}><div key="content">{ content }</div></Card> }
}

fn step(entry: &LogEntryView) -> Html {
    let late = (entry.recorded_at - entry.occurred_at).num_seconds() > LATE_S;
    let late = late.then(|| {
        text_with(
            "log-recorded",
            [("moment", format::moment(entry.recorded_at).to_string().into())],
        )
    });
    let who = match (entry.changed_by_name.is_empty(), entry.changed_by) {
        (false, _) => entry.changed_by_name.clone().into(),
        (true, Some(_)) => text("log-removed-person"),
        (true, None) => text("log-nobody"),
    };
    let reason = entry.reason.map(|reason| text(&format!("step-reason-{}", wire_name(&reason))));
    let corrected = entry.corrected.then(|| text("log-corrected"));
    let mark = match (entry.late, entry.implied) {
        (true, _) => Some(text("log-late")),
        (false, true) => Some(text("log-implied")),
        (false, false) => None,
    };
    let head: Vec<String> = [Some(who), corrected, mark, reason, late]
        .into_iter()
        .flatten()
        .map(|part: AttrValue| part.to_string())
        .collect();
    html! {
        <TimelineStep key={entry.id.to_string()} title={package_pill(entry.new_status)} moment={format::moment(entry.occurred_at)}>
            <p class="small" key="head">{ head.join(" · ") }</p>
            { for entry.note.iter().map(|note| html! { <p key="note">{ note }</p> }) }
        </TimelineStep>
    }
}
