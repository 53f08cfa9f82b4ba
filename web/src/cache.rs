//! The last answer of each read, so that going back shows something at once while it is asked anew.
//! In memory, bounded, and empty after signing out; the phone of whoever drives keeps it as well.

use std::{cell::RefCell, collections::HashMap};

use crate::offline;

/// Enough for a day's lists and records; the oldest goes first.
pub const ANSWERS_MAX: usize = 100;

/// A body and when it came, in milliseconds since 1970.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub body: String,
    pub at_ms: f64,
    /// Field commands that had been settled when it was asked for.
    pub settled: usize,
}

thread_local! {
    static ANSWERS: RefCell<HashMap<String, Answer>> = RefCell::default();
}

/// The last answer for a URL; what the phone of whoever drives can say, where that is newer.
pub fn get(url: &str) -> Option<Answer> {
    let known = ANSWERS.with_borrow(|answers| answers.get(url).cloned());
    let on_phone = offline::answer(url).map(|(kept, settled)| {
        let offline::Kept { body, at_ms, .. } = kept;
        Answer { body, at_ms, settled }
    });
    match (known, on_phone) {
        (Some(known), Some(on_phone)) if known.at_ms < on_phone.at_ms => Some(on_phone),
        (known, on_phone) => known.or(on_phone),
    }
}

/// Keeps an answer.
pub fn put(url: &str, answer: Answer) {
    offline::keep(url, &answer.body, answer.at_ms);
    ANSWERS.with_borrow_mut(|answers| {
        answers.insert(url.to_owned(), answer);
        while answers.len() > ANSWERS_MAX {
            let oldest = answers
                .iter()
                .min_by(|a, b| a.1.at_ms.total_cmp(&b.1.at_ms))
                .map(|(url, _)| url.clone());
            answers.remove(&oldest.unwrap_or_default());
        }
    });
}

/// Forgets everything.
pub fn clear() {
    ANSWERS.with_borrow_mut(HashMap::clear);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_answer_makes_room() {
        clear();
        for index in 0..=ANSWERS_MAX {
            put(
                &format!("/{index}"),
                Answer { body: String::new(), at_ms: index as f64, settled: 0 },
            );
        }
        assert_eq!(get("/0"), None);
        assert!(get("/1").is_some() && get(&format!("/{ANSWERS_MAX}")).is_some());
        clear();
        assert_eq!(get("/1"), None);
    }
}
