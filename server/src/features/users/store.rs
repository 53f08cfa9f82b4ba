//! How people are found.

use furgo_shared::{
    access::Role,
    id::UserId,
    page::{Page, PageRequest, Sort, parse_sort},
    users::{ListUsers, USER_SORTS},
};

use super::{AccountState, UserRecord};
use crate::{
    error::Result,
    storage::{
        Index, IndexEntries, Key, Reads, Unique,
        engine::{Order, Space},
    },
};

/// Table: users
/// Key:   user
/// Value: JSON of a person
pub const USERS: Space = Space("users");
/// Table: users.by_name
/// Key:   name in small letters ‖ user
/// Value: ()
pub const BY_NAME: Index<UserRecord> = Index::new("users.by_name");
/// Table: users.by_creation
/// Key:   created_at ‖ user
/// Value: ()
pub const BY_CREATION: Index<UserRecord> = Index::new("users.by_creation");
/// Table: users.by_standing
/// Key:   role ‖ is active ‖ name in small letters ‖ user   # the count of a group: how many admins are left
/// Value: ()
pub const BY_STANDING: Index<UserRecord> = Index::new("users.by_standing");
/// Table: users.by_driving
/// Key:   is active ‖ name in small letters ‖ user   # only those who drive
/// Value: ()
pub const BY_DRIVING: Index<UserRecord> = Index::new("users.by_driving");
/// Table: users.by_email
/// Key:   address in small letters
/// Value: user
pub const BY_EMAIL: Unique<UserRecord> = Unique::new("users.by_email", "email");

pub(super) fn index(user: &UserRecord, entries: &mut IndexEntries) {
    let name = Key::new().text(&user.name.to_lowercase());
    entries.add(BY_NAME, user.id, Key::new(), name.clone());
    entries.add(BY_CREATION, user.id, Key::new(), Key::new().instant(user.meta.created_at));
    if user.drives() {
        entries.add(BY_DRIVING, user.id, driving(user.is_active()), name.clone());
    }
    entries.add(BY_STANDING, user.id, standing(user.role, user.is_active()), name);
    entries.add_unique(BY_EMAIL, email_key(&user.email));
}

fn standing(role: Role, is_active: bool) -> Key {
    let role = match role {
        Role::Admin => 1,
        Role::Dispatcher => 2,
        Role::Driver => 3,
        Role::Viewer => 4,
    };
    Key::new().byte(role).byte(u8::from(is_active))
}

fn driving(is_active: bool) -> Key {
    Key::new().byte(u8::from(is_active))
}

/// Addresses that differ in case only are the same.
fn email_key(email: &str) -> Key {
    Key::new().text(&email.trim().to_lowercase())
}

/// The person with this address.
pub fn find_by_email(tx: &impl Reads, email: &str) -> Result<Option<UserRecord>> {
    tx.find_by(BY_EMAIL, email_key(email))
}

/// Nobody has an account yet.
pub fn is_empty(tx: &impl Reads) -> Result<bool> {
    Ok(tx.count(BY_NAME, &Key::new())? == 0)
}

/// How many admins can sign in.
pub fn active_admins(tx: &impl Reads) -> Result<u64> {
    tx.count(BY_STANDING, &standing(Role::Admin, true))
}

/// More people who drive, or of one role, than any fleet this program is for has.
const DRIVERS_MAX: usize = 2000;

/// Everybody of a role who can sign in, by name.
pub fn active(tx: &impl Reads, role: Role) -> Result<Vec<UserRecord>> {
    tx.collect(BY_STANDING, &standing(role, true), Order::Ascending, DRIVERS_MAX)
}

/// Those who drive and can be given work, by name.
pub fn active_drivers(tx: &impl Reads) -> Result<Vec<UserRecord>> {
    tx.collect(BY_DRIVING, &driving(true), Order::Ascending, DRIVERS_MAX)
}

/// Those who will drive and have not activated their account yet, by name.
pub fn invited_drivers(tx: &impl Reads) -> Result<Vec<UserRecord>> {
    let mut inactive: Vec<UserRecord> =
        tx.collect(BY_DRIVING, &driving(false), Order::Ascending, DRIVERS_MAX)?;
    inactive.retain(|user| user.state == AccountState::Invited);
    Ok(inactive)
}

/// What to show for a person; `None` when they were removed.
pub fn name_of(tx: &impl Reads, user: UserId) -> Result<Option<String>> {
    Ok(tx.find_unseen::<UserRecord>(user)?.map(|user| user.name))
}

/// One page of people.
pub fn list(tx: &impl Reads, query: &ListUsers) -> Result<Page<UserRecord>> {
    let page = PageRequest::new(query.page, query.limit);
    let sort = parse_sort(query.sort.as_deref(), USER_SORTS)
        .unwrap_or(Sort { field: "name", descending: false });
    let index = if sort.field == "created_at" { BY_CREATION } else { BY_NAME };
    let order = if sort.descending { Order::Descending } else { Order::Ascending };
    let filters = [query.role.is_some(), query.is_active.is_some(), query.drives.is_some()];
    if query.q.is_none() && !filters.contains(&true) {
        return tx.list(index, &Key::new(), order, page);
    }
    let wanted = query.q.as_deref().unwrap_or_default().trim().to_lowercase();
    tx.list_where(index, &Key::new(), order, page, |user: &UserRecord| {
        query.role.is_none_or(|role| user.role == role)
            && query.is_active.is_none_or(|is_active| user.is_active() == is_active)
            && query.drives.is_none_or(|drives| user.drives() == drives)
            && (user.name.to_lowercase().contains(&wanted)
                || user.email.to_lowercase().contains(&wanted))
    })
}
