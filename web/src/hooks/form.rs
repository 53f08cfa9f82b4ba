//! A form's draft: what has been typed, and what was found wrong with it before sending.

use std::rc::Rc;

use furgo_shared::validate::FieldErrors;
use yew::prelude::*;

/// The draft and its findings.
#[derive(Clone, Debug, PartialEq)]
struct Draft<D> {
    draft: D,
    errors: FieldErrors,
}

enum Change<D> {
    Edit(Box<dyn FnOnce(&mut D)>),
    Found(FieldErrors),
}

impl<D: Clone + 'static> Reducible for Draft<D> {
    type Action = Change<D>;

    fn reduce(self: Rc<Self>, change: Change<D>) -> Rc<Self> {
        let mut next = (*self).clone();
        match change {
            Change::Edit(edit) => edit(&mut next.draft),
            Change::Found(errors) => next.errors = errors,
        }
        Rc::new(next)
    }
}

/// A form of a page.
pub struct FormState<D: Clone + 'static> {
    state: UseReducerHandle<Draft<D>>,
}

impl<D: Clone + 'static> Clone for FormState<D> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone() }
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

    /// Changes the draft at once.
    pub fn edit(&self, edit: impl FnOnce(&mut D) + 'static) {
        self.state.dispatch(Change::Edit(Box::new(edit)));
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
                state.dispatch(Change::Found(FieldErrors::default()));
                send(request);
            }
            Err(errors) => state.dispatch(Change::Found(errors)),
        })
    }
}

/// A draft that begins as `start` and stays as typed until the form is gone.
#[hook]
pub fn use_form<D: Clone + 'static>(start: impl FnOnce() -> D) -> FormState<D> {
    FormState { state: use_reducer(|| Draft { draft: start(), errors: FieldErrors::default() }) }
}

#[cfg(test)]
mod tests {
    use furgo_shared::validate::FieldCode;

    use super::*;

    #[test]
    fn an_error_leaves_the_text_as_it_is() {
        let draft = Rc::new(Draft { draft: String::new(), errors: FieldErrors::default() });
        let draft = draft.reduce(Change::Edit(Box::new(|text| text.push_str("van"))));
        let draft = draft.reduce(Change::Found(FieldErrors::one("alias", FieldCode::Taken)));
        assert_eq!(
            (draft.draft.as_str(), draft.errors.of("alias")),
            ("van", Some(FieldCode::Taken))
        );
    }
}
