//! The frame of every screen behind the sign-in: title, one primary action, age of what is shown, way back.

use yew::prelude::*;

use super::{
    button::ScreenLink,
    icon::{Icon, IconName, IconSize},
};
use crate::{
    format,
    i18n::{text, text_with},
    platform,
    screens::Screen,
};

/// How wide the content grows on a desktop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageWidth {
    /// Lists and dashboards.
    #[default]
    Full,
    /// Forms and the driver's day.
    Narrow,
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PageProps {
    pub title: AttrValue,
    /// One muted line below the title.
    #[prop_or_default]
    pub subtitle: Option<AttrValue>,
    /// The one primary action, and a menu for the rest.
    #[prop_or_default]
    pub actions: Option<Html>,
    /// Seconds since the data left the server; shown when older than a minute.
    #[prop_or_default]
    pub age: Option<u64>,
    /// The screen above this one.
    #[prop_or_default]
    pub back: Option<Screen>,
    #[prop_or_default]
    pub width: PageWidth,
    /// Lies under the thumb on a phone, below the content on a desktop.
    #[prop_or_default]
    pub bar: Option<Html>,
    pub children: Html,
}

/// See the module. Sets the window's title and moves the focus to the heading when it opens.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let heading = use_node_ref();
    use_effect_with(props.title.clone(), |title| platform::document::set_title(title));
    {
        let heading = heading.clone();
        use_effect_with((), move |()| platform::focus::heading(&heading));
    }
    let narrow = (props.width == PageWidth::Narrow).then_some("page--narrow");
    html! {
        <div class={classes!("page", narrow)}>
            <header class="page__head" key="head">
                { for props.back.iter().map(|to| html! {
                    <ScreenLink key="back" to={to.clone()} class="icon-button" label={text("action-back")}><Icon name={IconName::ArrowLeft} /></ScreenLink>
                }) }
                <div class="page__titles" key="titles">
                    <h1 class="page__title" ref={heading} tabindex="-1">{ &props.title }</h1>
                    { for props.subtitle.iter().map(|subtitle| html! { <p key={subtitle.to_string()} class="page__subtitle clamp">{ subtitle }</p> }) }
                    { for age_note(props.age) }
                </div>
                { for props.actions.iter().map(|actions| html! { <div class="page__actions" key="actions">{ actions.clone() }</div> }) }
            </header>
            <div class="page__body" key="body">{ props.children.clone() }</div>
            { for props.bar.iter().map(|bar| html! { <div class="page__bar" key="bar">{ bar.clone() }</div> }) }
        </div>
    }
}

/// Fresh data needs no note.
fn age_note(age_s: Option<u64>) -> Option<Html> {
    let age = age_s.filter(|age| *age >= 60)?;
    let note = text_with("page-age", [("age", format::age(age).to_string().into())]);
    Some(
        html! { <span key={note.to_string()} class="page__age"><Icon name={IconName::Clock} size={IconSize::Small} />{ note }</span> },
    )
}
