//! What can be said without asking, and what is kept beside the phone: answers and files.

use furgo_phone::reads::{Local, Reader};
use furgo_shared::{files::FileDigest, sync::EntityKind};
use serde::de::DeserializeOwned;
use yew::platform::spawn_local;

use super::{Engine, Outgoing, read};
use crate::{
    cache::Shows,
    format,
    offline::{answers::Kept, person},
    platform::{clock, files::Content},
};

impl Engine {
    /// Something of the copy that a start needs.
    pub fn view<T: DeserializeOwned>(&self, kind: EntityKind) -> Option<T> {
        let copy = self.copy.borrow();
        let (_, entity) = copy.all(kind).next()?;
        read(&entity.data)
    }

    /// Whether the copy may be shown now.
    pub fn may_show(&self) -> bool {
        self.phone.borrow().meta.may_show(clock::now())
    }

    /// Entries that whoever leaves leaves behind in the store. Of one that does not open, those that
    /// were last seen in it.
    pub fn left_behind(&self) -> usize {
        let is_kept = self.store.borrow().is_some();
        if is_kept { self.phone.borrow().left_behind() } else { person::witnessed(self.user) }
    }

    /// What was entered comes before what can be read again.
    pub(super) async fn make_room(&self) {
        let store = self.store.borrow().clone();
        self.answers.borrow_mut().clear();
        if let Some(store) = store {
            // If this fails too, the next attempt says so.
            store.clear_answers().await.unwrap_or_default();
        }
    }

    /// What may not be shown any more goes from everywhere.
    pub(super) fn forget_answers(&self) {
        let is_empty = std::mem::take(&mut *self.answers.borrow_mut()).is_empty();
        let store = self.store.borrow().clone();
        if let Some(store) = store.filter(|_| !is_empty) {
            spawn_local(async move { store.clear_answers().await.unwrap_or_default() });
        }
    }

    /// See [`super::answer`].
    pub fn answer(&self, url: &str) -> Option<(Kept, Shows)> {
        let (phone, copy) = (self.phone.borrow(), self.copy.borrow());
        let copied_at = phone.meta.copied_at.filter(|_| phone.meta.may_show(clock::now()))?;
        let reader = Reader {
            copy: &copy,
            user_id: self.user,
            today: format::today(),
            day_of: &format::day_of,
        };
        let kept = || self.answers.borrow().get(url).cloned().map(|kept| (kept, Shows::Settled(0)));
        let of_copy = |value: serde_json::Value| {
            #[allow(clippy::cast_precision_loss, reason = "milliseconds fit for 285,000 years")]
            let at_ms = copied_at.timestamp_millis() as f64;
            let kept = Kept { url: url.to_owned(), body: value.to_string(), at_ms };
            (kept, Shows::AsOf(phone.meta.as_of))
        };
        match reader.answer(url) {
            Some(Local::Whole(value)) => Some(of_copy(value)),
            Some(Local::Part(value)) => kept().or_else(|| Some(of_copy(value))),
            None => kept(),
        }
    }

    /// Keeps an answer in memory; the URLs that had to make way.
    pub fn remember_answer(&self, kept: Kept, answers_max: usize) -> Vec<String> {
        let mut answers = self.answers.borrow_mut();
        answers.insert(kept.url.clone(), kept);
        let mut surplus = Vec::new();
        while answers.len() > answers_max {
            let oldest = answers.values().min_by(|a, b| a.at_ms.total_cmp(&b.at_ms));
            let oldest = oldest.map(|kept| kept.url.clone()).unwrap_or_default();
            answers.remove(&oldest);
            surplus.push(oldest);
        }
        surplus
    }

    /// Writes an answer down. A full store costs nothing else: the answer can be read again.
    pub async fn store_answer(&self, kept: Kept, surplus: Vec<String>) {
        let store = self.store.borrow().clone();
        if let Some(store) = store.filter(|_| !self.has_left.get()) {
            store.keep_answer(&kept).await.unwrap_or_default();
            if !surplus.is_empty() {
                store.drop_answers(&surplus).await.unwrap_or_default();
            }
        }
    }

    /// Keeps a file until the server has it. What cannot be kept is sent all the same, as long as the
    /// page lives.
    pub async fn keep_file(&self, sha256: FileDigest, content: &Content, length: u64) {
        let store = self.store.borrow().clone();
        let Some(store) = store else { return };
        if let Some(bytes) = content.part(0, length).await {
            store.keep_file(&sha256.to_string(), &bytes.to_vec()).await.unwrap_or_default();
        }
    }

    /// The server has it, or will never take it.
    pub async fn drop_file(&self, sha256: FileDigest) {
        let store = self.store.borrow().clone();
        if let Some(store) = store {
            store.drop_file(&sha256.to_string()).await.unwrap_or_default();
        }
    }

    /// Files that the server did not have when the page was closed.
    pub async fn kept_files(&self) -> Vec<Outgoing> {
        let store = self.store.borrow().clone();
        let Some(store) = store else { return Vec::new() };
        let mut files = Vec::new();
        for name in store.files().await.unwrap_or_default() {
            let bytes = store.file(&name).await.ok().flatten();
            if let (Ok(sha256), Some(bytes)) = (name.parse(), bytes)
                && let Some(content) = Content::of(&bytes)
            {
                let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                files.push(Outgoing { sha256, length, content });
            }
        }
        files
    }
}
