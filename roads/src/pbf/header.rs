//! The header blob: required features, the date of the data.

use super::{
    text::printable,
    wire::{Malformed, Message},
};

/// What a file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    required: Vec<String>,
    /// When the data was taken, in seconds since 1970; 0 when the file does not say.
    pub taken_at_s: u64,
}

/// Features whose meaning is known here. Files with a history or changes hold deleted things.
const SUPPORTED: [&str; 2] = ["OsmSchema-V0.6", "DenseNodes"];

impl Header {
    /// A required feature that is not known here, as it may be shown to people.
    pub fn unsupported(&self) -> Option<String> {
        let odd = self.required.iter().find(|feature| !SUPPORTED.contains(&feature.as_str()));
        odd.map(|feature| printable(feature).into_owned())
    }
}

pub fn read(bytes: &[u8]) -> Result<Header, Malformed> {
    let mut header = Header::default();
    let mut message = Message::new(bytes);
    while let Some((field, value)) = message.field()? {
        match field {
            4 => {
                let feature = std::str::from_utf8(value.bytes()?).ok().ok_or(Malformed)?;
                header.required.push(feature.to_owned());
            }
            // `osmosis_replication_timestamp`.
            32 => header.taken_at_s = value.number()?,
            _ => {}
        }
    }
    Ok(header)
}
