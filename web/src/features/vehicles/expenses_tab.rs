//! A vehicle's expenses: by category with their shares, and one by one.

use furgo_shared::{
    api,
    expenses::{CategoryView, ListExpenses},
    stats::PeriodOf,
};
use yew::prelude::*;

use crate::{
    features::{
        expenses::ExpenseHistory,
        histories::{query_of, words},
    },
    format::{self, Span},
    hooks::{Filters, Query, use_query},
    i18n::text,
    screens::Screen,
    session::{Measures, use_measures},
    ui::{Card, ProblemCard, ScreenLink, Skeleton},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ExpensesTabProps {
    pub alias: String,
    pub span: Span,
    pub filters: Filters<ListExpenses>,
}

/// See the module.
#[component]
pub fn ExpensesTab(props: &ExpensesTabProps) -> Html {
    let measures = use_measures();
    let (from, to) = props.span;
    let asked = PeriodOf { vehicle: Some(props.alias.clone()), from, to };
    let summary = use_query(&api::EXPENSE_SUMMARY, &[], &asked);
    let content = match &*summary {
        Query::Loading => html! { <Skeleton lines=3 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={summary.refetch.clone()} /> }
        }
        Query::Ready { value, .. } if value.items.is_empty() => html! { <div hidden=true></div> },
        Query::Ready { value, .. } => html! {
            <Card title={text("expenses-by-category")}>
                <ul class="shares">{ for value.items.iter().map(|part| line(part, &asked, measures)) }</ul>
            </Card>
        },
    };
    html! {
        <div class="stack">
            <div key="summary">{ content }</div>
            <ExpenseHistory key="history" filters={props.filters.clone()} of_vehicle=true />
        </div>
    }
}

/// A category with its bar; leads to its expenses.
fn line(part: &CategoryView, asked: &PeriodOf, measures: Measures) -> Html {
    let query = query_of(&ListExpenses {
        vehicle: asked.vehicle.clone(),
        category: Some(part.category),
        from: asked.from,
        to: asked.to,
        ..ListExpenses::default()
    });
    let (name, share) = (words::expense_category(part.category), format::percent(part.share));
    html! {
        <li class="share" key={name.to_string()}>
            <span class="row row--between">
                <ScreenLink to={Screen::Expenses} {query}>{ name.clone() }</ScreenLink>
                <span class="numbers"><span class="strong">{ format::money(part.amount, measures.currency) }</span><span class="muted">{ " · " }{ share }</span></span>
            </span>
            <progress class="progress" max="1" value={part.share.to_string()} aria-label={name}></progress>
        </li>
    }
}
