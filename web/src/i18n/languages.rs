//! The first screen's texts come in one language, each a part of the program by itself; a browser
//! fetches the one that it shows. Later parts bring theirs in all three.

use std::cell::RefCell;

use furgo_shared::text::Locale;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{Texts, catalogue};

thread_local! {
    static ARRIVED: RefCell<Vec<(Locale, Texts)>> = const { RefCell::new(Vec::new()) };
}

/// Whether the language can be shown at once.
pub fn is_here(locale: Locale) -> bool {
    ARRIVED.with_borrow(|arrived| arrived.iter().any(|(here, _)| *here == locale))
}

/// Brings the language here.
///
/// # Errors
/// When it cannot be fetched now; asked again, it tries again.
pub async fn bring(locale: Locale) -> Result<(), SplitLoaderError> {
    if !is_here(locale) {
        let texts = match locale {
            Locale::En => fetch_english().await?,
            Locale::Es => fetch_spanish().await?,
            Locale::Eu => fetch_basque().await?,
        };
        ARRIVED.with_borrow_mut(|arrived| arrived.push((locale, texts)));
    }
    Ok(())
}

/// The first screen's texts in a language that is here; none in another.
#[cfg(not(test))]
pub fn texts(locale: Locale) -> Texts {
    ARRIVED.with_borrow(|arrived| {
        arrived.iter().find(|(here, _)| *here == locale).map_or(&[][..], |(_, texts)| texts)
    })
}

/// Tests have all languages.
#[cfg(test)]
pub fn texts(locale: Locale) -> Texts {
    catalogue::sources(locale)
}

// Each names its own texts alone: a choice at run time would bring all of them along.

#[wasm_split(texts_en, fallible)]
fn fetch_english() -> Result<Texts, SplitLoaderError> {
    Ok(const { catalogue::sources(Locale::En) })
}

#[wasm_split(texts_es, fallible)]
fn fetch_spanish() -> Result<Texts, SplitLoaderError> {
    Ok(const { catalogue::sources(Locale::Es) })
}

#[wasm_split(texts_eu, fallible)]
fn fetch_basque() -> Result<Texts, SplitLoaderError> {
    Ok(const { catalogue::sources(Locale::Eu) })
}
