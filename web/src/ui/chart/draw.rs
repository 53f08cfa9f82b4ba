//! The picture itself: grid, marks and the zones to press. Colours and type come from `chart.css`.

use yew::prelude::*;

use super::{
    data::{ChartData, ChartKind},
    frame::Frame,
    marks,
};

/// More points than this have no marks of their own: the line says it all.
const MARKED_MAX: usize = 48;

/// What is drawn, where, and which place is picked.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    pub data: &'a ChartData,
    pub frame: &'a Frame,
    pub picked: Option<usize>,
    /// Makes the ids of the patterns unique on the page.
    pub id: &'a str,
}

/// A number of pixels, as attributes want it.
pub fn px(number: f64) -> String {
    format!("{number:.1}")
}

impl Picture<'_> {
    /// Everything but the zones.
    pub fn content(&self) -> Html {
        let marks = match self.data.kind {
            ChartKind::Line => self.lines(),
            ChartKind::Bars => self.bars(),
            ChartKind::Stacked => self.stacks(),
        };
        html! { <>{ self.patterns() }{ self.grid() }{ self.labels() }{ self.guide() }{ self.base() }{ marks }</> }
    }

    /// Parts that touch differ by more than their colour: the second is striped, the fourth dotted.
    fn patterns(&self) -> Html {
        if self.data.kind != ChartKind::Stacked {
            return Html::default();
        }
        html! { <defs>{ for [1, 3].into_iter().map(|index| marks::pattern(self.id, index)) }</defs> }
    }

    fn grid(&self) -> Html {
        let (left, right) = (px(self.frame.left), px(self.frame.right));
        html! { <g>{ for self.frame.grid().into_iter().map(|(y, text)| html! {
            <g key={px(y)}>
                <line class="chart__grid" x1={left.clone()} x2={right.clone()} y1={px(y)} y2={px(y)} />
                <text class="chart__label" x={px(self.frame.left - 6.0)} y={px(y + 4.0)} text-anchor="end">{ text }</text>
            </g>
        }) }</g> }
    }

    fn labels(&self) -> Html {
        let bottom = self.frame.bottom;
        html! { <g>{ for self.frame.labels(self.data).into_iter().map(|label| {
            let anchor = if label.x > self.frame.right - 16.0 { "end" } else { "middle" };
            let x = px(if anchor == "end" { self.frame.right + 12.0 } else { label.x });
            html! {
                <g key={px(label.x)} text-anchor={anchor}>
                    <text class="chart__label" x={x.clone()} y={px(bottom + 17.0)}>{ label.text }</text>
                    { for label.year.map(|year| html! { <text class="chart__label chart__label--year" {x} y={px(bottom + 33.0)}>{ year }</text> }) }
                </g>
            }
        }) }</g> }
    }

    /// The line that values stand on.
    fn base(&self) -> Html {
        let y = match self.data.kind {
            ChartKind::Line => self.frame.bottom,
            ChartKind::Bars | ChartKind::Stacked => self.frame.y(0.0),
        };
        html! { <line class="chart__base" x1={px(self.frame.left)} x2={px(self.frame.right)} y1={px(y)} y2={px(y)} /> }
    }

    fn guide(&self) -> Html {
        let Some(index) = self.picked else { return Html::default() };
        let Some(x) = self.frame.places.get(index) else { return Html::default() };
        if self.data.kind == ChartKind::Line {
            return html! { <line class="chart__guide" x1={px(*x)} x2={px(*x)} y1={px(self.frame.top)} y2={px(self.frame.bottom)} /> };
        }
        let (from, to) = self.frame.zone(index);
        html! { <rect class="chart__band" x={px(from)} width={px(to - from)} y={px(self.frame.top)} height={px(self.frame.bottom - self.frame.top)} /> }
    }

    fn points(&self, series: usize) -> Vec<Option<(f64, f64)>> {
        let Some(series) = self.data.series.get(series) else { return Vec::new() };
        let point =
            |(index, x): (usize, &f64)| series.at(index).map(|value| (*x, self.frame.y(value)));
        self.frame.places.iter().enumerate().map(point).collect()
    }

    fn lines(&self) -> Html {
        html! { <g>{ for (0..self.data.series.len()).map(|series| {
            let points = self.points(series);
            let marked = points.len() <= MARKED_MAX;
            let shown = points.iter().enumerate().filter_map(|(index, point)| {
                let alone = |other: Option<usize>| other.and_then(|other| points.get(other)).is_none_or(Option::is_none);
                let lonely = alone(index.checked_sub(1)) && alone(Some(index + 1));
                let picked = self.picked == Some(index);
                (marked || lonely || picked).then_some(((*point)?, picked))
            });
            html! {
                <g key={series} class={marks::class(series)}>
                    <path class="chart__line" d={marks::path(&points)} />
                    { for shown.map(|((x, y), picked)| html! {
                        <path key={px(x)} class={classes!("chart__mark", picked.then_some("chart__mark--picked"))} d={marks::mark(series, x, y, if picked { 5.5 } else { 3.5 })} />
                    }) }
                </g>
            }
        }) }</g> }
    }

    fn bars(&self) -> Html {
        let wide = (self.frame.band * 0.68).min(44.0);
        let compared = self.data.series.len() > 1;
        // What was before stands to the left of what is now.
        let (width, shift) =
            if compared { (wide / 2.0, [0.0, -wide / 2.0]) } else { (wide, [-wide / 2.0, 0.0]) };
        html! { <g>{ for self.data.series.iter().enumerate().take(2).map(|(order, series)| html! {
            <g key={order} class={marks::bar_class(order)}>
                { for self.frame.places.iter().enumerate().filter_map(|(index, x)| {
                    let value = series.at(index)?;
                    let x = x + shift.get(order)?;
                    Some(self.bar(index, (x, x + width), (0.0, value), None))
                }) }
            </g>
        }) }</g> }
    }

    fn stacks(&self) -> Html {
        let width = (self.frame.band * 0.68).min(44.0);
        html! { <g>{ for self.frame.places.iter().enumerate().map(|(index, x)| {
            let mut low = 0.0;
            let parts = self.data.series.iter().enumerate().filter_map(move |(order, series)| {
                let value = series.at(index).filter(|value| *value > 0.0)?;
                let from = low;
                low += value;
                Some((order, from, low))
            });
            html! {
                <g key={index}>{ for parts.map(|(order, from, to)| html! {
                    <g key={order} class={marks::class(order)}>{ self.bar(order, (x - width / 2.0, x + width / 2.0), (from, to), marks::fill(self.id, order)) }</g>
                }) }</g>
            }
        }) }</g> }
    }

    fn bar(&self, key: usize, sides: (f64, f64), values: (f64, f64), fill: Option<String>) -> Html {
        let ((left, right), (from, to)) = (sides, values);
        let (low, high) = (self.frame.y(from.min(to)), self.frame.y(from.max(to)));
        html! { <rect {key} class="chart__bar" x={px(left)} width={px((right - left).max(1.0))} y={px(high)} height={px(low - high)} {fill} /> }
    }
}
