//! The figures of a period, each with the year before and the way to the records behind it.

use furgo_shared::{
    money::Money,
    routes::{ListRoutes, RouteKind, RouteStatus},
    stats::{ComparedView, FiguresView, PeriodOf},
};
use yew::prelude::*;

use super::compare::compared;
use crate::{
    features::histories::query_of,
    format::{self, Span},
    i18n::text_with,
    screens::Screen,
    session::Measures,
    ui::{IconName, Stat, Stats},
};

/// What the figures are about.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// Alias or id; `None` for the fleet.
    pub vehicle: Option<String>,
    pub span: Span,
}

impl Scope {
    /// As the filter of a history.
    fn filter(&self) -> AttrValue {
        let (from, to) = self.span;
        query_of(&PeriodOf { vehicle: self.vehicle.clone(), from, to })
    }

    fn routes(&self, kind: Option<RouteKind>) -> AttrValue {
        let (from, to) = self.span;
        query_of(&ListRoutes {
            vehicle: self.vehicle.clone(),
            kind,
            status: Some(RouteStatus::Completed),
            from,
            to,
            ..ListRoutes::default()
        })
    }
}

/// One figure.
struct Figure<'a> {
    key: &'static str,
    icon: IconName,
    value: &'a dyn Fn(&FiguresView) -> Option<f64>,
    shown: &'a dyn Fn(f64) -> AttrValue,
    to: Option<(Screen, AttrValue)>,
}

/// See the module.
pub fn figures(view: &ComparedView, scope: &Scope, measures: Measures) -> Html {
    let money = |amount: f64| format::money_short(amount, measures.currency);
    let exact = |amount: f64| format::money_of(amount, measures.currency);
    let per_km = |cost: f64| format::cost_per_distance(cost, measures.units, measures.currency);
    let distance = |km: f64| whole_distance(km, measures);
    let count = |count: f64| format::decimal(count, 0);
    let of = |amount: Money| Some(amount.to_f64());
    let records = |screen: Screen| Some((screen, scope.filter()));
    let driven = match &scope.vehicle {
        Some(alias) => (Screen::Vehicle { alias: alias.clone() }, query_of(&[("tab", "odometer")])),
        None => (Screen::Routes, scope.routes(None)),
    };
    let delivered = || Some((Screen::Routes, scope.routes(Some(RouteKind::Delivery))));
    let total = scope.vehicle.is_some().then(|| (Screen::Reports, scope.filter()));
    #[rustfmt::skip] // Read it as a table.
    let all = [
        Figure { key: "report-distance", icon: IconName::Gauge, value: &|f| f.distance_km.map(|km| km.to_f64()), shown: &distance, to: Some(driven) },
        Figure { key: "report-total", icon: IconName::Scale, value: &|f| of(f.costs.total), shown: &money, to: total.clone() },
        Figure { key: "report-fuel", icon: IconName::Fuel, value: &|f| of(f.costs.fuel), shown: &money, to: records(Screen::Refuels) },
        Figure { key: "report-maintenance", icon: IconName::Wrench, value: &|f| of(f.costs.maintenance), shown: &money, to: records(Screen::Maintenance) },
        Figure { key: "report-expenses", icon: IconName::Receipt, value: &|f| of(f.costs.expenses), shown: &money, to: records(Screen::Expenses) },
        Figure { key: "report-per-distance", icon: IconName::Chart, value: &|f| f.costs.per_km, shown: &per_km, to: total.clone() },
        Figure { key: "report-deliveries", icon: IconName::PackageCheck, value: &|f| f64::from(u32::try_from(f.deliveries.delivered).ok()?).into(), shown: &count, to: delivered() },
        Figure { key: "report-per-delivery", icon: IconName::Package, value: &|f| f.deliveries.cost_per_delivery, shown: &exact, to: delivered() },
        Figure { key: "report-ownership", icon: IconName::Truck, value: &|f| of(f.ownership.total), shown: &money, to: total.clone() },
        Figure { key: "report-ownership-per-distance", icon: IconName::Truck, value: &|f| f.ownership.per_km, shown: &per_km, to: total },
    ];
    html! { <div class="figures"><Stats>{ for all.into_iter().map(|figure| stat(figure, view, measures)) }</Stats></div> }
}

/// A distance of a period, without decimals that say nothing.
pub fn whole_distance(km: f64, measures: Measures) -> AttrValue {
    let shown = format::decimal(km / measures.units.distance.km(), 0);
    format!("{shown}\u{202f}{}", format::distance_unit(measures.units.distance)).into()
}

fn stat(figure: Figure<'_>, view: &ComparedView, measures: Measures) -> Html {
    let now = (figure.value)(&view.now);
    // Of a year in which nothing was on record yet, nothing is said.
    let before = view.before.as_ref().filter(|_| view.is_comparable).and_then(figure.value);
    let value = now.map_or_else(|| "–".into(), figure.shown);
    let note = compared(now, before, figure.shown);
    let (to, query) = figure.to.unzip();
    let unit = format::distance_unit(measures.units.distance);
    let label = text_with(figure.key, [("unit", unit.into())]);
    html! { <Stat key={figure.key} {label} {value} {note} icon={figure.icon} {to} {query} /> }
}
