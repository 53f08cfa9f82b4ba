//! Planning a day over HTTP: shown, or written.

use std::sync::Arc;

use actix_web::web::Data;
use furgo_shared::{
    access::PlanRoutes,
    api,
    events::PlanProgress,
    id::UserId,
    problem::ErrorCode,
    routes::{DayPlanView, PlanDay},
};
use uuid::Uuid;

use super::{
    DayPlan,
    drafting::{self, DayDraft},
    problem::DayProblem,
    subject, view, writing,
};
use crate::{
    app::App,
    auth::Permit,
    error::{Error, Result},
    features::routes::planning::{Wanted, off_thread, search},
    http::{Answer, Call, Mount},
    roads::Ways,
};

/// Mounts the endpoint.
pub fn mount(mount: &mut Mount) {
    mount.add(api::PLAN_DAY, plan_day);
}

async fn plan_day(call: Call<PlanRoutes, PlanDay>) -> Result<Answer<DayPlanView>> {
    let user = call.permit.viewer().user_id().ok_or(Error::Code(ErrorCode::NotSignedIn))?;
    match call.body.commit {
        true => commit(call, user).await,
        false => show(call, user).await,
    }
}

/// Computes a plan, remembers it and writes nothing.
async fn show(call: Call<PlanRoutes, PlanDay>, user: UserId) -> Result<Answer<DayPlanView>> {
    let Call { app, permit, body, .. } = call;
    let (permit, plan) = compute(&app, permit, user, body).await?;
    let (reader, plan) = (app.clone(), plan?);
    let shown = move || {
        let view = reader.db.read(&permit, |tx| view::full(tx, &plan, None))?;
        Ok::<_, Error>((view, plan))
    };
    let (view, plan) = off_thread(shown).await??;
    app.planning.shown.remember(user, plan, app.clock.now());
    Ok(Answer::read(&view))
}

/// Writes the plan that was shown, or one that is computed now.
async fn commit(call: Call<PlanRoutes, PlanDay>, user: UserId) -> Result<Answer<DayPlanView>> {
    let Call { app, permit, once, body, .. } = call;
    let shown_id = body.plan_id;
    let (permit, plan) = match shown_id {
        Some(plan_id) => (permit, shown(&app, user, plan_id, &body)),
        None => {
            let (permit, plan) = compute(&app, permit, user, body).await?;
            (permit, plan.map(Arc::new))
        }
    };
    let answer = app.db.write(permit, once, move |tx| writing::write(tx, plan)).await?;
    if let Some(plan_id) = shown_id {
        app.planning.shown.forget(user, plan_id);
    }
    Ok(answer)
}

/// The plan that was shown; one that has been forgotten may have become another meanwhile.
fn shown(app: &App, user: UserId, plan_id: Uuid, body: &PlanDay) -> Result<Arc<DayPlan>> {
    let plan = app.planning.shown.find(user, plan_id, app.clock.now());
    let plan = plan.ok_or(Error::Code(ErrorCode::ChangedMeanwhile))?;
    match plan.request == subject(body) {
        true => Ok(plan),
        false => Err(Error::Code(ErrorCode::IdReused)),
    }
}

/// The permit again, for what comes next, and the plan or why there is none.
async fn compute(
    app: &Data<App>,
    permit: Permit<PlanRoutes>,
    user: UserId,
    request: PlanDay,
) -> Result<(Permit<PlanRoutes>, Result<DayPlan>)> {
    let plan_id = request.plan_id.unwrap_or_else(Uuid::now_v7);
    let reader = app.clone();
    let draft = move || {
        let draft = reader.db.read(&permit, |tx| drafting::draft(tx, &request));
        (permit, draft)
    };
    let (permit, draft) = off_thread(draft).await?;
    let plan = match draft {
        Ok(draft) => search_at_desk(app, user, plan_id, draft).await,
        Err(refusal) => Err(refusal),
    };
    Ok((permit, plan))
}

async fn search_at_desk(
    app: &App,
    user: UserId,
    plan_id: Uuid,
    draft: DayDraft,
) -> Result<DayPlan> {
    let (roads, events) = (Arc::clone(&app.roads), Arc::clone(&app.events));
    let report = move |progress| events.plan_progress(user, progress);
    app.planning
        .desk
        .run(user, move |wanted| plan_now(plan_id, draft, &roads.current(), wanted, &report))
        .await
}

fn plan_now(
    plan_id: Uuid,
    draft: DayDraft,
    ways: &Ways,
    wanted: &Wanted,
    report: &dyn Fn(PlanProgress),
) -> Result<DayPlan> {
    let problem = DayProblem::of(draft, ways);
    let unplannable = problem.unplannable();
    let tell = |percent, routes, unplanned: usize| {
        let unplanned = u32::try_from(unplanned + unplannable).unwrap_or(u32::MAX);
        report(PlanProgress { plan_id, percent, routes, unplanned });
    };
    let solution = search(&problem.problem, &problem.standing, wanted, &mut |progress| {
        tell(percent(progress.share), None, progress.unplanned);
    })?;
    let solution = problem.keeping(solution)?;
    if !solution.is_feasible() {
        // Better none than one that breaks what it promises.
        let broken = format!("the planner broke {:?}", solution.violations);
        return Err(Error::Internal(broken));
    }
    let plan = problem.plan(&solution, plan_id);
    tell(100, u32::try_from(plan.routes.len()).ok(), solution.unplanned.len());
    Ok(plan)
}

#[expect(clippy::float_arithmetic, reason = "a share of the time that searching takes")]
fn percent(share: f64) -> u32 {
    let reached = (1..=100).take_while(|percent| share >= f64::from(*percent) / 100.0);
    reached.last().unwrap_or(0)
}
