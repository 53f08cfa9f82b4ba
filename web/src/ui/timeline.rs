//! What happened, step by step.

use yew::prelude::*;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TimelineProps {
    /// What the steps are about, for screen readers.
    pub label: AttrValue,
    pub children: Children,
}

/// A list of [`TimelineStep`]s.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    html! { <ol class="timeline" aria-label={&props.label}>{ props.children.clone() }</ol> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TimelineStepProps {
    /// What it became: a pill.
    pub title: Html,
    /// When, in the words of `format`.
    pub moment: AttrValue,
    /// Who, why, and what they wrote.
    #[prop_or_default]
    pub children: Children,
}

/// One step.
#[component]
pub fn TimelineStep(props: &TimelineStepProps) -> Html {
    html! {
        <li class="timeline__step">
            <div class="row">
                { props.title.clone() }
                <span class="muted small numbers">{ &props.moment }</span>
            </div>
            <div class="timeline__detail">{ props.children.clone() }</div>
        </li>
    }
}
