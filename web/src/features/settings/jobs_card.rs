//! What the server does by itself: whether it goes well, and the way to try again or to wait.

use furgo_shared::{
    api,
    id::JobId,
    jobs::{JobState, JobView, ListJobs},
    page::LIMIT_MAX,
    text::wire_name,
    time::Timestamp,
    validate::Empty,
};
use yew::prelude::*;

use crate::{
    format,
    hooks::{Query, use_query},
    i18n::{text, text_with},
    outbox::use_write,
    ui::{Button, Card, IconName, ProblemBox, ProblemCard, Skeleton, StatusPill, Tone},
};

/// See the module.
#[component]
pub fn JobsCard() -> Html {
    let wanted = ListJobs { limit: Some(LIMIT_MAX), ..ListJobs::default() };
    let jobs = use_query(&api::LIST_JOBS, &[], &wanted);
    let retry = use_write(&api::RETRY_JOB, |_: JobView| {});
    let pause = use_write(&api::PAUSE_JOB, |_: JobView| {});
    let onretry = {
        let retry = retry.clone();
        Callback::from(move |id: JobId| retry.send(&[&id.to_string()], &Empty {}))
    };
    let onpause = {
        let pause = pause.clone();
        Callback::from(move |id: JobId| pause.send(&[&id.to_string()], &Empty {}))
    };
    let content = match &*jobs {
        Query::Loading => html! { <Skeleton lines=5 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={jobs.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => html! {
            <ul class="stack">{ for value.items.iter().map(|job| row(job, &onretry, &onpause)) }</ul>
        },
    };
    html! {
        <Card title={text("jobs-title")}>
            <p class="muted" key="text">{ text("jobs-text") }</p>
            { for retry.problem().or(pause.problem()).map(|problem| html! { <ProblemBox key="problem" {problem} /> }) }
            <div key="content">{ content }</div>
        </Card>
    }
}

fn row(job: &JobView, onretry: &Callback<JobId>, onpause: &Callback<JobId>) -> Html {
    let id = job.id;
    let act = |callback: &Callback<JobId>| {
        let callback = callback.clone();
        Callback::from(move |()| callback.emit(id))
    };
    let verb = match job.state {
        JobState::Paused => text("jobs-resume"),
        JobState::GaveUp | JobState::Running | JobState::Waiting => text("jobs-run"),
    };
    let can_pause = matches!(job.state, JobState::Running | JobState::Waiting);
    html! {
        <li class="row row--between" key={id.to_string()}>
            <span class="grow grow--lines">
                <span class="strong">{ text(&format!("job-{}", wire_name(&job.kind))) }</span>{ " " }{ pill(job) }<br />
                <span class="muted small">{ when(job) }</span>
                { for job.last_error.iter().map(|error| html! { <><br /><span class="small">{ trouble(job.attempts, error) }</span></> }) }
            </span>
            { for can_pause.then(|| html! { <Button key="pause" onclick={act(onpause)}>{ text("jobs-pause") }</Button> }) }
            <Button key="retry" onclick={act(onretry)}>{ verb }</Button>
        </li>
    }
}

/// Nothing, while all is as it should be.
fn pill(job: &JobView) -> Html {
    let (tone, icon) = match job.state {
        JobState::Running => (Tone::Info, IconName::Loader),
        JobState::Paused => (Tone::Warn, IconName::CirclePause),
        JobState::GaveUp => (Tone::Bad, IconName::CircleX),
        JobState::Waiting if job.attempts > 0 => (Tone::Warn, IconName::CircleAlert),
        JobState::Waiting => return html! {},
    };
    let label = match job.state {
        JobState::Waiting => text("job-state-failing"),
        state => text(&format!("job-state-{}", wire_name(&state))),
    };
    html! { <StatusPill {tone} {icon} {label} /> }
}

fn when(job: &JobView) -> Html {
    let said = |key: &str, at: Timestamp| {
        text_with(key, [("moment", format::moment(at).to_string().into())]).to_string()
    };
    let last = job.last_run_at.map(|at| said("jobs-last-run", at));
    let next = job.due_at.map(|at| said("jobs-next-run", at));
    let parts: Vec<String> = last.into_iter().chain(next).collect();
    html! { { parts.join(" · ") } }
}

fn trouble(attempts: u32, error: &str) -> AttrValue {
    text_with("jobs-trouble", [("count", attempts.into()), ("error", error.into())])
}
