//! The day before, during and after the drive, in pieces.

use std::rc::Rc;

use furgo_shared::{
    access::Action,
    routes::{RouteStatus, RouteView},
    time::Day,
};
use yew::prelude::*;

use super::{preview::Progress, steps::Refused};
use crate::{
    format,
    i18n::{distance_or_unknown, or_unknown, text, text_with},
    screens::Screen,
    session::{use_measures, use_viewer},
    ui::{
        BigButton, Button, ButtonKind, Card, EmptyState, Fact, Facts, Icon, IconName, IconSize,
        LinkButton, ProblemBox,
    },
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RouteProps {
    pub route: Rc<RouteView>,
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DayProgressProps {
    pub route: Rc<RouteView>,
    /// Packages whose step has not reached the server.
    pub waiting: usize,
}

/// "5 of 12 · 1 not delivered", what waits to be sent, and a bar.
#[component]
pub fn DayProgress(props: &DayProgressProps) -> Html {
    let progress = Progress::of(&props.route);
    let sentence = text_with(
        "day-progress",
        [("done", progress.done().into()), ("total", progress.total.into())],
    );
    let failed = (progress.not_delivered > 0)
        .then(|| text_with("day-progress-failed", [("count", progress.not_delivered.into())]));
    html! {
        <div class="day-progress" role="status">
            <progress class="progress" max={progress.total.max(1).to_string()} value={progress.done().to_string()} aria-label={text("day-progress-label")}></progress>
            <p class="row row--between numbers small" key={format!("{sentence} {failed:?} {}", props.waiting)}>
                <span class="strong" key="done">{ sentence }</span>
                { for failed.map(|failed| html! { <span key="failed">{ failed }</span> }) }
                { for (props.waiting > 0).then(|| html! {
                    <span key="waiting" class="day-waiting"><Icon name={IconName::CloudUpload} size={IconSize::Small} />{ text_with("day-waiting-count", [("count", props.waiting.into())]) }</span>
                }) }
            </p>
        </div>
    }
}

/// What is said above the next stop.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub icon: IconName,
    pub text: AttrValue,
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct NewsProps {
    pub said: Option<Said>,
}

/// What was just reported, above the next stop: a toast would lie over the buttons. Its place is
/// kept from the start, so that nothing below it moves.
#[component]
pub fn News(props: &NewsProps) -> Html {
    html! {
        <div role="status" class="day-news__place">
            { for props.said.iter().map(|Said { icon, text }| html! { <p class="day-news" key={text.to_string()}><Icon name={*icon} /><span>{ text }</span></p> }) }
        </div>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StopBarProps {
    /// Which stop the buttons are about.
    pub stop: AttrValue,
    /// It came up a moment ago: a press would not count yet.
    pub rests: bool,
    pub ondelivered: Callback<()>,
    pub onfailed: Callback<()>,
}

/// The two buttons of the day.
#[component]
pub fn StopBar(props: &StopBarProps) -> Html {
    let disabled = props.rests;
    html! {
        <div class="day-bar">
            <div class="day-bar__buttons" data-steady={format!("end of {}", props.stop)}>
            <BigButton kind={ButtonKind::Danger} icon={IconName::PackageX} {disabled} onclick={props.onfailed.clone()}>{ text("day-not-delivered") }</BigButton>
            <BigButton kind={ButtonKind::Primary} icon={IconName::PackageCheck} {disabled} onclick={props.ondelivered.clone()}>{ text("day-delivered") }</BigButton>
            </div>
        </div>
    }
}

/// Before the drive: how long, how far, with what.
#[component]
pub fn DayPlan(props: &RouteProps) -> Html {
    let (route, units) = (&props.route, use_measures().units);
    html! {
        <Card>
            <Facts>
                { for route.depart_at.map(|at| html! { <Fact label={text("day-depart")}>{ format::clock(at) }</Fact> }) }
                <Fact label={text("day-stops")}>{ format::whole(u64::try_from(route.stops.len()).unwrap_or_default()) }</Fact>
                <Fact label={text("day-distance")}>{ or_unknown(route.planned.distance_km.map(|planned| format::distance(planned, units))) }</Fact>
                <Fact label={text("day-duration")}>{ or_unknown(route.planned.duration_min.map(|minutes| format::duration(minutes.into()))) }</Fact>
                <Fact label={text("day-vehicle")}>{ route.vehicle.clone().unwrap_or_else(|| "–".to_owned()) }</Fact>
            </Facts>
            { for route.notes.iter().map(|notes| html! { <p key="notes" class="prose">{ notes }</p> }) }
        </Card>
    }
}

/// After the drive, or when there was none.
#[component]
pub fn DayEnd(props: &RouteProps) -> Html {
    let (route, units) = (&props.route, use_measures().units);
    let is_cancelled = route.status == RouteStatus::Cancelled;
    let plans = use_viewer().role.may(Action::PlanRoutes);
    let progress = Progress::of(route);
    let (icon, title) = match route.status {
        RouteStatus::Cancelled => (IconName::Ban, text("day-cancelled")),
        RouteStatus::Planned | RouteStatus::InProgress | RouteStatus::Completed => {
            (IconName::CircleCheck, text("day-completed"))
        }
    };
    let hint = text_with(
        "day-completed-hint",
        [
            ("delivered", progress.delivered.into()),
            ("count", progress.not_delivered.into()),
            ("distance", distance_or_unknown(route.distance_km, units).into()),
        ],
    );
    let hint = match (is_cancelled, plans) {
        (false, _) => hint,
        (true, false) => text("day-cancelled-hint"),
        (true, true) => text("day-cancelled-hint-office"),
    };
    html! {
        <EmptyState {icon} {title} {hint}>
            { for (is_cancelled && plans).then(|| html! { <PlanRoute date={route.date} /> }) }
        </EmptyState>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PlanRouteProps {
    pub date: Day,
}

/// For whoever drives and plans: a route of their own.
#[component]
pub fn PlanRoute(props: &PlanRouteProps) -> Html {
    let (viewer, date) = (use_viewer(), props.date.max(format::today()));
    let query = format!("driver_id={}&date={date}", viewer.id);
    html! { <LinkButton to={Screen::NewRoute} {query}>{ text("day-plan-route") }</LinkButton> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RefusalProps {
    pub refused: Refused,
    pub onseen: Callback<()>,
}

/// A step that the server did not take, until the driver has seen it.
#[component]
pub fn Refusal(props: &RefusalProps) -> Html {
    html! {
        <div class="stack stack--tight">
            <p class="strong" key="about">{ text_with("day-refused", [("about", props.refused.about.as_str().into())]) }</p>
            <ProblemBox key="problem" problem={props.refused.problem.clone()} />
            <div key="seen"><Button onclick={props.onseen.clone()}>{ text("day-refused-seen") }</Button></div>
        </div>
    }
}
