//! One data blob: its strings, nodes, ways and relations.

use super::wire::{Malformed, Message, Packed, zigzag};

/// A set of kinds of elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    pub const NONE: Self = Self(0);
    pub const NODES: Self = Self(1);
    pub const WAYS: Self = Self(2);
    pub const RELATIONS: Self = Self(4);

    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn overlaps(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Keys and values of one element. A key that comes twice counts once, the first time.
#[derive(Clone, Debug, Default)]
pub struct Tags<'a> {
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Tags<'a> {
    pub fn get(&self, key: &str) -> Option<&'a str> {
        self.pairs.iter().find(|(each, _)| *each == key).map(|(_, value)| *value)
    }

    pub fn is(&self, key: &str, value: &str) -> bool {
        self.get(key) == Some(value)
    }

    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }
}

impl<'a> FromIterator<(&'a str, &'a str)> for Tags<'a> {
    fn from_iter<T: IntoIterator<Item = (&'a str, &'a str)>>(pairs: T) -> Self {
        Self { pairs: pairs.into_iter().collect() }
    }
}

/// A point; latitude and longitude in ten millionths of a degree.
#[derive(Debug)]
pub struct Node<'t, 'a> {
    pub id: i64,
    pub lat_e7: i64,
    pub lon_e7: i64,
    pub tags: &'t Tags<'a>,
}

/// A line of points.
#[derive(Debug)]
pub struct Way<'t, 'a> {
    pub id: i64,
    pub refs: &'t [i64],
    pub tags: &'t Tags<'a>,
}

/// What a relation names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RelationMember<'a> {
    pub role: &'a str,
    pub is_node: bool,
    pub is_way: bool,
    pub id: i64,
}

/// Elements that belong together.
#[derive(Debug)]
pub struct Relation<'t, 'a> {
    pub members: &'t [RelationMember<'a>],
    pub tags: &'t Tags<'a>,
}

/// Takes what is read.
pub trait Sink {
    fn node(&mut self, _node: &Node<'_, '_>) {}
    fn way(&mut self, _way: &Way<'_, '_>) {}
    fn relation(&mut self, _relation: &Relation<'_, '_>) {}
}

struct Block<'a> {
    strings: Vec<&'a str>,
    granularity: i64,
    lat_offset: i64,
    lon_offset: i64,
}

/// Reads the wanted elements of a block; says what kinds it holds.
pub fn read(bytes: &[u8], wanted: Kinds, sink: &mut dyn Sink) -> Result<Kinds, Malformed> {
    let mut block = Block { strings: Vec::new(), granularity: 100, lat_offset: 0, lon_offset: 0 };
    let mut groups = Vec::new();
    let mut message = Message::new(bytes);
    while let Some((field, value)) = message.field()? {
        match field {
            1 => block.strings = strings(value.bytes()?)?,
            2 => groups.push(value.bytes()?),
            17 => block.granularity = value.signed()?,
            19 => block.lat_offset = value.signed()?,
            20 => block.lon_offset = value.signed()?,
            _ => {}
        }
    }
    let mut found = Kinds::NONE;
    for group in groups {
        found = found.and(block.group(group, wanted, sink)?);
    }
    Ok(found)
}

/// The string table. What is not UTF-8 becomes the empty string: it can only be a name.
fn strings(bytes: &[u8]) -> Result<Vec<&str>, Malformed> {
    let mut strings = Vec::new();
    let mut message = Message::new(bytes);
    while let Some((field, value)) = message.field()? {
        if field == 1 {
            strings.push(std::str::from_utf8(value.bytes()?).unwrap_or_default());
        }
    }
    Ok(strings)
}

impl<'a> Block<'a> {
    fn group(&self, bytes: &[u8], wanted: Kinds, sink: &mut dyn Sink) -> Result<Kinds, Malformed> {
        let mut found = Kinds::NONE;
        let mut message = Message::new(bytes);
        let mut scratch = Scratch::default();
        while let Some((field, value)) = message.field()? {
            let kind = match field {
                1 | 2 => Kinds::NODES,
                3 => Kinds::WAYS,
                4 => Kinds::RELATIONS,
                _ => Kinds::NONE,
            };
            found = found.and(kind);
            if !kind.overlaps(wanted) {
                continue;
            }
            match field {
                1 => self.node(value.bytes()?, sink)?,
                2 => self.dense(value.bytes()?, sink)?,
                3 => self.way(value.bytes()?, &mut scratch, sink)?,
                _ => self.relation(value.bytes()?, sink)?,
            }
        }
        Ok(found)
    }

    fn string(&self, index: u64) -> Result<&'a str, Malformed> {
        let index = usize::try_from(index).ok().ok_or(Malformed)?;
        self.strings.get(index).copied().ok_or(Malformed)
    }

    fn tags(&self, keys: &[u8], values: &[u8], tags: &mut Tags<'a>) -> Result<(), Malformed> {
        tags.pairs.clear();
        let (mut keys, mut values) = (Packed::new(keys), Packed::new(values));
        while let Some(key) = keys.number()? {
            let value = values.number()?.ok_or(Malformed)?;
            tags.pairs.push((self.string(key)?, self.string(value)?));
        }
        Ok(())
    }

    /// From the block's units to ten millionths of a degree; the offsets are in billionths.
    fn degrees_e7(&self, offset: i64, units: i64) -> i64 {
        offset.wrapping_add(self.granularity.wrapping_mul(units)) / 100
    }

    fn node(&self, bytes: &[u8], sink: &mut dyn Sink) -> Result<(), Malformed> {
        let (mut id, mut lat, mut lon) = (0, 0, 0);
        let (mut keys, mut values): (&[u8], &[u8]) = (&[], &[]);
        let mut message = Message::new(bytes);
        while let Some((field, value)) = message.field()? {
            match field {
                1 => id = zigzag(value.number()?),
                2 => keys = value.bytes()?,
                3 => values = value.bytes()?,
                8 => lat = zigzag(value.number()?),
                9 => lon = zigzag(value.number()?),
                _ => {}
            }
        }
        let mut tags = Tags::default();
        self.tags(keys, values, &mut tags)?;
        let lat_e7 = self.degrees_e7(self.lat_offset, lat);
        let lon_e7 = self.degrees_e7(self.lon_offset, lon);
        sink.node(&Node { id, lat_e7, lon_e7, tags: &tags });
        Ok(())
    }

    /// Nodes column by column, each number the difference to the one before.
    fn dense(&self, bytes: &[u8], sink: &mut dyn Sink) -> Result<(), Malformed> {
        let [mut ids, mut lats, mut lons, mut words] = [Packed::default(); 4];
        let mut message = Message::new(bytes);
        while let Some((field, value)) = message.field()? {
            match field {
                1 => ids = Packed::new(value.bytes()?),
                8 => lats = Packed::new(value.bytes()?),
                9 => lons = Packed::new(value.bytes()?),
                10 => words = Packed::new(value.bytes()?),
                _ => {}
            }
        }
        let (mut id, mut lat, mut lon) = (0_i64, 0_i64, 0_i64);
        let mut tags = Tags::default();
        while let Some(step) = ids.zigzag()? {
            id = id.wrapping_add(step);
            lat = lat.wrapping_add(lats.zigzag()?.ok_or(Malformed)?);
            lon = lon.wrapping_add(lons.zigzag()?.ok_or(Malformed)?);
            tags.pairs.clear();
            while let Some(key) = words.number()?.filter(|key| *key != 0) {
                let value = words.number()?.ok_or(Malformed)?;
                tags.pairs.push((self.string(key)?, self.string(value)?));
            }
            let lat_e7 = self.degrees_e7(self.lat_offset, lat);
            let lon_e7 = self.degrees_e7(self.lon_offset, lon);
            sink.node(&Node { id, lat_e7, lon_e7, tags: &tags });
        }
        Ok(())
    }

    fn way(
        &self,
        bytes: &[u8],
        scratch: &mut Scratch<'a>,
        sink: &mut dyn Sink,
    ) -> Result<(), Malformed> {
        let mut id = 0;
        let (mut keys, mut values, mut refs): (&[u8], &[u8], &[u8]) = (&[], &[], &[]);
        let mut message = Message::new(bytes);
        while let Some((field, value)) = message.field()? {
            match field {
                1 => id = value.signed()?,
                2 => keys = value.bytes()?,
                3 => values = value.bytes()?,
                8 => refs = value.bytes()?,
                _ => {}
            }
        }
        self.tags(keys, values, &mut scratch.tags)?;
        scratch.refs.clear();
        let (mut refs, mut node) = (Packed::new(refs), 0_i64);
        while let Some(step) = refs.zigzag()? {
            node = node.wrapping_add(step);
            scratch.refs.push(node);
        }
        sink.way(&Way { id, refs: &scratch.refs, tags: &scratch.tags });
        Ok(())
    }

    fn relation(&self, bytes: &[u8], sink: &mut dyn Sink) -> Result<(), Malformed> {
        let [mut keys, mut values]: [&[u8]; 2] = [&[]; 2];
        let [mut roles, mut ids, mut kinds] = [Packed::default(); 3];
        let mut message = Message::new(bytes);
        while let Some((field, value)) = message.field()? {
            match field {
                2 => keys = value.bytes()?,
                3 => values = value.bytes()?,
                8 => roles = Packed::new(value.bytes()?),
                9 => ids = Packed::new(value.bytes()?),
                10 => kinds = Packed::new(value.bytes()?),
                _ => {}
            }
        }
        let mut tags = Tags::default();
        self.tags(keys, values, &mut tags)?;
        let (mut members, mut id) = (Vec::new(), 0_i64);
        while let Some(step) = ids.zigzag()? {
            id = id.wrapping_add(step);
            let role = self.string(roles.number()?.ok_or(Malformed)?)?;
            let kind = kinds.number()?.ok_or(Malformed)?;
            members.push(RelationMember { role, is_node: kind == 0, is_way: kind == 1, id });
        }
        sink.relation(&Relation { members: &members, tags: &tags });
        Ok(())
    }
}

/// Buffers that every way uses again.
#[derive(Default)]
struct Scratch<'a> {
    tags: Tags<'a>,
    refs: Vec<i64>,
}
