//! Writing to an engine that nobody else writes to: a copy, a migration.

use super::{Command, Engine, Overlay, Result, View, WriteSet};

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
