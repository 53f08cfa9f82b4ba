//! From the schema of an older file to today's.
//!
//! A migration changes bytes only; what follows from records (index rows, counts, sums, derived
//! records) is computed anew behind the last one, so a new index or another rule needs no more
//! than an entry in the list. All
//! that is pending, and the new version number, are one commit: a file is wholly old or wholly
//! new. Shapes that a migration reads or writes are frozen inside it; it never names a record of
//! today. A file is copied before it is migrated, see [`super::file`].

use furgo_ground::Clock;

use super::{
    cause::Cause,
    check,
    engine::{Engine, Overlay, apply},
    error::Result,
    schema::Schema,
    stamp,
};

/// One step from a schema version to the next.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// What changes, in a few words, for the log.
    pub name: &'static str,
    /// Changes the records' bytes.
    pub run: fn(&mut Overlay<'_>) -> Result<()>,
}

/// Every migration since version 1, in order. Never change one that was released.
pub const MIGRATIONS: &[Migration] = &[
    // All of it follows from the records.
    Migration { name: "sums by day, records on vehicles", run: |_| Ok(()) },
    Migration { name: "search, weeks, corrected figures of distance", run: |_| Ok(()) },
    // Older rows of the log stay as they are, and say what they know.
    Migration { name: "changes say who, when and why", run: |_| Ok(()) },
    // They begin to be written down; what recurs needs nothing of before.
    Migration { name: "jobs and mail", run: |_| Ok(()) },
    // The catalogue is in other blocks, and built anew.
    Migration { name: "titles beside the facts of lists", run: |_| Ok(()) },
    // A program that knows no trash would take what lies there for records.
    Migration { name: "trash", run: |_| Ok(()) },
    // There were none.
    Migration { name: "files beside records", run: |_| Ok(()) },
    // The open routes of a vehicle have an index; a driver's one route a day has none any more.
    Migration { name: "several routes a day", run: |_| Ok(()) },
    // Who drives has an index; a program that does not know the switch would lose it.
    Migration { name: "whoever drives", run: |_| Ok(()) },
    // There were none.
    Migration { name: "devices with copies, and how far each has sent", run: |_| Ok(()) },
    // A program that does not know late rows of the log would take them for steps.
    Migration { name: "exceptions, late and implied rows of the log", run: |_| Ok(()) },
    // References have an index, and are searched; a program that does not know them would lose them.
    Migration { name: "references of packages, ways in", run: |_| Ok(()) },
];

/// The version that a list of migrations leads to.
pub fn version_after(migrations: &[Migration]) -> u64 {
    1 + u64::try_from(migrations.len()).unwrap_or(u64::MAX)
}

/// Brings data of version `from` to the end of the list, in one commit.
///
/// # Errors
/// When the engine fails or the data are not what a migration expects. Nothing has changed then.
pub fn migrate(
    engine: &dyn Engine,
    schema: &Schema,
    migrations: &'static [Migration],
    from: u64,
) -> Result<()> {
    let done = usize::try_from(from.saturating_sub(1)).unwrap_or(usize::MAX);
    let pending = migrations.get(done..).unwrap_or_default();
    if pending.is_empty() {
        return Ok(());
    }
    let (schema, now) = (schema.clone(), Clock::system().now());
    apply(engine, move |data| {
        for migration in pending {
            tracing::info!(name = migration.name, "the data are migrated");
            (migration.run)(data)?;
        }
        check::mend(data, &schema, Cause::job("migration"), now)?;
        stamp::set_schema_version(data, version_after(migrations));
        Ok(())
    })
}
