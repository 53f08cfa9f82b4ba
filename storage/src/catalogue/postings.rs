//! Which numbers have which words. Words that begin with the same two letters stand in one row for
//! each segment: how many there are, and for each its rest and the places of its numbers in the
//! segment.

use std::collections::BTreeMap;

use super::{SEGMENT, WORDS, damaged, key, words::Query};
use crate::{
    engine::KeyRange, engine::Order, engine::Overlay, engine::Space, engine::View, error::Result,
    error::StorageError,
};

/// Way and two letters.
const HEAD_BYTES: usize = 3;
/// Machine words of a segment's bits.
const BIT_WORDS: usize = 16;

/// Places in the segment, by the rests of the words.
type Lists = BTreeMap<Vec<u8>, Vec<u16>>;
/// The rows of one segment.
pub(super) type Rows = BTreeMap<Vec<u8>, Lists>;

/// A number's place in its segment.
fn place_of(number: u32) -> u16 {
    u16::try_from(number % SEGMENT).unwrap_or(0)
}

/// The head of a word, filled with zeros, and its rest.
fn parts(word: &[u8]) -> (Vec<u8>, &[u8]) {
    let (head, rest) = word.split_at(word.len().min(HEAD_BYTES));
    let mut head = head.to_vec();
    head.resize(HEAD_BYTES, 0);
    (head, rest)
}

/// Adds a word of a number to the rows of its segment.
pub(super) fn add(rows: &mut Rows, word: &[u8], number: u32) {
    let (head, rest) = parts(word);
    let places = rows.entry(head).or_default().entry(rest.to_vec()).or_default();
    if let Err(at) = places.binary_search(&place_of(number)) {
        places.insert(at, place_of(number));
    }
}

/// The key of a row.
pub(super) fn row_key(head: &[u8], segment: u32) -> Vec<u8> {
    key(WORDS, &[head, &segment.to_be_bytes()].concat())
}

/// Words that a number has from now on, or no longer.
pub(super) fn change<'w>(
    data: &mut Overlay<'_>,
    space: Space,
    number: u32,
    gone: impl Iterator<Item = &'w [u8]>,
    come: impl Iterator<Item = &'w [u8]>,
) -> Result<()> {
    let changes = gone.map(|word| (word, false)).chain(come.map(|word| (word, true)));
    for (word, is_there) in changes {
        let (head, rest) = parts(word);
        let key = row_key(&head, number / SEGMENT);
        let mut lists = match data.get(space, &key)? {
            Some(row) => decode(space, &row)?,
            None => Lists::new(),
        };
        let places = lists.entry(rest.to_vec()).or_default();
        match (places.binary_search(&place_of(number)), is_there) {
            (Err(at), true) => places.insert(at, place_of(number)),
            (Ok(at), false) => {
                places.remove(at);
            }
            (Ok(_), true) | (Err(_), false) => {}
        }
        lists.retain(|_, places| !places.is_empty());
        match lists.is_empty() {
            true => data.delete(space, key),
            false => data.put(space, key, encode(&lists)),
        }
    }
    Ok(())
}

/// As stored: the length of a rest, the rest, how many places, the places.
pub(super) fn encode(lists: &Lists) -> Vec<u8> {
    let mut row = Vec::new();
    for (rest, places) in lists {
        row.extend(u8::try_from(rest.len()));
        row.extend_from_slice(rest);
        row.extend(u16::try_from(places.len()).unwrap_or(0).to_be_bytes());
        row.extend(places.iter().flat_map(|place| place.to_be_bytes()));
    }
    row
}

fn decode(space: Space, row: &[u8]) -> Result<Lists> {
    let mut lists = Lists::new();
    for list in lists_of(row) {
        let (rest, places) = list.ok_or_else(|| torn(space))?;
        lists.insert(rest.to_vec(), places.map(|place| u16::from_be_bytes(*place)).collect());
    }
    Ok(lists)
}

fn torn(space: Space) -> StorageError {
    damaged(space, "a row of words that ends too early")
}

/// The lists of a row; `None` where it is torn.
fn lists_of(
    mut row: &[u8],
) -> impl Iterator<Item = Option<(&[u8], impl Iterator<Item = &[u8; 2]>)>> {
    std::iter::from_fn(move || {
        let (length, behind) = row.split_first()?;
        let list = behind.split_at_checked(usize::from(*length)).and_then(|(rest, behind)| {
            let (count, behind) = behind.split_first_chunk()?;
            let bytes = usize::from(u16::from_be_bytes(*count)) * size_of::<u16>();
            let (places, behind) = behind.split_at_checked(bytes)?;
            row = behind;
            Some((rest, places.as_chunks().0.iter()))
        });
        if list.is_none() {
            row = &[];
        }
        Some(list)
    })
}

/// Numbers that were found.
#[derive(Clone, Debug, Default)]
pub(super) struct Matches(BTreeMap<u32, Bits>);

/// Which numbers of a segment were found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bits([u64; BIT_WORDS]);

impl Default for Bits {
    fn default() -> Self {
        Self([0; BIT_WORDS])
    }
}

impl Bits {
    fn add(&mut self, place: u16) {
        if let Some(word) = self.0.get_mut(usize::from(place / 64)) {
            *word |= 1 << (place % 64);
        }
    }

    fn add_all(&mut self, others: Self) {
        self.0.iter_mut().zip(others.0).for_each(|(bits, others)| *bits |= others);
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|bits| *bits == 0)
    }

    /// Whether this number of the segment was.
    pub(super) fn has(&self, number: u32) -> bool {
        let place = place_of(number);
        let word = self.0.get(usize::from(place / 64));
        word.is_some_and(|word| word & (1 << (place % 64)) != 0)
    }
}

impl Matches {
    /// Segments in which any was found, and which ones.
    pub(super) fn segments(&self) -> impl Iterator<Item = (u32, &Bits)> {
        self.0.iter().map(|(segment, bits)| (*segment, bits))
    }

    fn add(&mut self, segment: u32, found: Bits) {
        if !found.is_empty() {
            self.0.entry(segment).or_default().add_all(found);
        }
    }

    fn keep_common(&mut self, other: &Self) {
        self.0.retain(|segment, bits| {
            let Some(others) = other.0.get(segment) else { return false };
            bits.0.iter_mut().zip(others.0).for_each(|(bits, others)| *bits &= others);
            !bits.is_empty()
        });
    }

    fn add_all(&mut self, other: Self) {
        for (segment, others) in other.0 {
            self.add(segment, others);
        }
    }
}

/// The numbers that a query finds.
pub(super) fn search(view: &dyn View, space: Space, query: &Query) -> Result<Matches> {
    let mut found = Matches::default();
    for words in query.alternatives() {
        let mut common: Option<Matches> = None;
        for word in words {
            let matches = with_word(view, space, word)?;
            match &mut common {
                Some(common) => common.keep_common(&matches),
                None => common = Some(matches),
            }
        }
        found.add_all(common.unwrap_or_default());
    }
    Ok(found)
}

fn with_word(view: &dyn View, space: Space, word: &str) -> Result<Matches> {
    let mut found = Matches::default();
    for way in Query::ways(word) {
        let (head, rest) = way.split_at(way.len().min(HEAD_BYTES));
        let mut is_torn = false;
        view.scan(
            space,
            &KeyRange::prefix(&key(WORDS, head)),
            Order::Ascending,
            &mut |key, row| {
                let segment = key.last_chunk().map_or(0, |segment| u32::from_be_bytes(*segment));
                let mut bits = Bits::default();
                for list in lists_of(row) {
                    match list {
                        Some((other, places)) if other.starts_with(rest) => {
                            places.for_each(|place| bits.add(u16::from_be_bytes(*place)));
                        }
                        Some(_) => {}
                        None => is_torn = true,
                    }
                }
                found.add(segment, bits);
                crate::reads::break_if(is_torn)
            },
        )?;
        if is_torn {
            return Err(torn(space));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_a_segment_has_its_bit() {
        let mut matches = Matches::default();
        let mut bits = Bits::default();
        (0..1_020).filter(|place| place % 7 == 3).for_each(|place| bits.add(place));
        matches.add(3, bits);
        let segments: Vec<_> = matches.segments().collect();
        assert_eq!(segments.iter().map(|(segment, _)| *segment).collect::<Vec<_>>(), [3]);
        for number in 3 * SEGMENT..4 * SEGMENT {
            assert_eq!(segments[0].1.has(number), place_of(number) % 7 == 3, "{number}");
        }
    }

    #[test]
    fn a_torn_row_is_noticed() {
        let mut rows = Rows::new();
        for (word, number) in [(&b"\0ane"[..], 5), (b"\0anez", 6), (b"\0anez", 5), (b"\0an", 1_019)]
        {
            add(&mut rows, word, number);
        }
        let lists = rows.remove(&b"\0an"[..]);
        let row = encode(&lists.unwrap_or_default());
        let space = Space("test");
        assert_eq!(decode(space, &row).map(|lists| lists.len()), Ok(3));
        // Where one list ends, the row may end too.
        let torn = (1..row.len()).filter(|length| decode(space, &row[..*length]).is_err());
        assert_eq!(torn.count(), row.len() - 3);
    }
}
