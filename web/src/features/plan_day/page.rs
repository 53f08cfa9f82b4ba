//! The screen: what is missing for a plan, or the stages of planning. What has been chosen lives
//! here, so that it stays whatever happens to the lists.

use furgo_shared::{api, validate::Empty};
use yew::prelude::*;

use super::{
    day_draft::DayDraft,
    kept::{self, Kept, use_keeping},
    planning::{Standing, use_planning},
    stages::Stages,
    supplies::use_supplies,
};
use crate::{
    features::routes::{Missing, PlanStart, next_day},
    format,
    hooks::{Query, use_filters, use_form, use_query},
    i18n::text,
    screens::Screen,
    ui::{Page, ProblemCard, Skeleton},
};

/// See the module. Which day is proposed depends on when the fleet usually leaves.
#[component]
pub fn PlanDayPage() -> Html {
    let settings = use_query(&api::GET_SETTINGS, &[], &Empty {});
    match &*settings {
        Query::Ready { value, .. } => {
            let departure = AttrValue::from(value.settings.departure.clone());
            html! { <PlanOfDay {departure} /> }
        }
        Query::Loading => {
            html! { <Page title={text("plan-day")} back={Screen::Routes}><Skeleton lines=8 rows=true /></Page> }
        }
        Query::Failed(problem) => html! {
            <Page title={text("plan-day")} back={Screen::Routes}>
                <ProblemCard problem={problem.clone()} onretry={settings.refetch.clone()} />
            </Page>
        },
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct PlanOfDayProps {
    /// The fleet's usual hour, `HH:MM`.
    departure: AttrValue,
}

#[component]
fn PlanOfDay(props: &PlanOfDayProps) -> Html {
    let start = use_filters::<PlanStart>();
    // A flat struct of texts always encodes.
    let link = serde_html_form::to_string(start.current()).unwrap_or_default();
    let kept = use_memo((), |()| Kept::of(&link));
    let begin = || {
        let day = next_day(format::local_now(), &props.departure);
        DayDraft::begin(start.current(), day)
    };
    let form = use_form(|| kept.draft.clone().unwrap_or_else(begin));
    let planning = use_planning(|| kept.standing());
    use_keeping(&link, &form, &planning);
    let (supplies, ask_again) = use_supplies(&form.draft().date);
    let day = form.draft().day().map(format::day_with_weekday);
    let is_planned = matches!(planning.standing(), Standing::Busy(_) | Standing::Ready(..));
    let content = match supplies {
        Query::Loading => html! { <Skeleton lines=8 rows=true /> },
        Query::Failed(problem) => html! { <ProblemCard {problem} onretry={ask_again} /> },
        Query::Ready { value, .. } => match value.lack().filter(|_| !is_planned) {
            Some(what) => html! { <Missing {what} awaited={value.awaited.clone()} /> },
            None => {
                let ondone = Callback::from(move |()| kept::forget(&link));
                html! { <Stages supplies={value} {form} {planning} onstale={ask_again} {ondone} /> }
            }
        },
    };
    html! {
        <Page title={text("plan-day")} subtitle={day.filter(|_| is_planned)} back={Screen::Routes}>
            { content }
        </Page>
    }
}
