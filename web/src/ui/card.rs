//! A frame around what belongs together, and the facts of a record.

use yew::prelude::*;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CardProps {
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// Beside the title, at most one secondary action.
    #[prop_or_default]
    pub action: Option<Html>,
    /// Content up to the edges: tables and lists.
    #[prop_or_default]
    pub flush: bool,
    pub children: Html,
}

/// A bordered section with an optional title.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let head = props.title.as_ref().map(|title| {
        html! { <div class="card__head" key="head"><h2 class="card__title">{ title }</h2>{ for props.action.clone() }</div> }
    });
    html! {
        <section class={classes!("card", props.flush.then_some("card--flush"))} aria-label={props.title.clone()}>
            { for head }
            <div class="card__body" key="body">{ props.children.clone() }</div>
        </section>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FactsProps {
    pub children: Html,
}

/// Label and value pairs; holds [`Fact`]s.
#[component]
pub fn Facts(props: &FactsProps) -> Html {
    html! { <dl class="facts">{ props.children.clone() }</dl> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FactProps {
    pub label: AttrValue,
    pub children: Html,
}

/// One label and its value; an empty value shows a dash.
#[component]
pub fn Fact(props: &FactProps) -> Html {
    html! {
        <div>
            <dt class="facts__label">{ &props.label }</dt>
            <dd class="facts__value">{ props.children.clone() }</dd>
        </div>
    }
}
