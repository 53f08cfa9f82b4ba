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
mod units_card;
mod units_fields;

pub use activate_page::ActivatePage;
pub use profile_page::ProfilePage;
pub use setup_page::SetupPage;
pub use sign_in_page::SignInPage;
pub use units_fields::units_fields;
