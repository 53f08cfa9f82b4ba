//! The driver's day: reads the route, shows what is due, reports what happened.

use std::rc::Rc;

use chrono::Days;
use furgo_shared::{
    api,
    id::StopId,
    packages::{OnDay, PackageStatus, StepReason},
    routes::{DayRouteView, RouteStatus, RouteView, StopView},
    time::Day,
};
use yew::prelude::*;

use super::{
    current_stop::CurrentStop,
    day_parts::{DayEnd, DayPlan, DayProgress, Refusal, StopBar},
    open_routes::OpenRoutes,
    preview::{self, Preview},
    reason_sheet::ReasonSheet,
    steps::{DaySteps, Report, use_day_steps},
    stop_rows::StopRows,
};
use crate::{
    features::routes::DriveDialog,
    format,
    hooks::{Filters, Query, use_filters, use_query},
    i18n::{text, text_with},
    screens::Screen,
    ui::{
        BigButton, ButtonKind, EmptyState, IconButton, IconName, LinkButton, Page, PageWidth,
        ProblemCard, Skeleton, use_toasts,
    },
};

/// See the module.
#[component]
pub fn DayPage() -> Html {
    let filters = use_filters::<OnDay>();
    let day = use_query(&api::MY_ROUTE, &[], filters.current());
    let steps = use_day_steps(day.value());
    let date = day
        .value()
        .map_or_else(|| filters.current().date.unwrap_or_else(format::today), |day| day.date);
    let content = match &*day {
        Query::Loading => html! { <Skeleton lines=8 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={day.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => match steps.preview(value) {
            None => nothing(date),
            Some(shown) => {
                let key = shown.route.id.to_string();
                html! { <Drive {key} day={value.clone()} {shown} {steps} /> }
            }
        },
    };
    html! {
        <Page title={text("nav-day")} subtitle={format::day_with_weekday(date)} width={PageWidth::Narrow} age={day.age()} actions={days(&filters, date)}>
            <OpenRoutes key="open" {date} />
            <div class="stack" key="day">{ content }</div>
        </Page>
    }
}

/// Yesterday and tomorrow are one press away.
fn days(filters: &Filters<OnDay>, date: Day) -> Html {
    let go = |to: Option<Day>| {
        filters.bind(move |filters: &mut OnDay, ()| {
            filters.date = to.filter(|day| *day != format::today())
        })
    };
    html! {
        <div class="row">
            <IconButton icon={IconName::ChevronLeft} label={text("day-previous")} onclick={go(date.checked_sub_days(Days::new(1)))} />
            <IconButton icon={IconName::ChevronRight} label={text("day-next")} onclick={go(date.checked_add_days(Days::new(1)))} />
        </div>
    }
}

fn nothing(date: Day) -> Html {
    let title =
        if date == format::today() { text("day-nothing-today") } else { text("day-nothing") };
    html! {
        <EmptyState icon={IconName::Route} {title} hint={text("day-nothing-hint")}>
            <LinkButton to={Screen::Packages}>{ text("day-my-packages") }</LinkButton>
        </EmptyState>
    }
}

#[derive(Clone, Properties)]
struct DriveProps {
    day: Rc<DayRouteView>,
    shown: Preview,
    steps: DaySteps,
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

#[component]
fn Drive(props: &DriveProps) -> Html {
    let (chosen, asking, toasts) =
        (use_state(|| None::<StopId>), use_state(|| None::<Asking>), use_toasts());
    let (route, steps) = (&props.shown.route, &props.steps);
    let current =
        preview::current(route, *chosen).filter(|_| route.status == RouteStatus::InProgress);
    let report = {
        let (steps, toasts, chosen) = (steps.clone(), toasts.clone(), chosen.clone());
        Callback::from(
            move |(stop, new_status, reason, note): (
                StopView,
                PackageStatus,
                Option<StepReason>,
                Option<String>,
            )| {
                let about = about(&stop);
                toasts.say(text_with(said(new_status), [("about", about.as_str().into())]));
                chosen.set((new_status == PackageStatus::InTransit).then_some(stop.id));
                steps.report(
                    Report { package_id: stop.package_id, new_status, reason, note },
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
        <div class="stack day">
            { for steps.refused().map(|refused| html! { <Refusal key="refused" refused={refused.clone()} {onseen} /> }) }
            { for phase(props, current, &report, &ask) }
            { rows(props, current.map(|(_, stop)| stop.id), &report, &chosen) }
            { for finish(route, current.is_some(), &ask) }
            <DriveDialog key="ask-start" route={route.clone()} starts=true open={*asking == Some(Asking::Start)} onclose={onclose.clone()} />
            <DriveDialog key="ask-complete" route={route.clone()} starts=false open={*asking == Some(Asking::Complete)} onclose={onclose.clone()} />
            { reason(props, *asking, &report, onclose) }
        </div>
    }
}

type OnReport = Callback<(StopView, PackageStatus, Option<StepReason>, Option<String>)>;

/// The upper part: the plan, the current stop, or the end.
fn phase(
    props: &DriveProps,
    current: Option<(usize, &StopView)>,
    report: &OnReport,
    ask: &impl Fn(Asking) -> Callback<()>,
) -> Vec<Html> {
    let route = &props.shown.route;
    match (route.status, current) {
        (RouteStatus::Planned, _) => vec![
            html! { <DayPlan key="plan" route={route.clone()} /> },
            html! { <div key="start" class="day-lead"><BigButton kind={ButtonKind::Primary} icon={IconName::Play} onclick={ask(Asking::Start)}>{ text("day-start") }</BigButton></div> },
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
                html! { <DayProgress key="progress" route={route.clone()} /> },
                html! { <CurrentStop key="stop" stop={Rc::new(stop.clone())} number={index + 1} total={route.stops.len()} {onarrived} /> },
                html! { <StopBar key="bar" stop={stop.id.to_string()} {ondelivered} onfailed={ask(Asking::Reason(stop.id))} /> },
            ]
        }
        (RouteStatus::InProgress, None) => {
            vec![html! { <DayProgress key="progress" route={route.clone()} /> }]
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
) -> Html {
    let route = props.shown.route.clone();
    let onchoose = {
        let chosen = chosen.clone();
        Callback::from(move |stop| chosen.set(Some(stop)))
    };
    let onagain = {
        let (route, report) = (route.clone(), report.clone());
        Callback::from(move |id: StopId| {
            if let Some(stop) = route.stops.iter().find(|stop| stop.id == id) {
                report.emit((stop.clone(), PackageStatus::InTransit, None, None));
            }
        })
    };
    html! { <StopRows key="rows" {route} waiting={props.shown.waiting.clone()} {current} {onchoose} {onagain} /> }
}

/// The way to end the route: prominent once nothing is left to do.
fn finish(
    route: &RouteView,
    has_more: bool,
    ask: &impl Fn(Asking) -> Callback<()>,
) -> Option<Html> {
    let kind = if has_more { ButtonKind::Secondary } else { ButtonKind::Primary };
    (route.status == RouteStatus::InProgress).then(|| html! {
        <div key="finish"><BigButton {kind} icon={IconName::Flag} onclick={ask(Asking::Complete)}>{ text("day-complete") }</BigButton></div>
    })
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

/// What a toast says about a step.
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
