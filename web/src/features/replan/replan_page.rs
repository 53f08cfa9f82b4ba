//! "Plan the rest again": the planner puts what is left into a better order on the phone itself, and
//! shows what changes before it is taken.

use std::rc::Rc;

use furgo_ahead::{
    packed::packed,
    replan::{Proposal, Question, Sums},
};
use furgo_shared::{
    api,
    id::{RouteId, StopId},
    routes::{MyDay, PlanBasis, RouteLegs, RouteView, StopView},
};
use yew::prelude::*;
use yew_router::prelude::use_navigator;

use crate::{
    features::day::{late, planned, use_day_steps, use_legs},
    format,
    hooks::{Query, use_query},
    i18n::{text, text_with},
    platform::{clock, planner::Planning},
    screens::Screen,
    ui::{
        Button, ButtonKind, Card, EmptyState, Fact, Facts, Icon, IconName, LinkButton, Page,
        PageWidth, ProblemCard, Skeleton, StatusPill, Tone, use_toasts,
    },
};

#[derive(Clone, Copy, Debug, PartialEq, Properties)]
pub struct ReplanProps {
    pub id: RouteId,
}

/// How far the planning is.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Better(Rc<Proposal>),
    /// There is no better order, or only one.
    Same,
    /// The planner's thread could not be had.
    Failed,
}

/// See the module.
#[component]
pub fn ReplanPage(props: &ReplanProps) -> Html {
    let asked = MyDay { date: None, route_id: Some(props.id) };
    let day = use_query(&api::MY_ROUTE, &[], &asked);
    let steps = use_day_steps(day.shows());
    let legs = use_legs(day.value().and_then(|day| day.route.as_ref()));
    let shown = day.value().and_then(|day| steps.preview(day, legs.as_deref()));
    let shown = shown.map(|shown| shown.route).filter(|route| route.id == props.id);
    let (outcome, turn) = (use_state(|| None::<Outcome>), use_state(|| 0_u32));
    // What was proposed belongs to the order that stood then.
    let standing: Option<Vec<(StopId, bool)>> = shown
        .as_ref()
        .map(|route| route.stops.iter().map(|stop| (stop.id, stop.is_open())).collect());
    {
        let (outcome, shown) = (outcome.setter(), shown.clone());
        use_effect_with((standing, legs.clone(), *turn), move |(_, legs, _)| {
            outcome.set(None);
            let planning = shown.and_then(|route| plan(route, legs.as_deref(), outcome));
            move || drop(planning)
        });
    }
    let ontake = {
        let (outcome, steps) = (outcome.clone(), steps.clone());
        let (toasts, navigator) = (use_toasts(), use_navigator());
        Callback::from(move |()| {
            let Some(Outcome::Better(proposal)) = &*outcome else { return };
            steps.take_order(proposal.order.clone(), text("day-replan"));
            toasts.say(text("replan-taken"));
            if let Some(navigator) = &navigator {
                navigator.push(&Screen::Day);
            }
        })
    };
    let onretry = {
        let turn = turn.clone();
        Callback::from(move |()| turn.set(*turn + 1))
    };
    let content = match (&*day, &shown, &*outcome) {
        (Query::Failed(problem), None, _) => {
            html! { <ProblemCard problem={problem.clone()} onretry={day.refetch.clone()} /> }
        }
        (Query::Loading, None, _) => html! { <Skeleton lines=8 /> },
        (_, None, _) => nothing("replan-gone", "replan-gone-hint"),
        (_, Some(_), None) => html! {
            <Card><p class="planning__title" role="status"><Icon name={IconName::Loader} />{ text("replan-under-way") }</p><Skeleton lines=6 /></Card>
        },
        (_, Some(_), Some(Outcome::Same)) => nothing("replan-same", "replan-same-hint"),
        (_, Some(_), Some(Outcome::Failed)) => html! {
            <EmptyState icon={IconName::CircleAlert} title={text("replan-failed")} hint={text("replan-failed-hint")}>
                <Button icon={IconName::Retry} onclick={onretry}>{ text("action-retry") }</Button>
            </EmptyState>
        },
        (_, Some(route), Some(Outcome::Better(proposal))) => better(route, proposal, ontake),
    };
    html! {
        <Page title={text("day-replan")} back={Screen::Day} width={PageWidth::Narrow}>{ content }</Page>
    }
}

/// Asks the planner; what it says is told when it is there.
fn plan(
    route: Rc<RouteView>,
    legs: Option<&RouteLegs>,
    outcome: UseStateSetter<Option<Outcome>>,
) -> Option<Planning> {
    let Some(question) = Question::of(&route, legs, clock::now()) else {
        outcome.set(Some(Outcome::Same));
        return None;
    };
    let problem = packed(&question.problem);
    let onanswer = move |jobs: Option<Vec<u32>>| {
        outcome.set(Some(match jobs {
            None => Outcome::Failed,
            Some(jobs) => match question.proposal(&route, &jobs, clock::now()) {
                Some(proposal) => Outcome::Better(Rc::new(proposal)),
                None => Outcome::Same,
            },
        }));
    };
    Some(Planning::new(&problem, Rc::new(onanswer)))
}

fn nothing(title: &str, hint: &str) -> Html {
    html! {
        <EmptyState icon={IconName::CircleCheck} title={text(title)} hint={text(hint)}>
            <LinkButton to={Screen::Day}>{ text("replan-back") }</LinkButton>
        </EmptyState>
    }
}

fn better(route: &RouteView, proposal: &Proposal, ontake: Callback<()>) -> Html {
    let places: Vec<StopId> = open(route).map(|stop| stop.id).collect();
    let was = |id: StopId| places.iter().position(|other| *other == id).map(|place| place + 1);
    html! {
        <div class="stack" data-planned="">
            <Card key="sums"><Facts>{ for changes(&proposal.before, &proposal.after) }</Facts>
                { for (proposal.basis == PlanBasis::StraightLine).then(|| html! {
                    <p key="basis" class="muted small">{ text("replan-straight") }</p>
                }) }
            </Card>
            <div key="take"><Button kind={ButtonKind::Primary} icon={IconName::Check} onclick={ontake}>{ text("replan-take") }</Button></div>
            <Card key="order" title={text("replan-order")} flush=true>
                <ol class="stops">{ for open(&proposal.route).zip(1..).map(|(stop, place)| row(stop, place, was(stop.id))) }</ol>
            </Card>
        </div>
    }
}

fn open(route: &RouteView) -> impl Iterator<Item = &StopView> {
    route.stops.iter().filter(|stop| stop.is_open())
}

/// What it was, and what it becomes.
fn changes(before: &Sums, after: &Sums) -> Vec<Html> {
    let minutes = |seconds: i64| format::duration(u64::try_from(seconds.max(0) / 60).unwrap_or(0));
    let facts = [
        ("replan-driving", minutes(before.driving_s), minutes(after.driving_s)),
        ("replan-over", format::clock(before.over_at), format::clock(after.over_at)),
        (
            "replan-late",
            format::whole(before.late_stops.into()),
            format::whole(after.late_stops.into()),
        ),
    ];
    let fact = |(label, before, after): (&str, AttrValue, AttrValue)| {
        let is_same = before == after;
        html! {
            <Fact label={text(label)}>
                { for (!is_same).then(|| html! { <><span class="visually-hidden">{ text("replan-was-before") }</span><s class="muted">{ &before }</s>{ " " }</> }) }
                <strong>{ &after }</strong>
            </Fact>
        }
    };
    facts.into_iter().map(fact).collect()
}

fn row(stop: &StopView, place: usize, was: Option<usize>) -> Html {
    let package = &stop.package;
    let street = package.address.as_ref().map(|address| address.street.clone());
    let moved = was.filter(|was| *was != place);
    html! {
        <li class="stop" key={stop.id.to_string()} data-stop={stop.id.to_string()}>
            <span class="stop__number numbers" aria-hidden="true">{ place }</span>
            <div class="stop__body">
                <p class="strong clamp">{ street.unwrap_or_else(|| package.city.clone()) }</p>
                <p class="clamp muted">{ package.recipient_name.clone().unwrap_or_default() }</p>
                <p class="row small numbers muted">
                    <span key="time">{ planned(stop) }</span>
                    { for late(stop).map(|late| html! { <span key="late">{ late }</span> }) }
                    { for moved.map(|was| html! { <StatusPill key="was" tone={Tone::Info} icon={IconName::Route} label={text_with("replan-was", [("place", was.into())])} /> }) }
                </p>
            </div>
        </li>
    }
}
