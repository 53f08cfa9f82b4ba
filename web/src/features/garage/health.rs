//! How the fleet is, in five figures, each a way to its list.

use furgo_shared::{
    dashboard::FleetHealthView, due::State, due_work::ListDue, stats::PeriodOf, time::Day,
};
use yew::prelude::*;

use crate::{
    features::{due, histories::query_of},
    format::{self, Period, period_of},
    i18n::text,
    screens::Screen,
    session::Measures,
    ui::{IconName, Stat, Stats},
};

/// See the module.
pub fn health(view: &FleetHealthView, measures: Measures) -> Html {
    let overdue = query_of(&ListDue { state: Some(State::Overdue), ..ListDue::default() });
    let (next, note) = match &view.next_due {
        Some(item) => (
            due::title(item),
            Some(AttrValue::from(format!(
                "{}: {}",
                item.vehicle,
                due::when(item, measures).into_iter().next().unwrap_or_default()
            ))),
        ),
        None => (text("health-nothing"), None),
    };
    let spent = format::money_short(view.spent_this_year.to_f64(), measures.currency);
    // What is due today counts as soon too, so no single state is the list behind that figure.
    html! {
        <Stats>
            <Stat key="overdue" label={text("health-overdue")} value={format::whole(view.overdue)} icon={IconName::CircleAlert}
                to={Screen::Due} query={overdue} />
            <Stat key="soon" label={text("health-soon")} value={format::whole(view.due_soon)} icon={IconName::Clock}
                to={Screen::Due} />
            <Stat key="spent" label={text("health-spent")} value={spent} icon={IconName::Receipt}
                to={Screen::Reports} query={query_of(&this_year(format::today()))} />
            <Stat key="findings" label={text("health-findings")} value={format::whole(view.findings)} icon={IconName::Alert}
                to={Screen::Findings} />
            <Stat key="next" label={text("health-next")} value={next} {note} icon={IconName::Wrench} to={Screen::Due} />
        </Stats>
    }
}

/// The whole of it: days that are still to come have no costs.
fn this_year(today: Day) -> PeriodOf {
    let (from, to) = period_of(Period::ThisYear, today);
    PeriodOf { vehicle: None, from, to }
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;

    use super::*;

    #[test]
    fn a_year_has_a_first_and_a_last_day() {
        for today in ["2028-02-29", "2027-11-30", "2027-01-01"] {
            let today: Day = today.parse().expect("a day of the calendar");
            let year = today.year();
            assert_eq!(query_of(&this_year(today)), format!("from={year}-01-01&to={year}-12-31"));
        }
    }
}
