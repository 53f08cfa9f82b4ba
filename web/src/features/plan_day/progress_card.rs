//! A plan under way: how far it has come, and the way out.

use furgo_shared::events::PlanProgress;
use yew::prelude::*;

use crate::{
    format,
    i18n::{text, text_with},
    ui::{Button, Card, Icon, IconName},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ProgressCardProps {
    /// As of the last report; without one there is only a turning wheel.
    pub progress: Option<PlanProgress>,
    pub oncancel: Callback<()>,
}

/// See the module. Of the figures only the bar is spoken, when somebody asks: they change too often.
#[component]
pub fn ProgressCard(props: &ProgressCardProps) -> Html {
    let percent = props.progress.as_ref().map(|progress| progress.percent.min(100));
    html! {
        <Card>
            <div class="planning">
                <p class="planning__title" key="title" role="status"><Icon name={IconName::Loader} />{ text("plan-day-planning") }</p>
                <progress key="bar" class="progress" max="100" value={percent.map(|percent| percent.to_string())} aria-label={text("plan-day-planning")}></progress>
                <p key="words" class="muted numbers" aria-hidden="true">{ words(props.progress.as_ref()) }</p>
                <div key="out"><Button icon={IconName::X} onclick={props.oncancel.clone()}>{ text("action-cancel") }</Button></div>
            </div>
        </Card>
    }
}

/// "42% done · 3 packages do not fit yet".
fn words(progress: Option<&PlanProgress>) -> String {
    let Some(progress) = progress else { return "\u{a0}".to_owned() };
    let share = format::percent(f64::from(progress.percent.min(100)) / 100.0).to_string();
    let done = text_with("plan-day-percent", [("percent", share.into())]);
    let left = match progress.unplanned {
        0 => text("plan-day-fits"),
        count => text_with("plan-day-open", [("count", count.into())]),
    };
    let routes =
        progress.routes.map(|count| text_with("plan-day-routes", [("count", count.into())]));
    [Some(done), routes, Some(left)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
