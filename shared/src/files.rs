//! Files beside records: photos of receipts, and papers.
//!
//! A file's name is the SHA-256 of its bytes. A record says which files belong to it before they
//! have come, so that whoever stands at a pump without a network is not held up by a photo.

use std::{fmt, str::FromStr};

use chrono::TimeDelta;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::{
    time::Timestamp,
    validate::{FieldCode, FieldErrors},
    view::Versioned,
};

/// Files of one record.
pub const FILES_MAX: usize = 5;
/// Longest name of a file.
pub const NAME_CHARS_MAX: usize = 100;
/// Largest file.
pub const FILE_BYTES_MAX: u64 = 25 << 20;
/// Largest photo that the app sends: what is larger it makes smaller first.
pub const PHOTO_BYTES_MAX: u64 = 400 << 10;
/// Days that a file may take to come; then it counts as missing, and what has come of it is swept.
pub const AWAITED_DAYS: i64 = 30;

/// The SHA-256 of a file's bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileDigest(pub [u8; 32]);

impl fmt::Display for FileDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for FileDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileDigest({self})")
    }
}

/// Not 64 small hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoDigest;

impl fmt::Display for NoDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not 64 small hexadecimal digits")
    }
}

impl FromStr for FileDigest {
    type Err = NoDigest;

    fn from_str(text: &str) -> Result<Self, NoDigest> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let pair = |pair: &[u8]| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        };
        let bytes: Option<Vec<u8>> = text.as_bytes().chunks(2).map(pair).collect();
        bytes.and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or(NoDigest)
    }
}

impl Serialize for FileDigest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FileDigest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for FileDigest {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FileDigest".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9a-f]{64}$" })
    }
}

/// The kinds of files that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum FileType {
    #[serde(rename = "image/jpeg")]
    Jpeg,
    #[serde(rename = "image/png")]
    Png,
    #[serde(rename = "image/webp")]
    Webp,
    #[serde(rename = "application/pdf")]
    Pdf,
}

impl FileType {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Jpeg, Self::Png, Self::Webp, Self::Pdf];

    /// As it is called on the wire.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
        }
    }

    /// How the names of such files end; the first one is given to a name that ends otherwise.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &[".jpg", ".jpeg"],
            Self::Png => &[".png"],
            Self::Webp => &[".webp"],
            Self::Pdf => &[".pdf"],
        }
    }

    /// The name under which such a file is saved: what it ends in decides what opens it.
    pub fn saved_as(self, name: &str) -> String {
        let is_ours = |ending: &&str| name.to_lowercase().ends_with(*ending);
        let is_right = self.endings().iter().any(is_ours);
        let added = self.endings().first().filter(|_| !is_right).copied().unwrap_or_default();
        format!("{name}{added}")
    }

    /// Whether a browser may show it in a page.
    pub const fn is_photo(self) -> bool {
        !matches!(self, Self::Pdf)
    }

    /// What a file is, by how it begins: what somebody calls it says nothing.
    pub fn of_bytes(beginning: &[u8]) -> Option<Self> {
        let is_webp = beginning.starts_with(b"RIFF") && beginning.get(8..12) == Some(b"WEBP");
        match beginning {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(Self::Png),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            _ if is_webp => Some(Self::Webp),
            _ => None,
        }
    }
}

/// A file that belongs to a record, and has perhaps not come yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AddFile {
    pub sha256: FileDigest,
    /// Bytes.
    pub length: u64,
    #[serde(rename = "type")]
    pub kind: FileType,
    pub name: String,
}

/// Where a record's file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    /// Here.
    Arrived,
    /// Still on somebody's phone.
    Awaited,
    /// It did not come within thirty days.
    Missing,
    /// It was here longer than files are kept.
    Forgotten,
}

impl FileState {
    /// Of a file that has not come.
    pub fn of_absent(added_at: Timestamp, now: Timestamp) -> Self {
        match now - added_at >= TimeDelta::days(AWAITED_DAYS) {
            true => Self::Missing,
            false => Self::Awaited,
        }
    }
}

/// A record's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FileView {
    pub sha256: FileDigest,
    /// Bytes.
    pub length: u64,
    #[serde(rename = "type")]
    pub kind: FileType,
    pub name: String,
    pub state: FileState,
}

impl FileView {
    /// As a request names it.
    pub fn to_add(&self) -> AddFile {
        let Self { sha256, length, kind, .. } = *self;
        AddFile { sha256, length, kind, name: self.name.clone() }
    }
}

/// How far a file has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UploadView {
    pub sha256: FileDigest,
    /// From here on bytes are wanted; none of a complete file. The last one always is until then:
    /// with it the file is checked.
    pub received: Option<u64>,
    pub is_complete: bool,
}

impl Versioned for UploadView {}

/// What files take, and may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FilesUseView {
    pub files: u64,
    pub bytes: u64,
    /// Of files that are on their way.
    pub awaited_bytes: u64,
    /// What they may take together.
    pub bytes_max: u64,
    /// What is free on the disk, where there is one.
    pub free_bytes: Option<u64>,
}

impl Versioned for FilesUseView {}

/// The rules of a record's files.
pub fn validate(field: &str, files: &[AddFile], errors: &mut FieldErrors) {
    errors.require(field, files.len() <= FILES_MAX, FieldCode::TooLong);
    for (at, file) in files.iter().enumerate() {
        errors.line(&format!("{field}.{at}.name"), &file.name, NAME_CHARS_MAX);
        let is_possible = (1..=FILE_BYTES_MAX).contains(&file.length);
        errors.require(&format!("{field}.{at}.length"), is_possible, FieldCode::OutOfRange);
        let is_repeated = files.iter().take(at).any(|other| other.sha256 == file.sha256);
        errors.require(&format!("{field}.{at}.sha256"), !is_repeated, FieldCode::Repeated);
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn a_digest_is_64_small_digits() {
        let text = format!("00ff{}", "1e".repeat(30));
        let digest: FileDigest = text.parse().expect("it is one");
        assert_eq!((digest.0[1], digest.to_string()), (255, text.clone()));
        for bad in
            ["", "00", &text.to_uppercase(), &text[1..], &format!("{text}00"), &"+1".repeat(32)]
        {
            assert_eq!(bad.parse::<FileDigest>(), Err(NoDigest), "{bad}");
        }
    }

    #[test]
    fn a_file_is_what_it_begins_with() {
        assert_eq!(FileType::of_bytes(b"\xff\xd8\xff\xe0"), Some(FileType::Jpeg));
        assert_eq!(FileType::of_bytes(b"\x89PNG\r\n\x1a\n.."), Some(FileType::Png));
        assert_eq!(FileType::of_bytes(b"RIFF\0\0\0\0WEBPVP8 "), Some(FileType::Webp));
        assert_eq!(FileType::of_bytes(b"%PDF-1.7"), Some(FileType::Pdf));
        for other in [&b"<svg"[..], b"", b"RIFF\0\0\0\0WAVE", b"GIF89a", b"<html>", b"%PDF"] {
            assert_eq!(FileType::of_bytes(other), None);
        }
        for kind in FileType::ALL {
            assert_eq!(serde_json::to_value(kind).expect("it encodes"), kind.media_type());
        }
    }

    #[test]
    fn a_file_is_saved_under_a_name_of_its_type() {
        assert_eq!(FileType::Jpeg.saved_as("a.JPEG"), "a.JPEG");
        assert_eq!(FileType::Pdf.saved_as("invoice.html"), "invoice.html.pdf");
        assert_eq!(FileType::Png.saved_as("-"), "-.png");
    }

    #[test]
    fn what_has_not_come_is_awaited_then_missing() {
        let of = |days| {
            let now = DateTime::UNIX_EPOCH + TimeDelta::days(days);
            FileState::of_absent(DateTime::UNIX_EPOCH, now)
        };
        assert_eq!((of(29), of(30)), (FileState::Awaited, FileState::Missing));
    }

    #[test]
    fn a_record_has_few_files_with_names() {
        let file = |byte| AddFile {
            sha256: FileDigest([byte; 32]),
            length: 1,
            kind: FileType::Pdf,
            name: "invoice.pdf".to_owned(),
        };
        let found = |files: &[AddFile]| {
            let mut errors = FieldErrors::default();
            validate("files", files, &mut errors);
            errors.iter().map(|(field, code)| (field.to_owned(), code)).collect::<Vec<_>>()
        };
        assert_eq!(found(&[1, 2, 3, 4, 5].map(file)), []);
        assert_eq!(
            found(&[1, 2, 3, 4, 5, 6].map(file)),
            [("files".to_owned(), FieldCode::TooLong)]
        );
        let repeated = ("files.1.sha256".to_owned(), FieldCode::Repeated);
        assert_eq!(found(&[1, 1].map(file)), [repeated]);
        let nothing = AddFile { length: 0, name: " ".to_owned(), ..file(1) };
        assert_eq!(
            found(&[nothing]),
            [
                ("files.0.length".to_owned(), FieldCode::OutOfRange),
                ("files.0.name".to_owned(), FieldCode::Required),
            ]
        );
    }
}
