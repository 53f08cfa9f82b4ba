//! The last answer of each read, so that going back shows something at once while it is asked anew.
//! In memory, bounded, and empty after signing out; the phone of whoever drives keeps it as well.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};

use crate::{offline, platform::clock};

/// Enough for a day's lists and records; the oldest goes first.
pub const ANSWERS_MAX: usize = 100;

/// Which of the field commands that were taken an answer shows already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Of the server: those that had been settled when it was asked for, and maybe more.
    Settled(usize),
    /// Of a phone's copy: those that the server's log has up to here.
    AsOf(u64),
}

/// A body and when it came, in milliseconds since 1970.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub body: String,
    pub at_ms: f64,
    pub shows: Shows,
}

impl Answer {
    /// The server's, as it comes now: of the field commands it may show none.
    pub fn just_now(body: String) -> Self {
        Self { body, at_ms: clock::now_ms(), shows: Shows::Settled(0) }
    }
}

/// Whose answers these are: grows when somebody else is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker(u32);

/// Whoever asks now.
pub fn asker() -> Asker {
    Asker(ASKERS.get())
}

thread_local! {
    static ANSWERS: RefCell<HashMap<String, Answer>> = RefCell::default();
    static ASKERS: Cell<u32> = const { Cell::new(0) };
}

/// The last answer for a URL; what the phone of whoever drives can say, where that is newer.
pub fn get(url: &str) -> Option<Answer> {
    let known = ANSWERS.with_borrow(|answers| answers.get(url).cloned());
    let on_phone = offline::answer(url).map(|(kept, shows)| {
        let offline::Kept { body, at_ms, .. } = kept;
        Answer { body, at_ms, shows }
    });
    match (known, on_phone) {
        (Some(known), Some(on_phone)) if known.at_ms < on_phone.at_ms => Some(on_phone),
        (known, on_phone) => known.or(on_phone),
    }
}

/// Keeps an answer for whoever asked; one that comes when somebody else is there is nobody's.
pub fn put(url: &str, answer: Answer, by: Asker) {
    if by != asker() {
        return;
    }
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
    ASKERS.set(ASKERS.get().wrapping_add(1));
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
                Answer { body: String::new(), at_ms: index as f64, shows: Shows::Settled(0) },
                asker(),
            );
        }
        assert_eq!(get("/0"), None);
        assert!(get("/1").is_some() && get(&format!("/{ANSWERS_MAX}")).is_some());
        clear();
        assert_eq!(get("/1"), None);
    }

    #[test]
    fn an_answer_that_comes_to_somebody_else_is_nobodys() {
        let (answer, asked) =
            (Answer { body: String::new(), at_ms: 1.0, shows: Shows::Settled(0) }, asker());
        clear();
        put("/theirs", answer.clone(), asked);
        assert_eq!(get("/theirs"), None);
        put("/ours", answer.clone(), asker());
        assert_eq!(get("/ours"), Some(answer));
    }
}
