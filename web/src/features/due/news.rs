//! News of what has become due, newest first.

use furgo_shared::{
    api,
    due_work::{ListNotices, NoticeKind, NoticeView},
};
use yew::prelude::*;

use crate::{
    features::histories::words,
    format,
    hooks::{Query, use_query},
    i18n::{text, text_with},
    screens::Screen,
    ui::{Card, ProblemCard, ScreenLink, Skeleton, Timeline, TimelineStep},
};

/// What fits beside the list.
const ROWS: u32 = 15;

/// See the module.
#[component]
pub fn News() -> Html {
    let notices =
        use_query(&api::LIST_NOTICES, &[], &ListNotices { limit: Some(ROWS), page: None });
    let content = match &*notices {
        Query::Loading => html! { <Skeleton lines=4 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={notices.refetch.clone()} /> }
        }
        Query::Ready { value, .. } if value.items.is_empty() => {
            html! { <p class="muted">{ text("news-none") }</p> }
        }
        Query::Ready { value, .. } => html! {
            <Timeline label={text("news-title")}>{ for value.items.iter().map(step) }</Timeline>
        },
    };
    html! { <Card title={text("news-title")}><div key="content">{ content }</div></Card> }
}

fn step(notice: &NoticeView) -> Html {
    let moment = format::day(notice.date);
    match &notice.notice {
        NoticeKind::StateChanged { vehicle, maintenance, category, description, to, .. } => {
            let kind = maintenance.map(words::maintenance_kind);
            let title = kind.or(category.map(words::expense_category)).unwrap_or_default();
            let screen = Screen::Vehicle { alias: vehicle.clone() };
            html! {
                <TimelineStep key={notice.id.to_string()} title={words::due_pill(*to)} {moment}>
                    <p><span class="strong">{ title }</span>{ ", " }<ScreenLink to={screen} query="tab=due">{ vehicle }</ScreenLink></p>
                    <p class="muted small clamp">{ description }</p>
                </TimelineStep>
            }
        }
        NoticeKind::Digest { overdue, due, soon } => {
            let sentence = text_with(
                "news-digest",
                [("overdue", (*overdue).into()), ("due", (*due).into()), ("soon", (*soon).into())],
            );
            html! {
                <TimelineStep key={notice.id.to_string()} title={html! { <span class="strong">{ text("news-week") }</span> }} {moment}>
                    <p>{ sentence }</p>
                </TimelineStep>
            }
        }
    }
}
