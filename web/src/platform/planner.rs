//! The planner's thread, a program of its own: `web/planner`.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Int32Array, Uint32Array};
use wasm_bindgen::JsCast as _;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// After so long the thread has not come, or does not answer.
const PATIENCE_MS: u32 = 20_000;

/// A thread that was asked; it goes when this is dropped.
#[derive(Debug)]
pub struct Planning {
    worker: Option<Worker>,
    _heard: Vec<EventListener>,
    _patience: Timeout,
}

impl Planning {
    /// Asks for the order of a problem's jobs; `onanswer` gets it once, or nothing where the thread could
    /// not be had. The problem is [`furgo_ahead::packed`].
    pub fn new(problem: &[i32], onanswer: Rc<dyn Fn(Option<Vec<u32>>)>) -> Self {
        let (worker, problem) = (start(), Int32Array::from(problem));
        let heard = worker.iter().flat_map(|worker| listen(worker, &problem, &onanswer)).collect();
        let wait_ms = if worker.is_some() { PATIENCE_MS } else { 0 };
        let patience = Timeout::new(wait_ms, move || onanswer(None));
        Self { worker, _heard: heard, _patience: patience }
    }
}

impl Drop for Planning {
    fn drop(&mut self) {
        if let Some(worker) = &self.worker {
            worker.terminate();
        }
    }
}

fn start() -> Option<Worker> {
    let script = super::document().query_selector("script[data-planner]").ok()??;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Worker::new_with_options(&script.get_attribute("data-planner")?, &options).ok()
}

/// It says first that it is ready: what is told before that may be lost.
fn listen(
    worker: &Worker,
    problem: &Int32Array,
    onanswer: &Rc<dyn Fn(Option<Vec<u32>>)>,
) -> [EventListener; 2] {
    let (problem, asked, answered) = (problem.clone(), worker.clone(), onanswer.clone());
    let told = EventListener::new(worker, "message", move |event| {
        let Some(told) = event.dyn_ref::<MessageEvent>().map(MessageEvent::data) else { return };
        match told.dyn_into::<Uint32Array>() {
            Ok(order) => answered(Some(order.to_vec())),
            Err(_ready) if asked.post_message(&problem).is_ok() => {}
            Err(_ready) => answered(None),
        }
    });
    let failed = onanswer.clone();
    let broke = EventListener::new(worker, "error", move |_| failed(None));
    [told, broke]
}
