//! Filters, page and tab of a list live in the URL: reload, "back" and a copied link show the same.

use serde::{Serialize, de::DeserializeOwned};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::screens::Screen;

/// The filters of a screen.
#[derive(Clone, PartialEq)]
pub struct Filters<F> {
    current: F,
    set: Callback<F>,
}

impl<F: std::fmt::Debug> std::fmt::Debug for Filters<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.current.fmt(f)
    }
}

impl<F: Clone + 'static> Filters<F> {
    /// What the URL says.
    pub fn current(&self) -> &F {
        &self.current
    }

    /// A callback that changes the URL: `filters.bind(|filters, q| { filters.q = q; filters.page = None })`.
    pub fn bind<V: 'static>(&self, write: impl Fn(&mut F, V) + 'static) -> Callback<V> {
        let (current, set) = (self.current.clone(), self.set.clone());
        Callback::from(move |value: V| {
            let mut next = current.clone();
            write(&mut next, value);
            set.emit(next);
        })
    }

    /// The filters of a part of the screen, which stand among those of the whole: `read` takes
    /// them out and `write` puts them back.
    pub fn part<G>(
        &self,
        read: impl Fn(&F) -> G,
        write: impl Fn(&mut F, G) + 'static,
    ) -> Filters<G> {
        let (whole, set) = (self.current.clone(), self.set.clone());
        let set_part = Callback::from(move |part: G| {
            let mut next = whole.clone();
            write(&mut next, part);
            set.emit(next);
        });
        Filters { current: read(&self.current), set: set_part }
    }
}

/// The filters of the screen in its query string. What cannot be read there is ignored.
/// `F` should leave out empty fields (`skip_serializing_if`), so that the URL stays short.
#[hook]
pub fn use_filters<F>() -> Filters<F>
where
    F: Clone + Default + PartialEq + Serialize + DeserializeOwned + 'static,
{
    let (navigator, location, screen) = (use_navigator(), use_location(), use_route::<Screen>());
    let query = location
        .map(|location| location.query_str().trim_start_matches('?').to_owned())
        .unwrap_or_default();
    let current = serde_html_form::from_str(&query).unwrap_or_default();
    let set = Callback::from(move |filters: F| {
        if let (Some(navigator), Some(screen)) = (&navigator, &screen) {
            let query = serde_html_form::to_string(&filters).unwrap_or_default();
            // Replacing keeps "back" one step: typing in a search field is not a journey.
            navigator
                .replace_with_query(screen, yew_router::query::Raw(&query))
                .unwrap_or_default();
        }
    });
    Filters { current, set }
}
