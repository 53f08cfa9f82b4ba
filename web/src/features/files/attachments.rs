//! The files of a record's form: those that the record has, and those that were chosen just now.

use furgo_shared::files::{AddFile, FileState, FileView, NAME_CHARS_MAX};

use crate::platform::files::{Chosen, Content};

/// One of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    pub file: AddFile,
    /// Where the record's file is; a chosen one is here.
    pub state: FileState,
    /// Of a chosen one: what is to be sent.
    pub content: Option<Content>,
}

/// Those of a record, as a request names them.
pub fn named(files: &[FileView]) -> Vec<AddFile> {
    files.iter().map(FileView::to_add).collect()
}

/// All of them, in the order of their choosing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attachments(Vec<Attachment>);

impl Attachments {
    /// Those of a record.
    pub fn of(files: &[FileView]) -> Self {
        let attachment =
            |file: &FileView| Attachment { file: file.to_add(), state: file.state, content: None };
        Self(files.iter().map(attachment).collect())
    }

    /// One after the other.
    pub fn iter(&self) -> impl Iterator<Item = &Attachment> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As a request names them.
    pub fn named(&self) -> Vec<AddFile> {
        self.0.iter().map(|attachment| attachment.file.clone()).collect()
    }

    /// Adds a chosen one; the same file twice is one.
    pub fn add(&mut self, chosen: Chosen) {
        let Chosen { name, kind, length, sha256, content } = chosen;
        let name: String = name.chars().filter(|c| !c.is_control()).take(NAME_CHARS_MAX).collect();
        let name = if name.trim().is_empty() { "-".to_owned() } else { name };
        self.0.retain(|attachment| attachment.file.sha256 != sha256);
        let file = AddFile { sha256, length, kind, name };
        self.0.push(Attachment { file, state: FileState::Arrived, content: Some(content) });
    }

    /// Takes one away.
    pub fn remove(&mut self, at: usize) {
        if at < self.0.len() {
            self.0.remove(at);
        }
    }

    /// What is still to be sent.
    pub fn to_send(&self) -> impl Iterator<Item = (&AddFile, &Content)> {
        self.0
            .iter()
            .filter_map(|attachment| Some((&attachment.file, attachment.content.as_ref()?)))
    }
}
