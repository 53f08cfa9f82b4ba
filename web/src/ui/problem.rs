//! Something went wrong: what, and what can be done.

use yew::prelude::*;

use super::{
    button::Button,
    icon::{Icon, IconName},
};
use crate::{
    api::ApiError,
    i18n::{self, text, text_with},
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

fn boxed(props: &ProblemProps) -> Html {
    let offline = matches!(props.problem, ApiError::Offline);
    let request_id = match &props.problem {
        ApiError::Problem(problem) => problem.request_id.clone(),
        ApiError::Offline | ApiError::Unreadable(_) | ApiError::FileGone => None,
    };
    html! {
        <div class={classes!("problem", offline.then_some("problem--warn"))} role="alert">
            <Icon name={if offline { IconName::WifiOff } else { IconName::CircleAlert }} />
            <div class="problem__text">
                <p key="sentence">{ i18n::problem(&props.problem) }</p>
                { for request_id.map(|id| html! { <p class="problem__detail" key="id">{ text_with("problem-request-id", [("id", id.into())]) }</p> }) }
                { for props.onretry.iter().map(|retry| html! {
                    <Button key="retry" icon={IconName::Retry} onclick={retry.clone()}>{ text("action-retry") }</Button>
                }) }
            </div>
        </div>
    }
}
