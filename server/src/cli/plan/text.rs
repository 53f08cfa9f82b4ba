//! Files as other tools write them: with a mark at the beginning, or not in UTF-8 at all.

use std::{
    fs::File,
    io::{Read, stdin},
    path::Path,
};

use super::super::Failure;

/// Twice a matrix of 2,000 places with durations and distances.
const FILE_BYTES_MAX: u64 = 128 * 1024 * 1024;

/// The text of a file, or of stdin where it is named -.
///
/// # Errors
/// When it cannot be read, is too large, or is not UTF-8: the sentence names the file.
pub fn read(file: &Path) -> Result<String, Failure> {
    let cannot = |why| {
        Failure::of(&format!("cannot read {}; name a file, or - for stdin", file.display()), why)
    };
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = match file.as_os_str() == "-" {
        true => Box::new(stdin()),
        false => Box::new(File::open(file).map_err(cannot)?),
    };
    source.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if u64::try_from(bytes.len()).is_ok_and(|len| len > FILE_BYTES_MAX) {
        let megabytes = FILE_BYTES_MAX / 1024 / 1024;
        let why = format!("it has more than {megabytes} MB; split it, by area or by day");
        return Err(Failure::of(&file.display().to_string(), why));
    }
    decode(bytes).map_err(|why| Failure::of(&file.display().to_string(), why))
}

fn decode(bytes: Vec<u8>) -> Result<String, &'static str> {
    // JSON begins with a character of ASCII, which has a zero byte beside it in UTF-16.
    let is_utf_16 = matches!(bytes.as_slice(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
        || matches!(bytes.as_slice(), [0, other, ..] | [other, 0, ..] if *other != 0);
    match is_utf_16 {
        true => Err("this is UTF-16 text; save it as UTF-8"),
        false => {
            String::from_utf8(bytes).map_err(|_why| "this is not UTF-8 text; save it as UTF-8")
        }
    }
}
