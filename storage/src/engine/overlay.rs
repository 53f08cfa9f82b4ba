//! A view with writes laid over it that nobody else can see yet.

use std::ops::ControlFlow;

use super::{KeyRange, Order, Result, Space, View, Visit, WriteSet};

/// What a command reads: the data as it found them, and on top what it wants written.
pub struct Overlay<'v> {
    view: &'v dyn View,
    writes: WriteSet,
}

impl std::fmt::Debug for Overlay<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Overlay").field("writes", &self.writes).finish_non_exhaustive()
    }
}

impl<'v> Overlay<'v> {
    /// Nothing is written yet.
    pub fn new(view: &'v dyn View) -> Self {
        Self { view, writes: WriteSet::default() }
    }

    /// Writes a key.
    pub fn put(&mut self, space: Space, key: Vec<u8>, value: Vec<u8>) {
        self.writes.put(space, key, value);
    }

    /// Deletes a key.
    pub fn delete(&mut self, space: Space, key: Vec<u8>) {
        self.writes.delete(space, key);
    }

    /// Lays further writes on top.
    pub fn put_all(&mut self, writes: &WriteSet) {
        for (space, key, value) in writes.iter() {
            match value {
                Some(value) => self.put(space, key.to_vec(), value.to_vec()),
                None => self.delete(space, key.to_vec()),
            }
        }
    }

    /// Lays further writes on top, without copying them.
    pub fn absorb(&mut self, writes: WriteSet) {
        self.writes.absorb(writes);
    }

    /// The data as it was found, and what is to be written.
    pub fn parts(&self) -> (&'v dyn View, &WriteSet) {
        (self.view, &self.writes)
    }

    /// What is to be written.
    pub fn into_writes(self) -> WriteSet {
        self.writes
    }
}

impl View for Overlay<'_> {
    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>> {
        match self.writes.get(space, key) {
            Some(written) => Ok(written.map(<[u8]>::to_vec)),
            None => self.view.get(space, key),
        }
    }

    fn scan(
        &self,
        space: Space,
        range: &KeyRange,
        order: Order,
        visit: &mut Visit<'_>,
    ) -> Result<()> {
        let written: Vec<_> = match order {
            Order::Ascending => self.writes.range(space, range).collect(),
            Order::Descending => self.writes.range(space, range).rev().collect(),
        };
        if written.is_empty() {
            return self.view.scan(space, range, order, visit);
        }
        merge(self.view, (space, range, order), &written, visit)
    }
}

/// Visits the view's rows with the written ones, which stand in scanning order, laid over them.
fn merge(
    view: &dyn View,
    (space, range, order): (Space, &KeyRange, Order),
    written: &[(&[u8], Option<&[u8]>)],
    visit: &mut Visit<'_>,
) -> Result<()> {
    let mut written = written.iter().peekable();
    let mut broken = false;
    let comes_first = |a: &[u8], b: &[u8]| match order {
        Order::Ascending => a < b,
        Order::Descending => a > b,
    };
    view.scan(space, range, order, &mut |key, value| {
        while let Some((own, content)) = written.next_if(|(own, _)| comes_first(own, key)) {
            if content.is_some_and(|content| visit(own, content).is_break()) {
                broken = true;
                return ControlFlow::Break(());
            }
        }
        let step = match written.next_if(|(own, _)| *own == key) {
            Some((_, None)) => ControlFlow::Continue(()),
            Some((own, Some(content))) => visit(own, content),
            None => visit(key, value),
        };
        broken = step.is_break();
        step
    })?;
    for (own, content) in written {
        if broken || content.is_some_and(|content| visit(own, content).is_break()) {
            break;
        }
    }
    Ok(())
}
