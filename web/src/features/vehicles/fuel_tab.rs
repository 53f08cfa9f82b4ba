//! What a vehicle burns: averages for each energy, consumption and prices as charts, the refuels.

use furgo_shared::{
    api,
    refuels::ListRefuels,
    stats::{FuelEfficiencyView, Period, RefuelAnalysisView},
};
use yew::prelude::*;

use super::fuel_charts::{economy_chart, price_chart, stream_card};
use crate::{
    features::refuels::RefuelHistory,
    format::Span,
    hooks::{Filters, Query, use_query},
    i18n::text,
    session::{Measures, use_measures},
    ui::{ProblemCard, Skeleton},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FuelTabProps {
    pub alias: String,
    pub span: Span,
    pub filters: Filters<ListRefuels>,
}

/// See the module.
#[component]
pub fn FuelTab(props: &FuelTabProps) -> Html {
    let measures = use_measures();
    let (from, to) = props.span;
    let period = Period { from, to };
    let economy = use_query(&api::FUEL_EFFICIENCY, &[&props.alias], &period);
    let analysis = use_query(&api::REFUEL_ANALYSIS, &[&props.alias], &period);
    let content = match (&*economy, &*analysis) {
        (Query::Failed(problem), _) | (_, Query::Failed(problem)) => {
            let (one, other) = (economy.refetch.clone(), analysis.refetch.clone());
            let onretry = Callback::from(move |()| {
                one.emit(());
                other.emit(());
            });
            html! { <ProblemCard problem={problem.clone()} {onretry} /> }
        }
        (Query::Ready { value: economy, .. }, Query::Ready { value: analysis, .. }) => {
            charts(economy, analysis, measures)
        }
        (Query::Loading, _) | (_, Query::Loading) => html! { <Skeleton lines=6 /> },
    };
    html! {
        <div class="stack">
            <div key="charts">{ content }</div>
            <RefuelHistory key="refuels" filters={props.filters.clone()} of_vehicle=true />
        </div>
    }
}

fn charts(economy: &FuelEfficiencyView, analysis: &RefuelAnalysisView, measures: Measures) -> Html {
    let routes = (economy.basis == furgo_shared::fuel::Basis::Routes)
        .then(|| html! { <p class="muted small" key="basis">{ text("fuel-basis-routes") }</p> });
    html! {
        <div class="stack">
            { for routes }
            { for economy.streams.iter().map(|stream| {
                let fuel = analysis.fuels.iter().find(|fuel| fuel.fuel == stream.fuel);
                html! {
                    <div class="stack" key={format!("{:?}", stream.fuel)}>
                        { stream_card(stream, fuel, measures) }
                        <div class="charts" key="charts">
                            <div class="card" key="economy">{ economy_chart(stream, measures) }</div>
                            <div class="card" key="price">{ price_chart(stream.fuel, analysis, measures) }</div>
                        </div>
                    </div>
                }
            }) }
        </div>
    }
}
