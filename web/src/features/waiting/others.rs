//! What others have left on this phone: sealed until they sign in again.

use yew::prelude::*;

use crate::{
    i18n::text_with,
    offline,
    session::{Standing, use_session},
    ui::{Icon, IconName},
};

/// A line for each of them.
#[component]
pub fn Others() -> Html {
    let session = use_session();
    let own = match session.standing() {
        Standing::SignedIn(user) | Standing::Expired(user) => Some(user.id),
        Standing::Asking | Standing::Unreachable(_) | Standing::SignedOut => None,
    };
    let sealed = offline::sealed().into_iter().filter(|sealed| Some(sealed.user) != own);
    html! {
        <>{ for sealed.map(|sealed| html! {
            <p class="notice" key={sealed.user.to_string()}>
                <Icon name={IconName::Lock} />
                <span class="grow">{ text_with("waiting-of-others", [("count", sealed.waiting.into()), ("name", sealed.name.into())]) }</span>
            </p>
        }) }</>
    }
}
