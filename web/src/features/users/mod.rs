//! People: list, invitation, particulars, role, access.

mod access_card;
mod awaited;
mod detail_page;
mod drives_field;
mod edit_form;
mod invitation;
mod list_page;
mod new_page;
mod remove_card;
mod role_card;
mod role_field;

pub use awaited::{Awaited, parted};
pub use detail_page::UserPage;
pub use list_page::UsersPage;
pub use new_page::NewUserPage;
