//! The planner in a thread of its own: a phone without a network plans, and its screen never stands
//! still. It is told a problem as numbers and answers with the jobs in their order, or with nothing where
//! the problem makes no sense; before that it says once that it is ready.

use std::ops::ControlFlow;

use furgo_ahead::packed::unpacked;
use furgo_planner::{Budget, Clock, default_iterations, solve};
use js_sys::{Int32Array, Uint32Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Any number: the same as the server's, so that the same stops get the same plan.
const SEED: u64 = 1;
/// Then the best order so far is taken, so that the page has it within 200: of sixty stops one that is
/// one or two per cent above the best known, of twenty that one (`cargo xtask bench phone`).
const LIMIT_MS: u64 = 150;

fn main() {
    let worker: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let asked = worker.clone();
    let onmessage = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        let numbers = message.data().dyn_into::<Int32Array>();
        let jobs = numbers.ok().and_then(|numbers| order(&numbers.to_vec())).unwrap_or_default();
        say(&asked, &Uint32Array::from(&*jobs));
    });
    worker.set_onmessage(Some(onmessage.as_ref().unchecked_ref()));
    // As long as the thread.
    onmessage.forget();
    say(&worker, &JsValue::from_str("ready"));
}

fn say(worker: &DedicatedWorkerGlobalScope, what: &JsValue) {
    worker.post_message(what).expect("texts and numbers can be copied to the page");
}

/// The jobs in the order of the best route that was found; those that no way leads to are not in it.
fn order(numbers: &[i32]) -> Option<Vec<u32>> {
    let problem = unpacked(numbers)?;
    let began = js_sys::Date::now();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a span of a few seconds"
    )]
    let now_ms = || (js_sys::Date::now() - began).max(0.0) as u64;
    let budget = Budget {
        iterations: Some(default_iterations(problem.jobs.len())),
        seed: SEED,
        clock: Some(Clock { now_ms: &now_ms, limit_ms: LIMIT_MS }),
        start: None,
    };
    let solution = solve(&problem, &budget, &mut |_| ControlFlow::Continue(())).ok()?;
    let route = solution.routes.first()?;
    let jobs = route.steps.iter().filter_map(|step| step.job());
    Some(jobs.filter_map(|job| u32::try_from(job).ok()).collect())
}
