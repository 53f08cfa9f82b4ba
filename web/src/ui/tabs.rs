//! Several views of one list or record; arrow keys move between them.

use yew::prelude::*;

use super::status::Badge;
use crate::platform;

/// One tab.
#[derive(Clone, Debug, PartialEq)]
pub struct Tab {
    /// What goes into the URL.
    pub id: AttrValue,
    pub label: AttrValue,
    pub count: Option<u64>,
}

impl Tab {
    /// A tab without a count.
    pub fn new(id: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Self { id: id.into(), label: label.into(), count: None }
    }

    /// Shows how much lies behind it.
    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TabsProps {
    pub label: AttrValue,
    pub tabs: Vec<Tab>,
    pub active: AttrValue,
    pub onselect: Callback<AttrValue>,
}

/// See the module. Only the active tab is in the tab order, as the ARIA pattern has it.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let list = use_node_ref();
    let onkeydown = {
        let (list, tabs, active, select) =
            (list.clone(), props.tabs.clone(), props.active.clone(), props.onselect.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(next) = neighbour(&event.key(), &tabs, &active) {
                event.prevent_default();
                platform::focus::child(&list, next);
                select.emit(tabs[next].id.clone());
            }
        })
    };
    let (strip, at) =
        (list.clone(), props.tabs.iter().position(|tab| tab.id == props.active).unwrap_or(0));
    // A link may open a tab that lies beyond the edge of a phone.
    use_effect_with(at, move |at| platform::focus::reveal_child(&strip, *at));
    html! {
        <div class="tabs" role="tablist" aria-label={&props.label} ref={list} {onkeydown}>
            { for props.tabs.iter().map(|tab| {
                let active = tab.id == props.active;
                let onclick = { let (select, id) = (props.onselect.clone(), tab.id.clone()); Callback::from(move |_: MouseEvent| select.emit(id.clone())) };
                html! {
                    <button type="button" class="tabs__tab" role="tab" key={tab.id.to_string()} {onclick}
                        aria-selected={if active { "true" } else { "false" }} tabindex={if active { "0" } else { "-1" }}>
                        <span>{ &tab.label }</span>
                        { for tab.count.map(|count| html! { <Badge {count} /> }) }
                    </button>
                }
            }) }
        </div>
    }
}

/// The tab that a key leads to.
fn neighbour(key: &str, tabs: &[Tab], active: &str) -> Option<usize> {
    let at = tabs.iter().position(|tab| tab.id == *active)?;
    match key {
        "ArrowRight" => Some((at + 1) % tabs.len()),
        "ArrowLeft" => Some((at + tabs.len() - 1) % tabs.len()),
        "Home" => Some(0),
        "End" => Some(tabs.len() - 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrow_keys_go_round() {
        let tabs = [Tab::new("a", "A"), Tab::new("b", "B"), Tab::new("c", "C")];
        assert_eq!(neighbour("ArrowRight", &tabs, "c"), Some(0));
        assert_eq!(neighbour("ArrowLeft", &tabs, "a"), Some(2));
        assert_eq!(neighbour("End", &tabs, "a"), Some(2));
        assert_eq!(neighbour("x", &tabs, "a"), None);
        assert_eq!(neighbour("Home", &tabs, "gone"), None);
    }
}
