//! The language of the screen: remembered by the browser, overruled by the account that signs in.

use furgo_shared::text::{Locale, from_wire_name};
use wasm_split_helpers::SplitLoaderError;
use yew::{platform::spawn_local, prelude::*};

use crate::{
    i18n,
    platform::{
        document,
        storage::{self, Preference},
    },
};

/// The language, and the way to change it.
#[derive(Clone, Debug, PartialEq)]
pub struct Language {
    pub current: Locale,
    pub set: Callback<Locale>,
}

/// The language of the screen.
#[hook]
pub fn use_language() -> Language {
    use_context::<Language>().expect("the app wraps every screen in LanguageProvider")
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LanguageProviderProps {
    pub children: Html,
}

/// Holds the language; wraps everything.
#[component]
pub fn LanguageProvider(props: &LanguageProviderProps) -> Html {
    let current = use_state_eq(|| {
        let locale = first_choice();
        apply(locale);
        locale
    });
    let set = {
        let current = current.clone();
        Callback::from(move |locale: Locale| {
            let current = current.setter();
            let change = move || {
                apply(locale);
                storage::write(Preference::Locale, Some(locale.tag()));
                current.set(locale);
            };
            if i18n::is_here(locale) {
                return change();
            }
            spawn_local(async move {
                // Without a connection everything stays as it is.
                if i18n::bring(locale).await.is_ok() {
                    change();
                }
            });
        })
    };
    html! { <ContextProvider<Language> context={Language { current: *current, set }}>{ props.children.clone() }</ContextProvider<Language>> }
}

/// Brings the texts of the language that is shown first.
///
/// # Errors
/// When they cannot be fetched.
pub async fn bring_first() -> Result<(), SplitLoaderError> {
    i18n::bring(first_choice()).await
}

fn first_choice() -> Locale {
    storage::read(Preference::Locale)
        .and_then(|tag| from_wire_name(&tag))
        .or_else(|| Locale::from_accept_language(&document::languages()))
        .unwrap_or_default()
}

fn apply(locale: Locale) {
    i18n::set_locale(locale);
    document::set_language(locale.tag());
}
