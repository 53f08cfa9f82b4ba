//! The large numbers, each a way to the list behind it.

use furgo_shared::dashboard::{MonthView, PackageCounts};
use yew::prelude::*;

use crate::{
    format,
    i18n::{text, text_with},
    screens::Screen,
    session::Measures,
    ui::{Card, Fact, Facts, IconName, Stat, Stats},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PackageFiguresProps {
    pub counts: PackageCounts,
}

/// Packages by what is to be done with them.
#[component]
pub fn PackageFigures(props: &PackageFiguresProps) -> Html {
    let counts = props.counts;
    let failed = (counts.failed_today > 0)
        .then(|| text_with("dashboard-failed-today", [("count", counts.failed_today.into())]));
    let stat =
        |key: &str, status: &'static str, icon: IconName, count: u64, note: Option<AttrValue>| {
            html! {
                <Stat key={status} label={text(key)} value={format::whole(count)} {icon} {note}
                    to={Screen::Packages} query={format!("status={status}")} />
            }
        };
    html! {
        <Stats>
            { stat("dashboard-to-plan", "pending", IconName::CircleDashed, counts.pending, None) }
            { stat("dashboard-assigned", "assigned", IconName::User, counts.assigned, None) }
            { stat("dashboard-in-transit", "in_transit", IconName::Truck, counts.in_transit, None) }
            { stat("dashboard-delivered", "delivered", IconName::CircleCheck, counts.delivered_today, None) }
            { stat("dashboard-undelivered", "undelivered", IconName::Alert, counts.undelivered, failed) }
        </Stats>
    }
}

/// This month so far.
pub fn month_figures(month: &MonthView, vehicles_active: u64, measures: Measures) -> Html {
    html! {
        <Card key="month" title={text("dashboard-month")}>
            <Facts>
                <Fact label={text("dashboard-month-distance")}>{ format::distance(month.distance_km, measures.units) }</Fact>
                <Fact label={text("dashboard-month-delivered")}>{ format::whole(month.delivered) }</Fact>
                <Fact label={text("dashboard-month-routes")}>{ format::whole(month.routes_completed) }</Fact>
                <Fact label={text("dashboard-vehicles")}>{ format::whole(vehicles_active) }</Fact>
            </Facts>
        </Card>
    }
}
