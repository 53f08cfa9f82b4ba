//! The screen: what is missing for a plan, or the stages of planning. What has been chosen lives
//! here, so that it stays whatever happens to the lists.

use yew::prelude::*;

use super::{
    day_draft::DayDraft,
    kept::{self, Kept, use_keeping},
    planning::{Standing, use_planning},
    stages::Stages,
    supplies::use_supplies,
};
use crate::{
    features::routes::{Missing, PlanStart},
    format,
    hooks::{Query, use_filters, use_form},
    i18n::text,
    screens::Screen,
    ui::{Page, ProblemCard, Skeleton},
};

/// See the module.
#[component]
pub fn PlanDayPage() -> Html {
    let start = use_filters::<PlanStart>();
    // A flat struct of texts always encodes.
    let link = serde_html_form::to_string(start.current()).unwrap_or_default();
    let kept = use_memo((), |()| Kept::of(&link));
    let begin = || DayDraft::begin(start.current(), format::today());
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
            Some(what) => html! { <Missing {what} /> },
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
