//! The driver's day: reads the route, shows what is due, reports what happened.

use std::rc::Rc;

use chrono::Days;
use furgo_shared::{
    access::Action,
    api,
    id::RouteId,
    routes::{MyDay, RouteView},
    time::Day,
};
use yew::prelude::*;

use super::{
    day_parts::{DayEnd, PlanRoute},
    drive::Drive,
    left_over::LeftOver,
    legs::use_legs,
    open_routes::OpenRoutes,
    other_routes::OtherRoutes,
    steps::use_day_steps,
};
use crate::{
    features::attention::OwnExceptions,
    format,
    hooks::{Filters, Query, use_filters, use_held, use_query},
    i18n::text,
    screens::Screen,
    session::use_viewer,
    ui::{EmptyState, IconButton, IconName, LinkButton, Page, PageWidth, ProblemCard, Skeleton},
};

/// See the module.
#[component]
pub fn DayPage() -> Html {
    let (filters, viewer) = (use_filters::<MyDay>(), use_viewer());
    let sees_others = viewer.role.may(Action::ListDrivers);
    let own = sees_others.then(|| AttrValue::from(format!("assigned_to={}", viewer.id)));
    let day = use_query(&api::MY_ROUTE, &[], filters.current());
    let steps = use_day_steps(day.shows());
    let legs = use_legs(day.value().and_then(|day| day.route.as_ref()));
    let asked = (filters.current().date, filters.current().route_id);
    let ended = use_state(|| None::<((Option<Day>, Option<RouteId>), Rc<RouteView>)>);
    let onended = {
        let ended = ended.setter();
        Callback::from(move |route| ended.set(Some((asked, Rc::new(route)))))
    };
    let date = day
        .value()
        .map_or_else(|| filters.current().date.unwrap_or_else(format::today), |day| day.date);
    let takes_along = viewer.drives() && is_of_today(asked.0, date, format::today());
    let content = match &*day {
        Query::Loading => html! { <Skeleton lines=8 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={day.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => {
            let shown = steps.preview(value, legs.as_deref());
            // The server goes on to the next route; what was done stays to be read.
            let is_shown = |id| shown.as_ref().is_some_and(|shown| shown.route.id == id);
            let over = (*ended)
                .clone()
                .filter(|(on, route)| *on == asked && !is_shown(route.id))
                .map(|(_, route)| route);
            let rest = match (shown, &over) {
                (None, None) => {
                    html! { <Nothing key={date.to_string()} {date} own={own.clone()} /> }
                }
                (None, Some(_)) => Html::default(),
                (Some(shown), _) => {
                    let key = shown.route.id.to_string();
                    html! { <Drive {key} day={value.clone()} {shown} {steps} {onended} /> }
                }
            };
            html! {
                <div class="stack">
                    { for over.map(|route| html! { <DayEnd key={format!("end of {}", route.id)} route={route.clone()} /> }) }
                    <div key="rest">{ rest }</div>
                </div>
            }
        }
    };
    // Nothing moves under a finger: what has come meanwhile is shown when it is up.
    let (content, age) = use_held(&(content, day.age()));
    html! {
        <Page title={text("nav-day")} subtitle={format::day_with_weekday(date)} width={PageWidth::Narrow} {age} actions={days(&filters, date)}>
            <OwnExceptions key="exceptions" />
            <OpenRoutes key="open" {date} />
            { for takes_along.then(|| html! { <LeftOver key="left" /> }) }
            { for day.value().filter(|day| !day.others.is_empty()).map(|day| html! { <OtherRoutes key="others" day={day.clone()} /> }) }
            <div class="stack" key="day">{ content }</div>
        </Page>
    }
}

/// Whether what is done today is offered. A page that was entered without a day may show the route
/// of another one, which is then the one that goes on.
fn is_of_today(asked: Option<Day>, shown: Day, today: Day) -> bool {
    asked.is_none() || shown == today
}

/// The day is always said, also today: without one the server shows what is under way, which may be
/// another day's.
fn turned_to(date: Option<Day>) -> MyDay {
    MyDay { date, route_id: None }
}

/// Yesterday and tomorrow are one press away.
fn days(filters: &Filters<MyDay>, date: Day) -> Html {
    let go =
        |to: Option<Day>| filters.bind(move |filters: &mut MyDay, ()| *filters = turned_to(to));
    html! {
        <div class="row">
            <IconButton icon={IconName::ChevronLeft} label={text("day-previous")} onclick={go(date.checked_sub_days(Days::new(1)))} />
            <IconButton icon={IconName::ChevronRight} label={text("day-next")} onclick={go(date.checked_add_days(Days::new(1)))} />
        </div>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct NothingProps {
    date: Day,
    /// Keeps the list to the viewer's packages, for those who see others' too.
    own: Option<AttrValue>,
}

/// A day without a route: whoever plans routes need not wait for one.
#[component]
fn Nothing(props: &NothingProps) -> Html {
    let (viewer, date) = (use_viewer(), props.date);
    let plans = viewer.role.may(Action::PlanRoutes);
    let title =
        if date == format::today() { text("day-nothing-today") } else { text("day-nothing") };
    let hint = if plans { text("day-nothing-hint-office") } else { text("day-nothing-hint") };
    html! {
        <EmptyState icon={IconName::Route} {title} {hint}>
            { for plans.then(|| html! { <PlanRoute key="plan" {date} /> }) }
            <LinkButton to={Screen::Packages} query={props.own.clone()}>{ text("day-my-packages") }</LinkButton>
        </EmptyState>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrows_say_the_day_also_today() {
        let today = Day::default();
        let yesterday = today.pred_opt();
        assert_eq!(turned_to(Some(today)).date, Some(today));
        assert_eq!(turned_to(yesterday).date, yesterday);
    }

    #[test]
    fn leftovers_are_offered_today_and_on_entering() {
        let (today, other) = (Day::default(), Day::default() + Days::new(1));
        assert!(is_of_today(None, other, today) && is_of_today(Some(today), today, today));
        assert!(!is_of_today(Some(other), other, today));
    }
}
