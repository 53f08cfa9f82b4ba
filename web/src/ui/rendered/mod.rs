//! What components put into a page: names, roles and states as a screen reader finds them, and
//! texts that stay texts. Drawn natively, without a browser; what happens on a press is for the
//! browser's tests.

mod choosing;
mod fields;
mod showing;

use yew::{LocalServerRenderer, prelude::*};

#[derive(Clone, PartialEq, Properties)]
struct StageProps {
    content: Html,
}

#[component]
fn Stage(props: &StageProps) -> Html {
    props.content.clone()
}

/// A piece of a page, as the browser gets it.
fn rendered(content: Html) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let renderer = LocalServerRenderer::<Stage>::with_props(StageProps { content });
    runtime.block_on(renderer.hydratable(false).render())
}

/// The opening tags of a kind of element, in order.
fn tags<'p>(page: &'p str, element: &str) -> Vec<&'p str> {
    let starts = page.match_indices('<').map(|(at, _)| &page[at + 1..]);
    let named = starts.filter(|tag| {
        tag.strip_prefix(element).is_some_and(|rest| rest.starts_with([' ', '>', '/']))
    });
    named.map(|tag| &tag[..tag.find('>').expect("a tag ends")]).collect()
}

/// The one opening tag of a kind of element.
fn tag<'p>(page: &'p str, element: &str) -> &'p str {
    let found = tags(page, element);
    assert_eq!(found.len(), 1, "one <{element}> in {page}");
    found[0]
}

/// An attribute's value in an opening tag; `None` if it is not there.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// Whether an attribute stands in a tag, with a value or without.
fn has(tag: &str, name: &str) -> bool {
    tag.split_whitespace().any(|word| word.split('=').next() == Some(name))
}

/// The text of the element with this id.
fn text_of(page: &str, id: &str) -> String {
    let (_, rest) =
        page.split_once(&format!(" id=\"{id}\"")).unwrap_or_else(|| panic!("#{id} in {page}"));
    let (_, rest) = rest.split_once('>').expect("the tag ends");
    plain(rest.split_once("</p>").map_or(rest, |(inside, _)| inside))
}

/// What is left without tags.
fn plain(page: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for char in page.chars() {
        match char {
            '<' => is_tag = true,
            '>' => is_tag = false,
            char if !is_tag => text.push(char),
            _ => {}
        }
    }
    text
}

/// A text that would be markup if it were let.
const SLY: &str = "<img src=x onerror=alert(1)> & \"Ane\"";

/// Nothing of it became a tag or an attribute.
fn is_harmless(page: &str) {
    assert!(tags(page, "img").is_empty(), "{page}");
    assert!(!page.contains("=x onerror=alert(1)>"), "{page}");
    assert!(page.contains("&lt;img"), "{page}");
}
