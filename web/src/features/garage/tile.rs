//! A vehicle at a glance.

use furgo_shared::{
    fuel::Energy,
    measures::Measure,
    stats::{EfficiencyView, TileView},
};
use yew::prelude::*;

use crate::{
    features::{
        due,
        histories::{query_of, words},
    },
    format,
    i18n::{text, text_with},
    screens::Screen,
    session::Measures,
    ui::{Icon, IconName, ScreenLink, service_pill, sparkline},
};

/// See the module. All of it leads to the vehicle but the badge, which leads to its findings.
pub fn tile(view: &TileView, measures: Measures) -> Html {
    let vehicle = &view.vehicle;
    let costs: Vec<Option<f64>> =
        view.monthly_costs.iter().map(|cost| Some(cost.to_f64())).collect();
    let economy = average(&view.efficiency, words::measure(Energy::of(vehicle.fuel)), measures);
    let to = Screen::Vehicle { alias: vehicle.alias.clone() };
    html! {
        <li class={classes!("tile", (!vehicle.is_active).then_some("tile--inactive"))} key={vehicle.id.to_string()}>
            <div class="tile__head" key="head">
                <div class="tile__names">
                    <ScreenLink {to} class="tile__link">{ &vehicle.alias }</ScreenLink>
                    <span class="muted small clamp">{ format!("{} {}", vehicle.make, vehicle.model) }</span>
                </div>
                { for vehicle.plate.iter().map(|plate| html! { <span class="tile__plate" key="plate">{ plate }</span> }) }
                { for (!vehicle.is_active).then(|| service_pill(false)) }
            </div>
            <dl class="tile__facts" key="facts">
                { fact(text("vehicle-odometer"), Some(format::distance(vehicle.odometer_km, measures.units))) }
                { fact(text("garage-economy"), economy) }
            </dl>
            <div class="tile__money" key="money">
                <div><span class="muted small">{ text("health-spent") }</span><span class="tile__amount">{ format::money_short(view.spent_this_year.to_f64(), measures.currency) }</span></div>
                { sparkline(&costs) }
            </div>
            <div class="tile__foot" key="foot">
                { next_due(view, measures) }
                { for badge(view) }
            </div>
        </li>
    }
}

fn fact(label: AttrValue, value: Option<AttrValue>) -> Html {
    let value = value.unwrap_or_else(|| "–".into());
    html! { <div key={label.to_string()}><dt>{ label }</dt><dd>{ value }</dd></div> }
}

/// The average in the reader's units. The answer has it both ways round; from the one for 100 km
/// every scale follows.
pub fn average(
    efficiency: &EfficiencyView,
    measure: Measure,
    measures: Measures,
) -> Option<AttrValue> {
    let per_100km = match measure {
        Measure::KilowattHours => efficiency.kwh_per_100km,
        Measure::Litres | Measure::Kilograms => efficiency.l_per_100km,
    };
    format::economy(per_100km?, measure, measures.units)
}

fn next_due(view: &TileView, measures: Measures) -> Html {
    let Some(item) = &view.next_due else {
        return html! { <span class="muted small grow">{ text("garage-nothing-due") }</span> };
    };
    let when = due::when(item, measures).into_iter().next().unwrap_or_default();
    html! {
        <span class="tile__due grow">
            { words::due_pill(item.state) }
            <span class="small">{ due::title(item) }<span class="muted">{ " · " }{ when }</span></span>
        </span>
    }
}

fn badge(view: &TileView) -> Option<Html> {
    (view.findings > 0).then(|| {
        let label = text_with("garage-findings", [("count", view.findings.into())]);
        let query = query_of(&[("vehicle", view.vehicle.alias.as_str())]);
        html! {
            <ScreenLink key="findings" to={Screen::Findings} {query} {label} class="tile__findings pill pill--warn">
                <Icon name={IconName::Alert} />{ format::whole(view.findings) }
            </ScreenLink>
        }
    })
}

#[cfg(test)]
mod tests {
    use furgo_shared::{
        measures::{EconomyUnit, Units},
        text::Locale,
    };

    use super::*;

    #[test]
    fn an_average_follows_the_reader() {
        crate::i18n::set_locale(Locale::En);
        let efficiency = EfficiencyView {
            l_per_100km: Some(6.5),
            kwh_per_100km: Some(20.0),
            ..EfficiencyView::default()
        };
        let metric = Measures::default();
        let american =
            Measures { units: Units { economy: EconomyUnit::MpgUs, ..Units::default() }, ..metric };
        let shown = |measure, measures| {
            average(&efficiency, measure, measures).map(|shown| shown.to_string())
        };
        assert_eq!(shown(Measure::Litres, metric).as_deref(), Some("6.5\u{202f}L/100\u{a0}km"));
        assert_eq!(shown(Measure::Litres, american).as_deref(), Some("36.19\u{202f}mpg"));
        assert_eq!(
            shown(Measure::KilowattHours, metric).as_deref(),
            Some("20\u{202f}kWh/100\u{a0}km")
        );
        assert_eq!(average(&EfficiencyView::default(), Measure::Litres, metric), None);
    }
}
