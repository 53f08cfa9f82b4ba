//! A fleet to look at: the same every time, relative to today. Its people do their work through
//! the same operations as everybody else, only with the clock set back.

mod cast;
mod garage;
mod letters;
mod papers;
mod phones;
mod records;
mod regrets;
mod stage;
mod story;
mod surprises;
mod today;
mod town;

use std::sync::Arc;

use furgo_shared::settings::DemoAccountView;

use crate::{
    app::App,
    clock::Clock,
    error::{Error, Result},
    features::settings::SettingsRecord,
    storage::{Database, engine::MemoryEngine},
};

/// Fills an empty installation with eighteen months of work up to now.
pub async fn fill(app: &App) -> Result<()> {
    perform(app, None).await?;
    app.clock.reset();
    letters::write(app).await?;
    phones::write(app).await
}

/// The same fleet in memory, for an installation that has settings of its own.
pub async fn rehearse(app: &App, own: SettingsRecord) -> Result<Arc<Database>> {
    let (schema, clock) = (app.db.schema().clone(), Clock::system());
    clock.set(app.clock.now());
    let engine = Arc::new(MemoryEngine::default());
    let db = Database::new(engine, schema, clock.clone());
    let db = Arc::new(db.map_err(|error| Error::Internal(error.to_string()))?);
    let planning = Arc::default();
    perform(&App { db: Arc::clone(&db), clock, planning, ..app.clone() }, Some(own)).await?;
    Ok(db)
}

async fn perform(app: &App, own: Option<SettingsRecord>) -> Result<()> {
    let mut stage = stage::Stage::set(app, own).await?;
    story::tell(&mut stage).await?;
    surprises::tell(&mut stage).await?;
    regrets::tell(&mut stage).await
}

/// The accounts that the sign-in screen offers.
pub fn accounts() -> Vec<DemoAccountView> {
    let account = |(name, role, user): &(&str, _, &str)| DemoAccountView {
        name: (*name).to_owned(),
        role: *role,
        email: cast::email(user),
        password: cast::PASSWORD.to_owned(),
    };
    cast::PEOPLE.iter().map(account).collect()
}
