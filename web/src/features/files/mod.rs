//! Photos and papers beside records: chosen, shown, taken away again, and sent behind the record.

mod attachments;
mod clips;
mod field;
mod sending;

pub use attachments::{Attachment, Attachments, named};
pub use clips::{clips, column};
pub use field::FilesField;
pub use sending::{SendFiles, use_send_files};
