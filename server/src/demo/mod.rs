//! A fleet to look at: the same every time, relative to today. Its people do their work through
//! the same operations as everybody else, only with the clock set back.

mod cast;
mod garage;
mod letters;
mod papers;
mod records;
mod stage;
mod story;
mod town;

use furgo_shared::settings::DemoAccountView;

use crate::{app::App, error::Result};

/// Fills an empty installation with eighteen months of work up to now.
pub async fn fill(app: &App) -> Result<()> {
    let mut stage = stage::Stage::set(app).await?;
    story::tell(&mut stage).await?;
    app.clock.reset();
    letters::write(app).await
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
