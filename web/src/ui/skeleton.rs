//! What is shown while the first answer is on its way.

use yew::prelude::*;

use crate::i18n::text;

#[derive(Clone, Copy, Debug, PartialEq, Properties)]
pub struct SkeletonProps {
    #[prop_or(6)]
    pub lines: u32,
    /// Lines as high as rows of a list.
    #[prop_or_default]
    pub rows: bool,
}

/// Grey lines in the place of text; screen readers hear "Loading".
#[component]
pub fn Skeleton(props: &SkeletonProps) -> Html {
    html! {
        <div class={classes!("skeleton", props.rows.then_some("skeleton--rows"))} role="status" aria-busy="true">
            <span class="visually-hidden">{ text("state-loading") }</span>
            { for (0..props.lines).map(|line| html! { <div class="skeleton__line" key={line}></div> }) }
        </div>
    }
}
