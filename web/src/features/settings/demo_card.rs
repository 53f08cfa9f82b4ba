//! Demo data: to look around with before there is anything of one's own, and gone with one press.

use furgo_shared::{
    api,
    demo_data::{DemoDataState, DemoDataView, KeptView},
    text::wire_name,
    validate::Empty,
};
use yew::prelude::*;

use crate::{
    hooks::{Query, use_query},
    i18n::{text, text_with},
    outbox::use_write,
    ui::{Button, ButtonKind, Card, ConfirmDialog, IconName, ProblemBox, ProblemCard, Skeleton},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DemoCardProps {
    /// Shown only while it has something to offer.
    #[prop_or_default]
    pub quiet: bool,
}

/// See the module.
#[component]
pub fn DemoCard(props: &DemoCardProps) -> Html {
    let view = use_query(&api::GET_DEMO_DATA, &[], &Empty {});
    let (fill, asks) = (use_write(&api::FILL_DEMO_DATA, |()| {}), use_state_eq(|| false));
    let remove = {
        let asks = asks.clone();
        use_write(&api::REMOVE_DEMO_DATA, move |()| asks.set(false))
    };
    let value = match &*view {
        Query::Loading => return html! { <Skeleton lines=2 /> },
        Query::Failed(problem) => {
            return html! { <ProblemCard problem={problem.clone()} onretry={view.refetch.clone()} /> };
        }
        Query::Ready { value, .. } => value.clone(),
    };
    if props.quiet && value.state == DemoDataState::Absent && !value.can_fill {
        return html! {};
    }
    let onfill = {
        let fill = fill.clone();
        Callback::from(move |()| fill.send(&[], &Empty {}))
    };
    let (ask, close) = (asks.clone(), asks.clone());
    let remove_button = html! {
        <Button kind={ButtonKind::Danger} icon={IconName::Trash} onclick={Callback::from(move |()| ask.set(true))}>{ text("demo-data-remove") }</Button>
    };
    let look_button = html! {
        <Button icon={IconName::Refresh} onclick={view.refetch.clone()}>{ text("demo-data-look") }</Button>
    };
    let way = match value.state {
        DemoDataState::Absent if value.can_fill => html! {
            <Button icon={IconName::Boxes} busy={fill.busy()} onclick={onfill}>{ text("demo-data-fill") }</Button>
        },
        DemoDataState::Absent => html! {},
        DemoDataState::Present => html! { <>{ remove_button }</> },
        // Whoever has had enough need not wait until all of them have come.
        DemoDataState::Filling if value.records > 0 => {
            html! { <>{ look_button }{ remove_button }</> }
        }
        DemoDataState::Filling | DemoDataState::Removing => look_button,
    };
    let onconfirm = {
        let remove = remove.clone();
        Callback::from(move |()| remove.send(&[], &Empty {}))
    };
    html! {
        <Card title={text("demo-data-title")}>
            <p class="muted" key="text">{ said(&value) }</p>
            { for fill.problem().map(|problem| html! { <ProblemBox key="problem" {problem} /> }) }
            <div key="way">{ way }</div>
            <ConfirmDialog key="ask" open={*asks} title={text("demo-data-remove-title")} text={consequences(&value)} confirm={text("demo-data-remove")}
                danger=true busy={remove.busy()} problem={remove.problem()} {onconfirm} onclose={Callback::from(move |()| close.set(false))} />
        </Card>
    }
}

fn said(view: &DemoDataView) -> AttrValue {
    match view.state {
        DemoDataState::Absent if view.can_fill => text("demo-data-text"),
        DemoDataState::Absent => text("demo-data-none"),
        DemoDataState::Filling => text("demo-data-filling"),
        DemoDataState::Present => text_with("demo-data-present", [("count", view.records.into())]),
        DemoDataState::Removing => text("demo-data-removing"),
    }
}

/// What goes, and what stays because of one's own.
fn consequences(view: &DemoDataView) -> AttrValue {
    if view.kept.is_empty() {
        return text("demo-data-remove-text");
    }
    let kept = view.kept.iter().map(named).collect::<Vec<_>>().join(", ");
    text_with("demo-data-remove-kept", [("kept", kept.into())])
}

fn named(kept: &KeptView) -> String {
    let key = format!("demo-data-kept-{}", wire_name(&kept.kind));
    let args = [("title", kept.title.clone().into()), ("own", kept.own.into())];
    text_with(&key, args).to_string()
}
