//! Charts as inline SVG: drawn for the width there is, told apart by more than colour, and with the
//! same numbers as a table below. A press or the pointer picks a place; its values stand above.

mod calendar;
mod data;
mod draw;
mod frame;
mod marks;
mod scale;
mod sparkline;
#[cfg(test)]
mod tests;
mod words;

use yew::prelude::*;

pub use self::{
    data::{ChartData, ChartKind, Series},
    marks::mark,
    sparkline::sparkline,
    words::Shown,
};
use self::{
    draw::{Picture, px},
    frame::Frame,
};
use crate::{hooks::use_id, platform};

/// Of a phone, until the real width is known.
const FIRST_WIDTH_PX: u32 = 340;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ChartProps {
    pub title: AttrValue,
    /// What the scale counts, for example `L/100 km`.
    pub unit: AttrValue,
    pub data: ChartData,
    /// How a value is written in full.
    pub shown: Shown,
    /// The sentence where nothing is known.
    pub empty: AttrValue,
    /// In CSS pixels.
    #[prop_or(240)]
    pub height: u32,
}

/// See the module.
#[component]
pub fn Chart(props: &ChartProps) -> Html {
    let (id, node, picked) = (use_id(), use_node_ref(), use_state_eq(|| None::<usize>));
    let width = use_width(&node);
    let onpick = {
        let picked = picked.clone();
        Callback::from(move |index: usize| picked.set(Some(index)))
    };
    let onleave = {
        let picked = picked.clone();
        Callback::from(move |_: PointerEvent| picked.set(None))
    };
    html! {
        <figure class="chart" ref={node} onpointerleave={onleave}>
            { figure(props, &id, width, *picked, &onpick) }
        </figure>
    }
}

/// The width of an element, once it is known.
#[hook]
fn use_width(node: &NodeRef) -> u32 {
    let (node, width) = (node.clone(), use_state_eq(|| FIRST_WIDTH_PX));
    let known = *width;
    use_effect_with((), move |()| {
        let observer =
            platform::size::WidthObserver::new(&node, Callback::from(move |px: u32| width.set(px)));
        move || drop(observer)
    });
    known
}

/// All of a chart but its frame, for one width.
fn figure(
    props: &ChartProps,
    id: &str,
    width: u32,
    picked: Option<usize>,
    onpick: &Callback<usize>,
) -> Html {
    let (title, about) = (format!("{id}-title"), format!("{id}-about"));
    let head = html! {
        <figcaption class="chart__head" key="head">
            <span class="chart__title" id={title.clone()}>{ &props.title }</span>
            <span class="chart__unit">{ &props.unit }</span>
        </figcaption>
    };
    let data = &props.data;
    if data.is_empty() {
        return html! { <>{ head }<p class="chart__empty" key="empty">{ &props.empty }</p></> };
    }
    let picked = picked.filter(|index| *index < data.days.len()).or_else(|| data.last_known());
    let (wide, high) = (f64::from(width.max(200)), f64::from(props.height));
    let frame = Frame::new(data, wide, high);
    let picture = Picture { data, frame: &frame, picked, id };
    html! {
        <>
            { head }
            <div key="readout">{ words::readout(data, picked, &props.shown, id) }</div>
            <svg key="picture" class="chart__picture" viewBox={format!("0 0 {} {}", px(wide), px(high))} height={px(high)}
                role="img" aria-labelledby={format!("{title} {about}")}>
                <desc id={about}>{ words::description(data, &props.shown) }</desc>
                { picture.content() }
                { zones(data, &frame, onpick) }
            </svg>
            <div key="table">{ words::table(data, &props.title, &props.shown) }</div>
        </>
    }
}

/// What a finger or the pointer hits: the whole height at each place.
fn zones(data: &ChartData, frame: &Frame, onpick: &Callback<usize>) -> Html {
    html! { <g>{ for (0..data.days.len()).filter(|index| data.is_known(*index)).map(|index| {
        let (from, to) = frame.zone(index);
        let onclick = onpick.reform(move |_: MouseEvent| index);
        let onpointerenter = onpick.reform(move |_: PointerEvent| index);
        html! { <rect key={index} class="chart__zone" x={px(from)} width={px(to - from)} y={px(frame.top)} height={px(frame.bottom - frame.top)} {onclick} {onpointerenter} /> }
    }) }</g> }
}
