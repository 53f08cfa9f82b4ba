//! Writing to an engine that nobody else writes to: a copy, a migration.

use std::ops::ControlFlow;

use super::{Command, Engine, KeyRange, Order, Overlay, Result, Space, View, WriteSet};

/// Bytes that one commit of a copy holds: bounds the memory of a copy.
const COPY_BYTES: usize = 2 << 20;

/// Makes one change, in a commit of its own.
///
/// # Errors
/// Those of the change and those of the engine; nothing is written then.
pub fn apply(
    engine: &dyn Engine,
    change: impl FnOnce(&mut Overlay<'_>) -> Result<()> + Send + 'static,
) -> Result<()> {
    let mut batch: [Box<dyn Command>; 1] = [Box::new(Change(Some(change)))];
    engine.commit(&mut batch)?.into_iter().collect()
}

struct Change<F>(Option<F>);

impl<F: FnOnce(&mut Overlay<'_>) -> Result<()> + Send> Command for Change<F> {
    fn run(&mut self, view: &dyn View) -> Result<Option<WriteSet>> {
        let Some(change) = self.0.take() else { return Ok(None) };
        let mut data = Overlay::new(view);
        change(&mut data)?;
        Ok(Some(data.into_writes()))
    }

    fn finish(self: Box<Self>, _: Result<()>) {}
}

/// Copies every key of every space, in batches.
pub(super) fn copy_everything(
    spaces: &[Space],
    view: &dyn View,
    target: &dyn Engine,
) -> Result<()> {
    for space in spaces {
        let mut start = Vec::new();
        loop {
            let (writes, next) = read_batch(view, *space, start)?;
            if !writes.is_empty() {
                apply(target, move |data| {
                    data.absorb(writes);
                    Ok(())
                })?;
            }
            match next {
                Some(next) => start = next,
                None => break,
            }
        }
    }
    Ok(())
}

fn read_batch(
    view: &dyn View,
    space: Space,
    start: Vec<u8>,
) -> Result<(WriteSet, Option<Vec<u8>>)> {
    let (mut writes, mut bytes, mut next) = (WriteSet::default(), 0, None);
    view.scan(space, &KeyRange { start, end: None }, Order::Ascending, &mut |key, value| {
        if bytes >= COPY_BYTES {
            next = Some(key.to_vec());
            return ControlFlow::Break(());
        }
        writes.put(space, key.to_vec(), value.to_vec());
        bytes += key.len() + value.len();
        ControlFlow::Continue(())
    })?;
    Ok((writes, next))
}
