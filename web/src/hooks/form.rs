//! A form's draft: what has been typed, and what was found wrong with it before sending. The drafts
//! of whole pages outlive them: see [`use_draft`].

use std::{cell::Cell, rc::Rc};

use furgo_shared::validate::FieldErrors;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{drafts, platform::leaving::AskBeforeLeaving, session::use_viewer};

/// The draft and its findings.
#[derive(Clone, Debug, PartialEq)]
struct Draft<D> {
    draft: D,
    /// As the form began.
    blank: D,
    /// As it was sent, if it has not been changed since.
    sent: bool,
    /// It was left here once, and was found again.
    kept: bool,
    errors: FieldErrors,
}

impl<D: Clone> Draft<D> {
    fn new(blank: D, kept: Option<D>) -> Self {
        let (kept, draft) = (kept.is_some(), kept.unwrap_or_else(|| blank.clone()));
        Self { draft, blank, sent: false, kept, errors: FieldErrors::default() }
    }
}

impl<D: PartialEq> Draft<D> {
    /// Something was typed and is not on its way.
    fn is_worth_keeping(&self) -> bool {
        !self.sent && self.draft != self.blank
    }
}

enum Change<D> {
    Edit(Box<dyn FnOnce(&mut D)>),
    Found(FieldErrors),
    Sent,
    /// Nothing has been typed any more; the form begins so.
    Begin(D),
    StartOver,
}

impl<D: Clone + 'static> Reducible for Draft<D> {
    type Action = Change<D>;

    fn reduce(self: Rc<Self>, change: Change<D>) -> Rc<Self> {
        let mut next = (*self).clone();
        match change {
            Change::Edit(edit) => {
                edit(&mut next.draft);
                next.sent = false;
            }
            Change::Found(errors) => next.errors = errors,
            Change::Sent => (next.errors, next.sent) = (FieldErrors::default(), true),
            Change::Begin(blank) => next = Self::new(blank, None),
            Change::StartOver => next = Self::new(next.blank, None),
        }
        Rc::new(next)
    }
}

/// A form of a page.
pub struct FormState<D: Clone + 'static> {
    state: UseReducerHandle<Draft<D>>,
    /// The page is left on purpose without what was typed.
    given_up: Rc<Cell<bool>>,
}

/// What a form does with the draft of its page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageDraft {
    /// It was left here once, and was found again.
    pub is_kept: bool,
    /// As if nothing had been typed.
    pub start_over: Callback<()>,
    /// The page is left for good.
    pub give_up: Callback<()>,
}

impl<D: Clone + 'static> Clone for FormState<D> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), given_up: self.given_up.clone() }
    }
}

/// The same draft with the same findings.
impl<D: Clone + PartialEq + 'static> PartialEq for FormState<D> {
    fn eq(&self, other: &Self) -> bool {
        *self.state == *other.state
    }
}

impl<D: Clone + std::fmt::Debug + 'static> std::fmt::Debug for FormState<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.state.fmt(f)
    }
}

impl<D: Clone + 'static> FormState<D> {
    /// What has been typed.
    pub fn draft(&self) -> &D {
        &self.state.draft
    }

    /// What was found at the last try.
    pub fn errors(&self) -> FieldErrors {
        self.state.errors.clone()
    }

    /// A callback that writes into the draft: `form.bind(|draft, text| draft.name = text)`.
    pub fn bind<V: 'static>(&self, write: impl Fn(&mut D, V) + Clone + 'static) -> Callback<V> {
        let dispatcher = self.state.dispatcher();
        Callback::from(move |value: V| {
            let write = write.clone();
            dispatcher.dispatch(Change::Edit(Box::new(move |draft| write(draft, value))));
        })
    }

    /// As `bind`, for what moves other fields to other names: what was found at the last try is said
    /// of nothing any more.
    pub fn bind_anew<V: 'static>(
        &self,
        write: impl Fn(&mut D, V) + Clone + 'static,
    ) -> Callback<V> {
        let (edit, dispatcher) = (self.bind(write), self.state.dispatcher());
        Callback::from(move |value: V| {
            dispatcher.dispatch(Change::Found(FieldErrors::default()));
            edit.emit(value);
        })
    }

    /// Changes the draft at once.
    pub fn edit(&self, edit: impl FnOnce(&mut D) + 'static) {
        self.state.dispatch(Change::Edit(Box::new(edit)));
    }

    /// Begins anew, as after a record of several was saved.
    pub fn begin(&self, blank: D) {
        self.state.dispatch(Change::Begin(blank));
    }

    /// For the form of a page whose draft outlives it.
    pub fn page(&self) -> PageDraft {
        let (dispatcher, given_up) = (self.state.dispatcher(), self.given_up.clone());
        PageDraft {
            is_kept: self.state.kept,
            start_over: Callback::from(move |()| dispatcher.dispatch(Change::StartOver)),
            give_up: Callback::from(move |()| given_up.set(true)),
        }
    }

    /// For `onsubmit`: makes the request, shows what is wrong with it, or sends it.
    pub fn submit<R: 'static>(
        &self,
        request: impl Fn(&D) -> Result<R, FieldErrors> + 'static,
        send: impl Fn(R) + 'static,
    ) -> Callback<()> {
        let state = self.state.clone();
        Callback::from(move |()| match request(&state.draft) {
            Ok(request) => {
                state.dispatch(Change::Sent);
                send(request);
            }
            Err(errors) => state.dispatch(Change::Found(errors)),
        })
    }
}

/// A draft that begins as `start` and stays as typed until the form is gone.
#[hook]
pub fn use_form<D: Clone + 'static>(start: impl FnOnce() -> D) -> FormState<D> {
    FormState { state: use_reducer(|| Draft::new(start(), None)), given_up: Rc::default() }
}

/// The draft of a whole page: left with "back" or by a link, it is found again when the same page
/// opens for the same person. `version` is that of the record that the form corrects: what was typed over another one
/// is not laid over this.
#[hook]
pub fn use_draft<D: Clone + PartialEq + 'static>(
    version: u64,
    start: impl FnOnce() -> D,
) -> FormState<D> {
    let (location, viewer) = (use_location(), use_viewer().id);
    let form = use_memo((), |()| {
        let address = location.map(|at| format!("{}{}", at.path(), at.query_str()));
        format!("{viewer} {}@{version}", address.unwrap_or_default())
    });
    let state = use_reducer(|| {
        let blank = start();
        let kept = drafts::take::<D>(&form).filter(|kept| *kept != blank);
        Draft::new(blank, kept)
    });
    let (newest, given_up) = (use_mut_ref(|| state.clone()), use_memo((), |()| Cell::new(false)));
    *newest.borrow_mut() = state.clone();
    let is_unsaved = state.is_worth_keeping();
    use_effect_with(is_unsaved, |is_unsaved| {
        let asks = is_unsaved.then(AskBeforeLeaving::while_it_lives);
        move || drop(asks)
    });
    let left = given_up.clone();
    use_effect_with((), move |()| {
        move || {
            let last = newest.borrow().clone();
            if !left.get() && last.is_worth_keeping() {
                drafts::keep((*form).clone(), last.draft.clone());
            }
        }
    });
    FormState { state, given_up }
}

#[cfg(test)]
mod tests {
    use furgo_shared::validate::FieldCode;

    use super::*;

    #[test]
    fn an_error_leaves_the_text_as_it_is() {
        let draft = Rc::new(Draft::new(String::new(), None));
        let draft = draft.reduce(Change::Edit(Box::new(|text| text.push_str("van"))));
        let draft = draft.reduce(Change::Found(FieldErrors::one("alias", FieldCode::Taken)));
        assert_eq!(
            (draft.draft.as_str(), draft.errors.of("alias")),
            ("van", Some(FieldCode::Taken))
        );
    }

    #[test]
    fn only_what_was_typed_and_not_sent_is_worth_keeping() {
        let worth = |draft: &Draft<String>| draft.is_worth_keeping();
        let edit = |text: &'static str| {
            Change::Edit(Box::new(move |draft: &mut String| *draft = text.to_owned()))
        };
        let draft = Rc::new(Draft::new(String::new(), None));
        assert!(!worth(&draft), "nothing was typed");
        let draft = draft.reduce(edit("van"));
        assert!(worth(&draft));
        let draft = draft.reduce(Change::Sent);
        assert!(!worth(&draft), "it is on its way");
        let draft = draft.reduce(edit("van 2"));
        assert!(worth(&draft), "it was refused and mended");
        let draft = draft.reduce(Change::Begin("next".to_owned()));
        assert!(!worth(&draft) && draft.draft == "next");

        let found = Rc::new(Draft::new(String::new(), Some("left".to_owned())));
        assert!(found.kept && worth(&found));
        let found = found.reduce(Change::StartOver);
        assert!(!found.kept && !worth(&found) && found.draft.is_empty());
    }
}
