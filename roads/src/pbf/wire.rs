//! Protocol Buffers' wire format, as much of it as OpenStreetMap files use.
//!
//! Source: <https://protobuf.dev/programming-guides/encoding/>. Nothing is copied: values are
//! slices of the input. No input can make it panic; what does not fit is [`Malformed`].

/// The bytes are no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// One field's value.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    Varint(u64),
    Bytes(&'a [u8]),
    /// Four or eight bytes of fixed length; no field that is read here has one.
    Fixed,
}

impl<'a> Value<'a> {
    /// # Errors
    /// When the field has another type.
    pub fn bytes(self) -> Result<&'a [u8], Malformed> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            Self::Varint(_) | Self::Fixed => Err(Malformed),
        }
    }

    /// # Errors
    /// When the field has another type.
    pub fn number(self) -> Result<u64, Malformed> {
        match self {
            Self::Varint(number) => Ok(number),
            Self::Bytes(_) | Self::Fixed => Err(Malformed),
        }
    }

    /// A number of type `int32` or `int64`: two's complement.
    ///
    /// # Errors
    /// When the field has another type.
    pub fn signed(self) -> Result<i64, Malformed> {
        self.number().map(|number| number as i64)
    }
}

/// The fields of one message, in their order.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    rest: &'a [u8],
}

impl<'a> Message<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next field's number and value, or `None` at the end.
    ///
    /// # Errors
    /// When the bytes end in the middle or name an unknown type.
    pub fn field(&mut self) -> Result<Option<(u64, Value<'a>)>, Malformed> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let key = varint(&mut self.rest)?;
        let value = match key & 7 {
            0 => Value::Varint(varint(&mut self.rest)?),
            1 => self.take(8).map(|_| Value::Fixed)?,
            2 => {
                let length = usize::try_from(varint(&mut self.rest)?).ok().ok_or(Malformed)?;
                Value::Bytes(self.take(length)?)
            }
            5 => self.take(4).map(|_| Value::Fixed)?,
            _ => return Err(Malformed),
        };
        Ok(Some((key >> 3, value)))
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Malformed)?;
        self.rest = rest;
        Ok(taken)
    }
}

/// A packed field: varints one after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Packed<'a> {
    rest: &'a [u8],
}

impl<'a> Packed<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next number, or `None` at the end.
    ///
    /// # Errors
    /// When the last number is cut off.
    pub fn number(&mut self) -> Result<Option<u64>, Malformed> {
        match self.rest.is_empty() {
            true => Ok(None),
            false => varint(&mut self.rest).map(Some),
        }
    }

    /// The next number of type `sint32` or `sint64` (zig-zag), or `None` at the end.
    ///
    /// # Errors
    /// When the last number is cut off.
    pub fn zigzag(&mut self) -> Result<Option<i64>, Malformed> {
        Ok(self.number()?.map(zigzag))
    }
}

/// Undoes zig-zag: 0, −1, 1, −2 … from 0, 1, 2, 3 …
pub fn zigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

fn varint(bytes: &mut &[u8]) -> Result<u64, Malformed> {
    let mut number = 0_u64;
    for (place, byte) in bytes.iter().enumerate().take(10) {
        number |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            *bytes = &bytes[place + 1..];
            return Ok(number);
        }
    }
    Err(Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_the_format_says() {
        let mut packed = Packed::new(&[0, 1, 2, 0x96, 1]);
        assert_eq!(packed.number(), Ok(Some(0)));
        assert_eq!(packed.zigzag(), Ok(Some(-1)));
        assert_eq!(packed.zigzag(), Ok(Some(1)));
        assert_eq!(packed.number(), Ok(Some(150)));
        assert_eq!(packed.number(), Ok(None));
    }

    #[test]
    fn what_is_cut_off_is_malformed() {
        assert_eq!(Packed::new(&[0x80]).number(), Err(Malformed));
        assert_eq!(Packed::new(&[0xff; 11]).number(), Err(Malformed));
        assert!(Message::new(&[0x0a, 5, 1]).field().is_err());
        assert!(Message::new(&[0x0b]).field().is_err());
    }
}
