//! One route of the driver, from its plan to its end.

use std::rc::Rc;

use furgo_shared::{
    id::StopId,
    packages::{PackageStatus, StepReason},
    routes::{DayRouteView, RouteStatus, RouteView, StopView},
};
use yew::prelude::*;

use super::{
    current_stop::CurrentStop,
    day_parts::{DayEnd, DayPlan, DayProgress, News, Refusal, Said, StopBar},
    preview::{self, Preview},
    reason_sheet::ReasonSheet,
    steps::{DaySteps, Report},
    stop_rows::{StopRows, can_undo, undo_ends},
};
use crate::{
    features::routes::DriveDialog,
    hooks::{use_rest, use_steady, use_wake},
    i18n::{text, text_with},
    screens::Screen,
    ui::{BigButton, ButtonKind, IconName, LinkButton},
};

#[derive(Clone, Properties)]
pub struct DriveProps {
    pub day: Rc<DayRouteView>,
    /// The day with all that still waits.
    pub shown: Preview,
    pub steps: DaySteps,
    /// Gets the route when it is completed.
    pub onended: Callback<RouteView>,
}

impl PartialEq for DriveProps {
    fn eq(&self, other: &Self) -> bool {
        self.shown == other.shown
            && self.day == other.day
            && self.steps.refused() == other.steps.refused()
    }
}

/// What the dialogs are about.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Asking {
    Start,
    Complete,
    Reason(StopId),
}

/// See the module.
#[component]
pub fn Drive(props: &DriveProps) -> Html {
    let (chosen, asking, news) =
        (use_state(|| None::<StopId>), use_state(|| None::<Asking>), use_state(|| None::<Said>));
    let (node, route, steps) = (use_node_ref(), &props.shown.route, &props.steps);
    let current =
        preview::current(route, *chosen).filter(|_| route.status == RouteStatus::InProgress);
    use_steady(&node);
    use_wake(undo_ends(route, &steps.actor()));
    let say = {
        let news = news.clone();
        move |icon, key: &str, stop: &StopView| {
            let text = text_with(key, [("about", about(stop).as_str().into())]);
            news.set(Some(Said { icon, text }));
        }
    };
    let rests = use_rest((route.status, current.map(|(_, stop)| stop.id)));
    let onundo = {
        let (steps, say, route) = (steps.clone(), say.clone(), route.clone());
        Callback::from(move |id: StopId| {
            let stop = route.stops.iter().find(|stop| stop.id == id);
            let Some((stop, last)) = stop.and_then(|stop| Some((stop, stop.last_step?))) else {
                return;
            };
            // The button was drawn a while ago.
            if !can_undo(stop, &route, &steps.actor()) {
                return say(IconName::Info, "day-said-too-late", stop);
            }
            say(IconName::Check, "day-said-undone", stop);
            let (package_id, new_status) = (stop.package_id, last.from);
            let report = Report { package_id, new_status, reason: None, note: None, undo: true };
            steps.report(report, about(stop));
        })
    };
    let report = {
        let (steps, chosen) = (steps.clone(), chosen.clone());
        Callback::from(
            move |(stop, new_status, reason, note): (
                StopView,
                PackageStatus,
                Option<StepReason>,
                Option<String>,
            )| {
                say(IconName::Check, said(new_status), &stop);
                let about = about(&stop);
                chosen.set((new_status == PackageStatus::InTransit).then_some(stop.id));
                steps.report(
                    Report { package_id: stop.package_id, new_status, reason, note, undo: false },
                    about,
                );
            },
        )
    };
    let ask = |what: Asking| {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(Some(what)))
    };
    let onclose = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(None))
    };
    let onseen = {
        let steps = steps.clone();
        Callback::from(move |()| steps.dismiss())
    };
    html! {
        <div class="stack day" ref={node}>
            { for steps.refused().map(|refused| html! { <Refusal key="refused" refused={refused.clone()} {onseen} /> }) }
            { for (route.status == RouteStatus::InProgress).then(|| html! { <News key="news" said={(*news).clone()} /> }) }
            { for phase(props, current, rests, &report, &ask) }
            { for can_replan(route).then(|| html! {
                <LinkButton key="replan" icon={IconName::Route} to={Screen::Replan { id: route.id }}>{ text("day-replan") }</LinkButton>
            }) }
            { rows(props, current.map(|(_, stop)| stop.id), &report, &chosen, onundo) }
            { for current.is_some().then(|| finish(ButtonKind::Secondary, rests, &ask)) }
            <DriveDialog key="ask-start" route={route.clone()} starts=true quiet=true open={*asking == Some(Asking::Start)} onclose={onclose.clone()} />
            <DriveDialog key="ask-complete" route={route.clone()} starts=false quiet=true ondone={props.onended.clone()} open={*asking == Some(Asking::Complete)} onclose={onclose.clone()} />
            { reason(props, *asking, &report, onclose) }
        </div>
    }
}

/// Whether what is left may come in another order: with fewer than three there is little to choose.
fn can_replan(route: &RouteView) -> bool {
    route.status.is_open() && route.stops.iter().filter(|stop| stop.is_open()).count() > 2
}

type OnReport = Callback<(StopView, PackageStatus, Option<StepReason>, Option<String>)>;

/// The upper part: the plan, the current stop, or the end.
fn phase(
    props: &DriveProps,
    current: Option<(usize, &StopView)>,
    rests: bool,
    report: &OnReport,
    ask: &impl Fn(Asking) -> Callback<()>,
) -> Vec<Html> {
    let route = &props.shown.route;
    match (route.status, current) {
        (RouteStatus::Planned, _) => vec![
            html! { <DayPlan key="plan" route={route.clone()} /> },
            html! { <div key="start" class="day-lead" data-steady="start"><BigButton kind={ButtonKind::Primary} icon={IconName::Play} disabled={rests} onclick={ask(Asking::Start)}>{ text("day-start") }</BigButton></div> },
        ],
        (RouteStatus::InProgress, Some((index, stop))) => {
            let onarrived = {
                let (steps, stop) = (props.steps.clone(), stop.clone());
                Callback::from(move |()| steps.arrive(stop.id, about(&stop)))
            };
            let ondelivered = {
                let stop = stop.clone();
                report.reform(move |()| (stop.clone(), PackageStatus::Delivered, None, None))
            };
            vec![
                progress(props),
                html! { <CurrentStop key={format!("stop {}", stop.id)} stop={Rc::new(stop.clone())} number={index + 1} total={route.stops.len()} {rests} {onarrived} /> },
                html! { <StopBar key={format!("bar {}", stop.id)} stop={stop.id.to_string()} {rests} {ondelivered} onfailed={ask(Asking::Reason(stop.id))} /> },
            ]
        }
        (RouteStatus::InProgress, None) => {
            vec![progress(props), finish(ButtonKind::Primary, rests, ask)]
        }
        (RouteStatus::Completed | RouteStatus::Cancelled, _) => {
            vec![html! { <DayEnd key="end" route={route.clone()} /> }]
        }
    }
}

fn rows(
    props: &DriveProps,
    current: Option<StopId>,
    report: &OnReport,
    chosen: &UseStateHandle<Option<StopId>>,
    onundo: Callback<StopId>,
) -> Html {
    let route = props.shown.route.clone();
    let onchoose = {
        let (chosen, route, steps) = (chosen.clone(), route.clone(), props.steps.clone());
        Callback::from(move |id| {
            chosen.set(Some(id));
            // The office and whoever waits at a door read the same order.
            if let Some(stop) = route.stops.iter().find(|stop| stop.id == id) {
                steps.take_next(&route, stop, about(stop));
            }
        })
    };
    let onagain = {
        let (route, report) = (route.clone(), report.clone());
        Callback::from(move |id: StopId| {
            if let Some(stop) = route.stops.iter().find(|stop| stop.id == id) {
                report.emit((stop.clone(), PackageStatus::InTransit, None, None));
            }
        })
    };
    html! { <StopRows key="rows" {route} waiting={props.shown.waiting.clone()} {current} by={props.steps.actor()} {onchoose} {onagain} {onundo} /> }
}

fn progress(props: &DriveProps) -> Html {
    let waiting = props.shown.waiting.len();
    html! { <DayProgress key="progress" route={props.shown.route.clone()} {waiting} /> }
}

/// The way to end the route: prominent once nothing is left to do.
fn finish(kind: ButtonKind, disabled: bool, ask: &impl Fn(Asking) -> Callback<()>) -> Html {
    html! {
        <div key="finish" data-steady={format!("finish {kind:?}")}><BigButton {kind} icon={IconName::Flag} {disabled} onclick={ask(Asking::Complete)}>{ text("day-complete") }</BigButton></div>
    }
}

fn reason(
    props: &DriveProps,
    asking: Option<Asking>,
    report: &OnReport,
    onclose: Callback<()>,
) -> Html {
    let stop = match asking {
        Some(Asking::Reason(id)) => {
            props.shown.route.stops.iter().find(|stop| stop.id == id).cloned()
        }
        Some(Asking::Start | Asking::Complete) | None => None,
    };
    let about = stop.as_ref().map(about).unwrap_or_default();
    let open = stop.is_some();
    let onreason = {
        let (report, onclose) = (report.clone(), onclose.clone());
        Callback::from(move |(reason, note): (StepReason, Option<String>)| {
            onclose.emit(());
            if let Some(stop) = &stop {
                report.emit((stop.clone(), PackageStatus::Undelivered, Some(reason), note));
            }
        })
    };
    html! { <ReasonSheet key="reason" {open} {about} {onreason} {onclose} /> }
}

/// What is said about a step.
const fn said(status: PackageStatus) -> &'static str {
    match status {
        PackageStatus::Delivered => "day-said-delivered",
        PackageStatus::InTransit => "day-said-again",
        PackageStatus::Undelivered
        | PackageStatus::Failed
        | PackageStatus::Pending
        | PackageStatus::Assigned => "day-said-undelivered",
    }
}

/// Whom a stop is about, in one line.
fn about(stop: &StopView) -> AttrValue {
    let place = stop
        .package
        .address
        .as_ref()
        .map_or(stop.package.city.as_str(), |address| address.street.as_str());
    match &stop.package.recipient_name {
        Some(name) => format!("{name}, {place}").into(),
        None => place.to_owned().into(),
    }
}
