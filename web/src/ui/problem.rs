//! Something went wrong: what, and what can be done.

use furgo_shared::{problem::Problem, routes::Misfit};
use yew::prelude::*;

use super::{
    button::{Button, ScreenLink},
    icon::{Icon, IconName},
};
use crate::{
    api::ApiError,
    i18n::{self, text, text_with},
    screens::Screen,
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ProblemProps {
    pub problem: ApiError,
    /// Tries again.
    #[prop_or_default]
    pub onretry: Option<Callback<()>>,
}

/// In the place of content that could not be loaded.
#[component]
pub fn ProblemCard(props: &ProblemProps) -> Html {
    boxed(props)
}

/// Inside a form or a dialog; read out at once.
#[component]
pub fn ProblemBox(props: &ProblemProps) -> Html {
    boxed(props)
}

fn said(props: &ProblemProps) -> Option<&Problem> {
    match &props.problem {
        ApiError::Problem(problem) => Some(problem),
        ApiError::Offline | ApiError::Unreadable(_) | ApiError::FileGone => None,
    }
}

fn boxed(props: &ProblemProps) -> Html {
    let offline = matches!(props.problem, ApiError::Offline);
    let request_id = said(props).and_then(|problem| problem.request_id.clone());
    // Without an id it is none of the reader's.
    let other = said(props).and_then(|problem| problem.overlaps.as_ref()?.route_id);
    let misfits = said(props).map_or(&[][..], |problem| &problem.misfits);
    html! {
        <div class={classes!("problem", offline.then_some("problem--warn"))} role="alert">
            <Icon name={if offline { IconName::WifiOff } else { IconName::CircleAlert }} />
            <div class="problem__text">
                <p key="sentence">{ i18n::problem(&props.problem) }</p>
                { for (!misfits.is_empty()).then(|| list(misfits)) }
                { for other.map(|id| html! {
                    <ScreenLink key="other" to={Screen::Route { id }}>{ text("problem-overlaps-open") }</ScreenLink>
                }) }
                { for request_id.map(|id| html! { <p class="problem__detail" key="id">{ text_with("problem-request-id", [("id", id.into())]) }</p> }) }
                { for props.onretry.iter().map(|retry| html! {
                    <Button key="retry" icon={IconName::Retry} onclick={retry.clone()}>{ text("action-retry") }</Button>
                }) }
            </div>
        </div>
    }
}

fn list(misfits: &[Misfit]) -> Html {
    html! {
        <ul class="problem__list" key="misfits">
            { for misfits.iter().map(|misfit| html! { <li>{ i18n::misfit(misfit) }</li> }) }
        </ul>
    }
}
