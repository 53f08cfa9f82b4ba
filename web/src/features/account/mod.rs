//! One's own account: setting up, signing in, activating, profile.

mod activate_page;
mod demo_accounts;
mod password_form;
mod preferences;
mod profile_form;
mod profile_page;
mod register_form;
mod sessions_card;
mod setup_page;
mod sign_in_page;
mod stage;

pub use activate_page::ActivatePage;
pub use profile_page::ProfilePage;
pub use setup_page::SetupPage;
pub use sign_in_page::SignInPage;
