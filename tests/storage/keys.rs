//! Keys sort like their parts, and give them back.

use chrono::{DateTime, NaiveDate, Utc};
use furgo::storage::{Key, KeyReader};
use proptest::prelude::*;
use uuid::Uuid;

type Parts = (u128, u8, u64, i64, String, i32, i64);

fn parts() -> impl Strategy<Value = Parts> {
    let days = -90_000_000..90_000_000_i32;
    let micros = -8_000_000_000_000_000_000..8_000_000_000_000_000_000_i64;
    (any::<u128>(), any::<u8>(), any::<u64>(), any::<i64>(), "[^\0]{0,9}", days, micros)
}

fn day(days: i32) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(days).unwrap()
}

fn instant(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros).unwrap()
}

fn key((id, byte, number, signed, text, days, micros): &Parts) -> Key {
    let key = Key::new().id(Uuid::from_u128(*id)).byte(*byte).number(*number).signed(*signed);
    key.text(text).day(day(*days)).instant(instant(*micros))
}

proptest! {
    #[test]
    fn a_key_is_read_back_as_it_was_written(parts in parts()) {
        let written = key(&parts);
        let (id, byte, number, signed, text, days, micros) = parts;
        let mut reader = KeyReader::new(written.as_bytes());
        prop_assert_eq!(reader.id().unwrap_or_default().as_u128(), id);
        prop_assert_eq!(reader.byte().ok(), Some(byte));
        prop_assert_eq!(reader.number().ok(), Some(number));
        prop_assert_eq!(reader.signed().ok(), Some(signed));
        prop_assert_eq!(reader.text().ok(), Some(text.as_str()));
        prop_assert_eq!(reader.day().ok(), Some(day(days)));
        prop_assert_eq!(reader.instant().ok(), Some(instant(micros)));
        prop_assert!(reader.rest().is_empty());
        prop_assert!(reader.byte().is_err(), "nothing is left");
    }

    #[test]
    fn keys_sort_like_their_parts(a in parts(), b in parts()) {
        prop_assert_eq!(key(&a).cmp(&key(&b)), a.cmp(&b));
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in any::<Vec<u8>>()) {
        let read = |part: fn(&mut KeyReader<'_>) -> bool| part(&mut KeyReader::new(&bytes));
        let is_long = bytes.len() >= 8;
        prop_assert_eq!(read(|reader| reader.signed().is_ok()), is_long);
        prop_assert!(is_long || !read(|reader| reader.day().is_ok()));
        prop_assert!(is_long || !read(|reader| reader.instant().is_ok()));
        prop_assert!(bytes.contains(&0) || !read(|reader| reader.text().is_ok()));
    }
}
