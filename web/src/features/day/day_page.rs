//! The driver's day: reads the route, shows what is due, reports what happened.

use chrono::Days;
use furgo_shared::{api, packages::OnDay, time::Day};
use yew::prelude::*;

use super::{drive::Drive, open_routes::OpenRoutes, steps::use_day_steps};
use crate::{
    format,
    hooks::{Filters, Query, use_filters, use_query},
    i18n::text,
    screens::Screen,
    ui::{EmptyState, IconButton, IconName, LinkButton, Page, PageWidth, ProblemCard, Skeleton},
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
