//! News about the app itself above every screen: what waits to be sent, what was not taken, and what
//! this phone does not keep.

use furgo_phone::State;
use yew::prelude::*;

use crate::{
    hooks::use_held,
    i18n::{text, text_with},
    outbox::use_outbox,
    screens::Screen,
    ui::{Icon, IconName, ScreenLink},
};

/// What one of them says.
#[derive(Clone, Debug, PartialEq)]
struct Banner {
    key: &'static str,
    icon: IconName,
    text: AttrValue,
    /// There is more to read and to do about it.
    leads_on: bool,
}

/// Shown only while the connection is gone and something waits, or something went wrong.
#[component]
pub fn Banners() -> Html {
    let (outbox, news) = (use_outbox(), use_outbox().phone().cloned());
    let mut banners = Vec::new();
    if let Some(news) = &news {
        let count = |is_it: fn(&State) -> bool| {
            news.entries.iter().filter(|entry| is_it(&entry.state)).count()
        };
        let refused = count(|state| matches!(state, State::Refused { .. }));
        let too_late = count(|state| matches!(state, State::TooLate { .. }));
        let bad_news = [
            ("refused", "waiting-refused-count", refused),
            ("too-late", "waiting-too-late-count", too_late),
            ("lost", "waiting-lost", news.lost),
        ];
        let bad_news = bad_news.into_iter().filter(|(_, _, count)| *count > 0);
        banners.extend(bad_news.map(|(key, name, count)| Banner {
            key,
            icon: IconName::CircleAlert,
            text: text_with(name, [("count", count.into())]),
            leads_on: true,
        }));
        banners.extend((!news.is_kept).then(|| Banner {
            key: "not-kept",
            icon: IconName::Alert,
            text: text("waiting-not-kept-short"),
            leads_on: true,
        }));
    }
    banners.extend((outbox.is_cut_off() && outbox.pending() > 0).then(|| Banner {
        key: "waiting",
        icon: IconName::CloudUpload,
        text: text_with("outbox-waiting", [("count", outbox.pending().into())]),
        leads_on: news.is_some(),
    }));
    let banners = use_held(&banners);
    html! {
        <div class="banners" role="status" hidden={banners.is_empty()}>{ for banners.iter().map(banner) }</div>
    }
}

fn banner(Banner { key, icon, text: said, leads_on }: &Banner) -> Html {
    html! {
        <p class="banner" key={format!("{key} {said}")}>
            <Icon name={*icon} /><span class="grow">{ said }</span>
            { for leads_on.then(|| html! { <ScreenLink to={Screen::Waiting} class="banner__link">{ text("waiting-look") }</ScreenLink> }) }
        </p>
    }
}
