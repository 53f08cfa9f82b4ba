//! The program comes in three parts, so that a phone shows its first screen soon: what everybody
//! starts with (signing in, the day), what a driver opens besides, and what only the office opens.
//! The build takes the parts apart where this module says so: whatever is reached only through
//! [`fetch_driver`] or [`fetch_office`] is not in the first.

mod driver;
mod office;

use std::sync::OnceLock;

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::{platform::spawn_local, prelude::*};

use crate::{
    i18n::{self, Sources, catalogue},
    offline::{self, Exchange},
    screens::Screen,
    shell,
};

/// What is not there from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Fetched behind the first screen, and kept by the phone.
    Driver,
    /// Fetched by whoever opens one of its screens.
    Office,
}

/// Draws the screens of a part.
pub type Pages = fn(Screen) -> Html;

type Content = (Pages, Sources);

impl Part {
    /// The part that holds the screen, unless everybody starts with it.
    const fn of(screen: &Screen) -> Self {
        match screen {
            Screen::Dashboard
            | Screen::NewVehicle
            | Screen::EditVehicle { .. }
            | Screen::NewPackage
            | Screen::EditPackage { .. }
            | Screen::NewRoute
            | Screen::PlanDay
            | Screen::Users
            | Screen::NewUser
            | Screen::User { .. }
            | Screen::Attention
            | Screen::Settings => Self::Office,
            _ => Self::Driver,
        }
    }

    fn arrived(self) -> &'static OnceLock<Pages> {
        static DRIVER: OnceLock<Pages> = OnceLock::new();
        static OFFICE: OnceLock<Pages> = OnceLock::new();
        match self {
            Self::Driver => &DRIVER,
            Self::Office => &OFFICE,
        }
    }

    /// Its pages, once it is here.
    pub fn pages(self) -> Option<Pages> {
        self.arrived().get().copied()
    }

    /// Brings it here.
    ///
    /// # Errors
    /// When it cannot be fetched now; asked again, it tries again.
    pub async fn fetch(self) -> Result<(), SplitLoaderError> {
        let (pages, texts) = match self {
            Self::Driver => {
                let (content, exchange) = fetch_driver().await?;
                offline::bring_exchange(exchange);
                content
            }
            // Its screens lead to the others and share their words.
            Self::Office => {
                let content = fetch_office().await?;
                Box::pin(Self::Driver.fetch()).await?;
                content
            }
        };
        self.arrived().get_or_init(|| {
            i18n::add(texts);
            pages
        });
        Ok(())
    }
}

#[wasm_split(driver, fallible)]
fn fetch_driver() -> Result<(Content, Exchange), SplitLoaderError> {
    Ok(((driver::page, catalogue::driver_sources), offline::exchange))
}

#[wasm_split(office, fallible)]
fn fetch_office() -> Result<Content, SplitLoaderError> {
    Ok((office::page, catalogue::office_sources))
}

/// Brings what a phone needs to speak with the server. Where nobody answers, it is asked for again.
pub fn fetch_exchange() {
    spawn_local(async { Part::Driver.fetch().await.unwrap_or_default() });
}

/// The page of a screen that the first part does not hold, drawn or fetched.
pub fn page(screen: Screen) -> Html {
    let part = Part::of(&screen);
    html! { <shell::FetchedPage {part} {screen} /> }
}

#[cfg(test)]
mod tests {
    use furgo_shared::access::Role;
    use yew_router::Routable;

    use super::*;

    #[test]
    fn whatever_a_driver_may_open_is_not_in_the_offices_part() {
        for path in Screen::routes() {
            let screen = Screen::recognize(&path.replace(":id", ID).replace(":alias", "VAN-1"));
            let screen = screen.expect("a path leads to a screen");
            let is_open = screen.is_open_to(Role::Driver) && screen != Screen::Dashboard;
            assert_eq!(Part::of(&screen) == Part::Driver, is_open, "{path}");
        }
    }

    const ID: &str = "00000000-0000-0000-0000-000000000000";
}
