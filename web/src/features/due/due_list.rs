//! Due work, the most urgent first, each with what to do about it.

use std::rc::Rc;

use furgo_shared::{
    access::Action,
    api,
    due_work::{DueSource, DueView, ListDue},
    id::ExpenseId,
};
use yew::prelude::*;

use super::words;
use crate::{
    features::{
        expenses::PayDialog,
        histories::{query_of, words::due_pill},
    },
    format,
    hooks::{Query, use_query},
    i18n::{text, text_with},
    screens::Screen,
    session::{Measures, use_measures, use_viewer},
    ui::{Button, EmptyState, Icon, IconName, LinkButton, ProblemCard, ScreenLink, Skeleton},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DueListProps {
    pub items: Vec<DueView>,
    /// Names the vehicle of each item.
    #[prop_or(true)]
    pub with_vehicle: bool,
}

/// See the module.
#[component]
pub fn DueList(props: &DueListProps) -> Html {
    let (measures, paying) = (use_measures(), use_state(|| None::<DueView>));
    let may_record = use_viewer().role.may(Action::RecordOnVehicles);
    let pay = {
        let paying = paying.clone();
        Callback::from(move |item: DueView| paying.set(Some(item)))
    };
    let onclose = {
        let paying = paying.clone();
        Callback::from(move |()| paying.set(None))
    };
    html! {
        <div>
            <ul class="due-list" key="items">
                { for props.items.iter().map(|item| line(item, measures, props.with_vehicle, may_record.then_some(&pay))) }
            </ul>
            { for (*paying).as_ref().map(|item| pay_dialog(item, &onclose)) }
        </div>
    }
}

fn pay_dialog(item: &DueView, onclose: &Callback<()>) -> Html {
    let title = format!("{}, {}", words::title(item), item.vehicle);
    html! { <PayDialog key="pay" open=true id={ExpenseId(item.id)} {title} amount={item.amount} onclose={onclose.clone()} /> }
}

fn line(
    item: &DueView,
    measures: Measures,
    with_vehicle: bool,
    pay: Option<&Callback<DueView>>,
) -> Html {
    let vehicle = with_vehicle.then(|| {
        let to = Screen::Vehicle { alias: item.vehicle.clone() };
        html! { <ScreenLink {to} query="tab=due" class="due-item__vehicle"><Icon name={IconName::Truck} />{ &item.vehicle }</ScreenLink> }
    });
    let last = text_with(
        "due-last-amount",
        [("amount", format::money(item.amount, measures.currency).to_string().into())],
    );
    let estimate = words::forecast(item, measures)
        .map(|sentence| html! { <p class="muted small" key="estimate">{ sentence }</p> });
    html! {
        <li class="due-item" key={format!("{:?}{}", item.source, item.id)}>
            <div class="due-item__body">
                <p class="row" key="title">{ due_pill(item.state) }<span class="strong">{ words::title(item) }</span>{ for vehicle }</p>
                <p class="clamp" key="text">{ &item.description }</p>
                { for words::when(item, measures).into_iter().map(|when| html! { <p class="numbers" key={when.to_string()}>{ when }</p> }) }
                { for estimate }
                <p class="muted small" key="amount">{ last }</p>
            </div>
            { for pay.map(|pay| html! { <div class="due-item__actions">{ action(item, pay) }</div> }) }
        </li>
    }
}

fn action(item: &DueView, pay: &Callback<DueView>) -> Html {
    match item.source {
        DueSource::Maintenance => {
            let (id, vehicle) = (item.id.to_string(), item.vehicle.as_str());
            let query = query_of(&[("done", id.as_str()), ("vehicle", vehicle)]);
            html! { <LinkButton to={Screen::NewMaintenance} {query} icon={IconName::Check}>{ text("due-done") }</LinkButton> }
        }
        DueSource::Expense => {
            let (pay, item) = (pay.clone(), item.clone());
            let onclick = Callback::from(move |()| pay.emit(item.clone()));
            html! { <Button icon={IconName::Receipt} {onclick}>{ text("due-pay") }</Button> }
        }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DueOfProps {
    pub filters: ListDue,
    #[prop_or(true)]
    pub with_vehicle: bool,
}

/// The due work that a filter lets through, asked for.
#[component]
pub fn DueOf(props: &DueOfProps) -> Html {
    let due = use_query(&api::LIST_DUE, &[], &props.filters);
    match &*due {
        Query::Loading => html! { <Skeleton lines=4 rows=true /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={due.refetch.clone()} /> }
        }
        Query::Ready { value, .. } if value.items.is_empty() => nothing(&props.filters),
        Query::Ready { value, .. } => {
            let items = Rc::clone(value).items.clone();
            html! { <DueList {items} with_vehicle={props.with_vehicle} /> }
        }
    }
}

fn nothing(filters: &ListDue) -> Html {
    let hint = if filters.state.is_some() { text("due-none-found") } else { text("due-none-hint") };
    html! { <EmptyState icon={IconName::CircleCheck} title={text("due-none")} {hint} /> }
}
