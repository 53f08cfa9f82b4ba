//! How far a plan is, told while it is computed.

use chrono::TimeDelta;
use furgo_shared::{
    events::{Event, PlanProgress},
    routes::PlanDay,
};
use support::{Client, EventStream};
use uuid::Uuid;

use crate::{
    day::given_packages,
    day_plan::{Fleet, commit},
};

/// The progress that somebody has been told until now.
async fn told(fleet: &Fleet, to: &Client, stream: &mut EventStream) -> Vec<PlanProgress> {
    let last = PlanProgress { plan_id: Uuid::nil(), percent: 0, routes: None, unplanned: 0 };
    fleet.app.app.events.plan_progress(to.id(), last.clone());
    let before = stream.until(&Event::PlanProgress(last)).await;
    let progress = before.into_iter().filter_map(|event| match event {
        Event::PlanProgress(progress) => Some(progress),
        Event::Changed { .. } | Event::Missed => None,
    });
    progress.collect()
}

#[actix_web::test]
async fn whoever_asked_hears_how_far_the_plan_is_and_nobody_else() {
    let fleet = Fleet::new().await;
    let (office, other) = (&fleet.office, fleet.app.dispatcher("eder").await);
    let packages = given_packages(office, 40).await;
    let (mut own, mut foreign) = (office.events().await, other.events().await);
    let plan_id = Uuid::now_v7();
    let request = PlanDay { plan_id: Some(plan_id), ..fleet.day(&packages[..30]) };
    let shown = fleet.shown(&request).await;
    let heard = told(&fleet, office, &mut own).await;
    assert!(heard.iter().all(|progress| progress.plan_id == plan_id));
    assert!(heard.is_sorted_by_key(|progress| progress.percent), "{heard:?}");
    assert!(heard.len() >= 2, "at the beginning and at the end: {heard:?}");
    let last = heard.last().unwrap();
    let routes = u32::try_from(shown.routes.len()).ok();
    assert_eq!((last.percent, last.routes, last.unplanned), (100, routes, 0));

    // Writing what was shown computes nothing.
    fleet.shown(&commit(&request, &shown)).await;
    assert_eq!(told(&fleet, office, &mut own).await, []);
    let date = fleet.date + TimeDelta::days(1);
    let at_once = PlanDay { commit: true, date, ..fleet.day(&packages[30..]) };
    let written = fleet.shown(&at_once).await;
    let heard = told(&fleet, office, &mut own).await;
    let last = heard.last().unwrap();
    assert_eq!((last.plan_id, last.percent), (written.plan_id, 100));
    assert_eq!(told(&fleet, &other, &mut foreign).await, []);
}
