//! The phone changes hands: what it shows of whoever drives, and what it keeps of whoever goes.

use furgo_shared::{
    api, problem::ErrorCode, settings::SettingsView, sync::EntityKind, users::UserView,
    validate::Empty,
};

use super::Fleet;
use crate::{
    api::{self as http, Request},
    format, offline,
    platform::{
        network::Stopper,
        storage::{self, Preference},
    },
};

/// How long somebody who signs out waits for the server to hear of it.
const TELL_MS: u32 = 5_000;

/// Begins or ends the phone's half, by whether the person drives. Whoever had the phone before puts
/// it down first.
pub async fn take_up(user: &UserView) {
    if offline::current().is_some_and(|phone| phone.user != user.id) {
        put_down().await;
    }
    storage::write(Preference::Leaving, None);
    let drives = user.drives();
    offline::remember(Some(user.id).filter(|_| drives));
    if drives {
        offline::unseal(user.id);
    } else if offline::current().is_none() && !offline::has_left_something(user.id) {
        return;
    }
    // What was entered while somebody drove is sent after they do no more.
    let phone = offline::enter(user.id).await;
    phone.send_only(!drives);
    phone.resume();
}

/// Whoever drove last with this phone, as its copy knows them, if it may be shown.
pub async fn recall() -> Option<(UserView, Fleet)> {
    let phone = offline::enter(offline::remembered()?).await;
    let user: UserView = phone.view(EntityKind::Me).filter(|_| phone.may_show())?;
    let view: SettingsView = phone.view(EntityKind::Settings)?;
    format::set_time_zone(&view.settings.time_zone);
    Some((user, Fleet::of(&view)))
}

/// Forgets whoever drove with this phone. What they entered and nobody has taken stays under their
/// name until they sign in again.
pub async fn put_down() {
    if let Some(phone) = offline::current() {
        let (user, waiting) = (phone.user, phone.left_behind());
        let name = phone.view(EntityKind::Me).map(|user: UserView| user.name).unwrap_or_default();
        phone.tell_leaving();
        offline::leave();
        offline::seal(offline::Sealed { user, name, waiting });
        offline::forget_later(user);
    }
    offline::remember(None);
    offline::tidy_up().await;
}

/// Ends the session. Whether the server knows.
pub async fn tell_leaving() -> bool {
    let (request, stopper) =
        (Request::write(&api::LOGOUT, &[], &Empty {}), Stopper::after(TELL_MS));
    let told = http::call_until::<()>(&request, &stopper.signal()).await;
    let is_told = told.map_or_else(|problem| problem.is(ErrorCode::NotSignedIn), |()| true);
    if is_told {
        storage::write(Preference::Leaving, None);
    }
    is_told
}
