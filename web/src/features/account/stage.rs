//! The frame of every screen before the sign-in.

use furgo_shared::text::Locale;
use yew::prelude::*;

use crate::{
    locale::use_language,
    platform,
    session::use_session,
    ui::{Button, ButtonKind, InsecureBanner},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StageProps {
    pub title: AttrValue,
    pub lead: AttrValue,
    pub children: Html,
}

/// Brand, title, content, and the languages at the foot. Before a password is typed it is said who
/// could read it.
#[component]
pub fn Stage(props: &StageProps) -> Html {
    let session = use_session();
    let fleet =
        session.welcome().map(|welcome| welcome.fleet_name.clone()).filter(|name| !name.is_empty());
    use_effect_with(props.title.clone(), |title| {
        platform::focus::is_first_screen();
        platform::document::set_title(title);
    });
    html! {
        <main class="stage">
            <div class="stage__card">
                <p class="stage__brand"><img src="/favicon.svg" alt="" /><span>{ fleet.unwrap_or_else(|| "Furgo".to_owned()) }</span></p>
                <InsecureBanner />
                <div class="stack stack--tight">
                    <h1>{ &props.title }</h1>
                    <p class="stage__lead">{ &props.lead }</p>
                </div>
                { props.children.clone() }
                <Languages />
            </div>
        </main>
    }
}

/// Each language by its own name, so that it is found by whoever needs it.
#[component]
fn Languages() -> Html {
    let language = use_language();
    let buttons = Locale::ALL.into_iter().filter(|locale| *locale != language.current).map(|locale| {
        let onclick = language.set.reform(move |()| locale);
        html! { <span key={locale.tag()} lang={locale.tag()}><Button kind={ButtonKind::Ghost} {onclick}>{ locale.native_name() }</Button></span> }
    });
    html! { <div class="stage__foot">{ for buttons }</div> }
}
