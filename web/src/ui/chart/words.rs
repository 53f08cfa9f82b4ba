//! A chart in words and figures: the picked values, the sentence for screen readers, the table.

use yew::prelude::*;

use super::{
    data::{ChartData, ChartKind},
    marks,
};
use crate::i18n::{text, text_with};

/// How a value is written, with its unit.
pub type Shown = Callback<f64, AttrValue>;

fn shown_or_dash(value: Option<f64>, shown: &Shown) -> AttrValue {
    value.map_or(AttrValue::Static("–"), |value| shown.emit(value))
}

/// The picked place with its values; the legend at the same time.
pub fn readout(data: &ChartData, picked: Option<usize>, shown: &Shown, id: &str) -> Html {
    let Some(index) = picked else { return Html::default() };
    let (stacked, several) = (data.kind == ChartKind::Stacked, data.series.len() > 1);
    let compared = data.kind == ChartKind::Bars && several;
    let total = (stacked && several).then(|| {
        html! { <li key="total"><span>{ text("chart-total") }</span><b>{ shown_or_dash(data.total(index), shown) }</b></li> }
    });
    html! {
        <div class="chart__readout">
            <span class="chart__when">{ data.label(index) }</span>
            <ul class="chart__legend">
                { for data.series.iter().enumerate().map(|(order, series)| html! {
                    <li key={order}>
                        { for several.then(|| marks::swatch(id, order, stacked, compared)) }
                        { for several.then(|| html! { <span>{ &series.name }</span> }) }
                        <b>{ shown_or_dash(series.at(index), shown) }</b>
                    </li>
                }) }
                { for total }
            </ul>
        </div>
    }
}

/// First, lowest, highest and last value of each series.
pub fn description(data: &ChartData, shown: &Shown) -> String {
    let sentence = |series: usize| {
        let series = data.series.get(series)?;
        let known: Vec<(usize, f64)> =
            (0..data.days.len()).filter_map(|index| Some((index, series.at(index)?))).collect();
        let (first, last) = (known.first()?, known.last()?);
        let by_value = |a: &&(usize, f64), b: &&(usize, f64)| a.1.total_cmp(&b.1);
        let (low, high) = (known.iter().min_by(by_value)?, known.iter().max_by(by_value)?);
        let value = |(_, value): &(usize, f64)| shown.emit(*value).to_string().into();
        Some(text_with(
            "chart-description",
            [
                ("name", series.name.to_string().into()),
                ("from", data.label(first.0).to_string().into()),
                ("to", data.label(last.0).to_string().into()),
                ("lowest", value(low)),
                ("highest", value(high)),
                ("last", value(last)),
            ],
        ))
    };
    let sentences: Vec<String> =
        (0..data.series.len()).filter_map(sentence).map(|text| text.to_string()).collect();
    sentences.join(" ")
}

/// The same numbers as a table, folded away.
pub fn table(data: &ChartData, title: &AttrValue, shown: &Shown) -> Html {
    let when = if data.kind == ChartKind::Line { text("chart-day") } else { text("chart-month") };
    let with_total = data.kind == ChartKind::Stacked && data.series.len() > 1;
    let row = |index: usize| {
        html! {
            <tr key={index}>
                <th scope="row">{ data.label(index) }</th>
                { for data.series.iter().enumerate().map(|(order, series)| html! { <td key={order}>{ shown_or_dash(series.at(index), shown) }</td> }) }
                { for with_total.then(|| html! { <td key="total">{ shown_or_dash(data.total(index), shown) }</td> }) }
            </tr>
        }
    };
    html! {
        <details class="chart__details">
            <summary>{ text("chart-as-table") }</summary>
            <div class="chart__table-wrap">
                <table class="chart__table">
                    <caption class="visually-hidden">{ title }</caption>
                    <thead><tr>
                        <th scope="col" key="when">{ when }</th>
                        { for data.series.iter().enumerate().map(|(order, series)| html! { <th scope="col" key={order}>{ &series.name }</th> }) }
                        { for with_total.then(|| html! { <th scope="col" key="total">{ text("chart-total") }</th> }) }
                    </tr></thead>
                    <tbody>{ for (0..data.days.len()).rev().map(row) }</tbody>
                </table>
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::text::Locale;

    use super::*;
    use crate::{i18n, ui::chart::data::Series};

    #[test]
    fn the_sentence_tells_the_range_and_the_last_value() {
        i18n::set_locale(Locale::En);
        let days = ["2026-01-05", "2026-01-12", "2026-01-20", "2026-01-29"]
            .map(|day| day.parse().expect("a day of the calendar"));
        let values = vec![Some(6.0), None, Some(7.5), Some(6.5)];
        let data = ChartData::line(days.to_vec(), vec![Series::new("Diesel", values)]);
        let shown = Shown::from(|value: f64| format!("{value} L").into());
        assert_eq!(
            description(&data, &shown),
            "Diesel: from 5\u{a0}Jan 2026 to 29\u{a0}Jan 2026, lowest 6 L, highest 7.5 L, last 6.5 L."
        );
        assert_eq!(description(&ChartData::line(vec![], vec![]), &shown), "");
    }
}
