//! Fills in where this device is: whoever sets the depot often stands in it.

use furgo_shared::geo::Point;
use yew::{platform::spawn_local, prelude::*};

use crate::{
    i18n::text,
    platform::position,
    ui::{Button, IconName},
};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Search {
    Idle,
    Looking,
    InVain,
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct HereButtonProps {
    pub onpoint: Callback<Point>,
}

/// See the module. The browser asks whether it may tell.
#[component]
pub fn HereButton(props: &HereButtonProps) -> Html {
    let search = use_state(|| Search::Idle);
    let onclick = {
        let (search, onpoint) = (search.clone(), props.onpoint.clone());
        Callback::from(move |()| {
            let (search, onpoint) = (search.clone(), onpoint.clone());
            search.set(Search::Looking);
            spawn_local(async move {
                let found = position::here().await;
                search.set(if found.is_some() { Search::Idle } else { Search::InVain });
                if let Some(point) = found {
                    onpoint.emit(point);
                }
            });
        })
    };
    let note = match *search {
        Search::Idle => None,
        Search::Looking => Some(text("settings-depot-looking")),
        Search::InVain => Some(text("settings-depot-not-found")),
    };
    html! {
        <div class="stack stack--tight">
            <div key="button"><Button icon={IconName::MapPin} busy={*search == Search::Looking} {onclick}>{ text("settings-depot-here") }</Button></div>
            <div key="note" role="status">{ for note.map(|note| html! { <p key={note.to_string()} class="muted small">{ note }</p> }) }</div>
        </div>
    }
}
