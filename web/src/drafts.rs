//! What was typed into forms that were left without saving, so that "back" loses nothing. In memory
//! only, bounded, and empty after signing out.

use std::{any::Any, cell::RefCell, collections::VecDeque};

/// More forms than anybody leaves half filled; the oldest goes first.
const DRAFTS_MAX: usize = 20;

thread_local! {
    static DRAFTS: RefCell<VecDeque<(String, Box<dyn Any>)>> = RefCell::default();
}

/// Takes the draft of a form out, if it has one.
pub fn take<D: 'static>(form: &str) -> Option<D> {
    DRAFTS.with_borrow_mut(|drafts| {
        let at = drafts.iter().position(|(name, _)| name == form)?;
        let (_, draft) = drafts.remove(at)?;
        draft.downcast().ok().map(|draft| *draft)
    })
}

/// Keeps a draft until its form opens again.
pub fn keep<D: 'static>(form: String, draft: D) {
    DRAFTS.with_borrow_mut(|drafts| {
        drafts.retain(|(name, _)| *name != form);
        drafts.push_back((form, Box::new(draft)));
        while drafts.len() > DRAFTS_MAX {
            drafts.pop_front();
        }
    });
}

/// Forgets everything.
pub fn clear() {
    DRAFTS.with_borrow_mut(VecDeque::clear);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_waits_for_its_form_and_for_nobody_else() {
        keep("/new-package".to_owned(), "Kale Nagusia 3".to_owned());
        assert_eq!(take::<String>("/new-vehicle"), None);
        assert_eq!(take::<String>("/new-package").as_deref(), Some("Kale Nagusia 3"));
        assert_eq!(take::<String>("/new-package"), None, "it is in its form now");
        keep("/new-package".to_owned(), "Kale Nagusia 3".to_owned());
        clear();
        assert_eq!(take::<String>("/new-package"), None);
    }

    #[test]
    fn the_oldest_draft_makes_room() {
        for form in 0..=DRAFTS_MAX {
            keep(format!("/{form}"), form);
        }
        assert_eq!(take::<usize>("/0"), None);
        assert_eq!(take::<usize>("/1"), Some(1));
        clear();
    }
}
