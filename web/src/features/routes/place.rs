//! Where packages go on an open route, and how one insists when something cannot be kept there: what
//! adding packages and moving a stop have in common.

use furgo_shared::{
    id::PackageId,
    problem::{ErrorCode, Problem},
    routes::Misfit,
};
use yew::prelude::*;

use crate::{
    api::ApiError,
    hooks::use_stale,
    i18n::{text, text_with},
    outbox::Sending,
    ui::{Choice, SelectField, TextArea},
};

/// Where, and why all the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// From 1; empty for where it costs the least.
    pub position: String,
    pub note: String,
}

impl Place {
    pub fn position(&self) -> Option<u32> {
        self.position.parse().ok()
    }

    pub fn note(&self) -> Option<String> {
        Some(self.note.trim().to_owned()).filter(|note| !note.is_empty())
    }
}

/// Whether the next try insists: the last one said what could not be kept. It lasts while that try
/// is under way, so that the note does not go from under the eyes.
pub fn insists(save: &Sending, place: &Place) -> bool {
    match save.problem() {
        Some(problem) => problem.is(ErrorCode::DoesNotFit),
        None => save.busy() && !place.note.is_empty(),
    }
}

/// The places behind what is done on a route with so many stops.
pub fn position_field(stops: usize, done: usize, value: &str, onchange: Callback<String>) -> Html {
    let best = Choice::new("", text("place-best"));
    let numbers = (done + 1..=stops)
        .map(|number| (number, text_with("place-number", [("number", number.into())])));
    let end = (stops + 1, text("place-end"));
    let choices: Vec<Choice> = std::iter::once(best)
        .chain(numbers.chain([end]).map(|(number, label)| Choice::new(number.to_string(), label)))
        .collect();
    html! { <SelectField key="position" name="position" label={text("place-where")} value={value.to_owned()} {choices} {onchange} /> }
}

/// Why all the same.
pub fn note_field(value: &str, oninput: Callback<String>) -> Html {
    html! { <TextArea key="note" name="note" label={text("place-note")} hint={text("place-note-hint")} value={value.to_owned()} {oninput} /> }
}

/// A refusal with the recipients beside the codes of their packages: the office knows them by name.
/// What is no longer as it was read is read again, so the next try is about what is there now.
#[hook]
pub fn use_refusal(
    problem: Option<ApiError>,
    name: impl Fn(PackageId) -> Option<String>,
    refetch: Callback<()>,
) -> Option<ApiError> {
    let has_changed = |problem: &ApiError| {
        [ErrorCode::ChangedMeanwhile, ErrorCode::PackageNotPlannable].map(|code| problem.is(code))
    };
    let is_outdated = problem.as_ref().is_some_and(|problem| has_changed(problem).contains(&true));
    let (is_stale, _) = use_stale(problem.clone(), refetch.clone());
    use_effect_with(is_outdated, move |is_outdated| {
        if *is_outdated {
            refetch.emit(());
        }
    });
    let Some(ApiError::Problem(problem)) = problem else { return problem };
    let mut problem: Problem = *problem;
    if is_stale {
        problem.code = ErrorCode::ChangedMeanwhile;
    }
    for misfit in &mut problem.misfits {
        if let Misfit::Window { package_id, tracking_code, .. }
        | Misfit::OtherDay { package_id, tracking_code } = misfit
            && let Some(name) = name(*package_id)
        {
            *tracking_code = format!("{name} ({tracking_code})");
        }
    }
    Some(ApiError::Problem(Box::new(problem)))
}
