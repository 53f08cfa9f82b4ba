//! Consumption of one energy: its averages, interval by interval, and what it cost.

use furgo_shared::{
    fuel::Energy,
    measures::Measure,
    refuels::IntervalView,
    stats::{FuelAnalysisView, RefuelAnalysisView, StreamView},
    time::Day,
    units::Quantity,
};
use yew::prelude::*;

use crate::{
    features::{garage, histories::words},
    format,
    i18n::{text, text_with},
    session::Measures,
    ui::{Card, Chart, ChartData, Fact, Facts, Series},
};

/// Averages, extremes, and what is in no average yet.
pub fn stream_card(
    stream: &StreamView,
    fuel: Option<&FuelAnalysisView>,
    measures: Measures,
) -> Html {
    let measure = words::measure(stream.fuel);
    let dash = || AttrValue::from("–");
    let average = garage::average(&stream.efficiency, measure, measures);
    let extreme = |interval: Option<&IntervalView>| {
        interval
            .and_then(|interval| {
                let value = format::economy(interval.value, measure, measures.units)?;
                Some(format!("{value}, {}", format::day(interval.to)).into())
            })
            .unwrap_or_else(dash)
    };
    let price = fuel.and_then(|fuel| fuel.average_unit_price).map(|price| {
        format::unit_price(price.to_f64(), measure, measures.units, measures.currency)
    });
    let bought = fuel.map(|fuel| {
        let quantity = format::fuel_quantity(fuel.quantity, measure, measures.units);
        format!("{quantity}, {}", format::money(fuel.cost, measures.currency))
    });
    html! {
        <Card key="card" title={words::energy(stream.fuel)}>
            <Facts>
                <Fact label={text("fuel-average")}><span class="strong">{ average.unwrap_or_else(dash) }</span></Fact>
                <Fact label={text("fuel-bought")}>{ bought.unwrap_or_default() }</Fact>
                <Fact label={text("fuel-average-price")}>{ price.unwrap_or_else(dash) }</Fact>
                <Fact label={text("fuel-best")}>{ extreme(fuel.and_then(|fuel| fuel.best.as_ref())) }</Fact>
                <Fact label={text("fuel-worst")}>{ extreme(fuel.and_then(|fuel| fuel.worst.as_ref())) }</Fact>
                <Fact label={text("fuel-open")}>{ open(stream, measure, measures) }</Fact>
            </Facts>
        </Card>
    }
}

/// "+40 L since it was last full".
fn open(stream: &StreamView, measure: Measure, measures: Measures) -> AttrValue {
    if stream.open.quantity == Quantity::ZERO {
        return text("fuel-open-nothing");
    }
    let quantity = format::fuel_quantity(stream.open.quantity, measure, measures.units).to_string();
    text_with("fuel-open-quantity", [("quantity", quantity.into())])
}

/// Consumption at the end of each interval.
pub fn economy_chart(stream: &StreamView, measures: Measures) -> Html {
    let scale = measures.units.economy_scale(words::measure(stream.fuel));
    let (days, values) = points(&stream.intervals);
    let values =
        values.into_iter().map(|value| value.and_then(|v| scale.from_per_100km(v))).collect();
    let data = ChartData::line(days, vec![Series::new(words::energy(stream.fuel), values)]);
    let shown = Callback::from(move |value: f64| format::economy_shown(value, scale));
    html! { <Chart title={text("fuel-chart-economy")} unit={format::economy_unit(scale)} {data} {shown} empty={text("fuel-chart-economy-empty")} /> }
}

/// The value of each interval at its end. The line breaks where an interval does not count, and
/// where one does not begin where the last one ended: what happened in between is not known.
fn points(intervals: &[IntervalView]) -> (Vec<Day>, Vec<Option<f64>>) {
    let mut points: Vec<(Day, Option<f64>)> = Vec::new();
    let mut end = None;
    for interval in intervals {
        if end.is_some_and(|end| end != interval.from) {
            points.push((interval.from, None));
        }
        points.push((interval.to, interval.counted.then_some(interval.value)));
        end = Some(interval.to);
    }
    points.into_iter().unzip()
}

/// Price of a unit at each refuel.
pub fn price_chart(fuel: Energy, analysis: &RefuelAnalysisView, measures: Measures) -> Html {
    let (measure, units, currency) = (words::measure(fuel), measures.units, measures.currency);
    let (days, values): (Vec<Day>, Vec<Option<f64>>) = analysis
        .points
        .iter()
        .filter(|point| point.fuel == fuel)
        .map(|point| (point.date, Some(units.from_unit_price(measure, point.unit_price.to_f64()))))
        .unzip();
    let data = ChartData::line(days, vec![Series::new(words::energy(fuel), values)]);
    let sign = format::quantity_unit(units, measure);
    let shown = Callback::from(move |price: f64| {
        format!("{}/{sign}", format::price(price, currency)).into()
    });
    let unit = format!("{}/{sign}", format::currency_symbol(currency));
    html! { <Chart title={text("fuel-chart-price")} {unit} {data} {shown} empty={text("fuel-chart-price-empty")} /> }
}

#[cfg(test)]
mod tests {
    use furgo_shared::units::Km;

    use super::*;

    fn interval(from: &str, to: &str, value: f64, counted: bool) -> IntervalView {
        let day = |text: &str| text.parse().expect("a day of the calendar");
        IntervalView {
            from: day(from),
            to: day(to),
            distance_km: Km::whole(500),
            quantity: Quantity::whole(30),
            value,
            counted,
            record_ids: Vec::new(),
        }
    }

    #[test]
    fn what_is_not_known_breaks_the_line() {
        let (days, values) = points(&[
            interval("2026-01-01", "2026-01-10", 6.0, true),
            interval("2026-01-10", "2026-01-20", 9.9, false),
            interval("2026-01-20", "2026-01-30", 6.4, true),
            interval("2026-02-10", "2026-02-20", 6.2, true),
        ]);
        assert_eq!(values, [Some(6.0), None, Some(6.4), None, Some(6.2)]);
        let days: Vec<String> = days.iter().map(Day::to_string).collect();
        assert_eq!(days[2..], ["2026-01-30", "2026-02-10", "2026-02-20"]);
        assert_eq!(points(&[]), (vec![], vec![]));
    }
}
