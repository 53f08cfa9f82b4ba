//! Indexes: rows of a group, in an order. A list is one group read in order, and the count of
//! every group is kept, so that a page knows the list's total without reading the list.

use std::{collections::BTreeMap, marker::PhantomData};

use uuid::Uuid;

use super::{
    catalogue::{Catalogue, Entry},
    engine::Space,
    key::Key,
};

/// Rows `group ‖ sort ‖ id` of records `R`.
///
/// All groups of an index have the same parts, so that no group is the beginning of another: a
/// list reads everything that begins with its group. A second question gets an index of its own.
#[derive(Debug)]
pub struct Index<R> {
    pub space: Space,
    record: PhantomData<fn() -> R>,
}

impl<R> Clone for Index<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Index<R> {}

impl<R> Index<R> {
    /// `noun.by_question`.
    pub const fn new(name: &'static str) -> Self {
        Self::over(Space(name))
    }

    /// The same, where somebody else names the space: whoever reads several nouns' rows as one.
    pub const fn over(space: Space) -> Self {
        Self { space, record: PhantomData }
    }
}

/// Rows `key` that at most one record `R` may have; a second one is refused as `Taken`.
#[derive(Debug)]
pub struct Unique<R> {
    pub space: Space,
    /// The field that is taken then, as it stands on the wire.
    pub field: &'static str,
    record: PhantomData<fn() -> R>,
}

impl<R> Clone for Unique<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Unique<R> {}

impl<R> Unique<R> {
    /// `noun.by_question`, and the field that it guards.
    pub const fn new(name: &'static str, field: &'static str) -> Self {
        Self { space: Space(name), field, record: PhantomData }
    }
}

/// All index rows of one record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexEntries {
    /// Row and its group.
    pub(super) rows: BTreeMap<(Space, Vec<u8>), Vec<u8>>,
    /// Unique keys and the field that each guards.
    pub(super) unique: BTreeMap<(Space, Vec<u8>), &'static str>,
    /// What the catalogue holds, and where it lies.
    pub(super) catalogue: Option<(Space, Entry)>,
}

impl IndexEntries {
    /// One row: the group it is listed in, and what orders it there.
    pub fn add<R>(&mut self, index: Index<R>, id: impl Into<Uuid>, group: Key, sort: Key) {
        let row = group.clone().then(&sort).id(id);
        self.rows.insert((index.space, row.into_bytes()), group.into_bytes());
    }

    /// What lists filter by, order by and search in.
    pub fn catalogue<R>(&mut self, catalogue: Catalogue<R>, entry: Entry) {
        self.catalogue = Some((catalogue.space, entry));
    }

    pub(super) fn entry(&self) -> Option<&Entry> {
        self.catalogue.as_ref().map(|(_, entry)| entry)
    }

    /// One unique key.
    pub fn add_unique<R>(&mut self, index: Unique<R>, key: Key) {
        self.unique.insert((index.space, key.into_bytes()), index.field);
    }
}

/// The key of a group's count.
pub(super) fn count_key(space: Space, group: &[u8]) -> Vec<u8> {
    let mut key = space.0.as_bytes().to_vec();
    key.push(0);
    key.extend_from_slice(group);
    key
}
