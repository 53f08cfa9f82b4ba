//! Buttons, links, menus, and what is switched, ticked and chosen.

use yew::prelude::*;

use super::{SLY, attribute, has, is_harmless, rendered, tag, tags};
use crate::{screens::Screen, ui::*};

#[test]
fn only_a_button_that_submits_does() {
    for (submit, kind) in [(false, "button"), (true, "submit")] {
        let page = rendered(html! { <Button {submit}>{ "Save" }</Button> });
        assert_eq!(attribute(tag(&page, "button"), "type"), Some(kind));
    }
}

#[test]
fn a_busy_button_says_so_and_keeps_the_focus() {
    let page = rendered(html! { <Button busy=true>{ "Save" }</Button> });
    let button = tag(&page, "button");
    assert_eq!(attribute(button, "aria-busy"), Some("true"));
    assert_eq!(attribute(button, "aria-disabled"), Some("true"));
    assert!(!has(button, "disabled"), "a disabled button loses the focus: {page}");
    let page = rendered(html! { <Button disabled=true>{ "Save" }</Button> });
    assert!(has(tag(&page, "button"), "disabled"));
}

#[test]
fn an_icon_is_never_read_out_and_never_alone() {
    let page = rendered(html! { <IconButton icon={IconName::Trash} label="Delete" /> });
    assert_eq!(attribute(tag(&page, "svg"), "aria-hidden"), Some("true"));
    assert_eq!(attribute(tag(&page, "button"), "aria-label"), Some("Delete"));
    assert_eq!(attribute(tag(&page, "button"), "title"), Some("Delete"));
}

#[test]
fn a_link_has_an_address_of_its_own_and_marks_where_one_is() {
    for current in [false, true] {
        let page = rendered(html! {
            <ScreenLink to={Screen::Packages} query="status=pending" {current}>{ "Packages" }</ScreenLink>
        });
        let link = tag(&page, "a");
        assert_eq!(attribute(link, "href"), Some("/packages?status=pending"));
        assert_eq!(attribute(link, "aria-current"), current.then_some("page"));
    }
}

#[test]
fn chips_and_tabs_say_which_is_on() {
    let chips = vec![Chip::new("a", "Urgent", true), Chip::new("b", "Late", false)];
    let page = rendered(html! { <Chips label="Filters" {chips} ontoggle={Callback::noop()} /> });
    let pressed: Vec<_> =
        tags(&page, "button").iter().map(|tag| attribute(tag, "aria-pressed")).collect();
    assert_eq!(pressed, [Some("true"), Some("false")]);
    assert_eq!(attribute(tags(&page, "div")[0], "role"), Some("group"));
    assert_eq!(attribute(tags(&page, "div")[0], "aria-label"), Some("Filters"));

    let views = vec![Tab::new("a", "Open"), Tab::new("b", "Done").count(3)];
    let page = rendered(
        html! { <Tabs label="Views" tabs={views} active="b" onselect={Callback::noop()} /> },
    );
    let found = tags(&page, "button");
    for (tab, (selected, tabindex)) in found.iter().zip([("false", "-1"), ("true", "0")]) {
        assert_eq!(attribute(tab, "role"), Some("tab"));
        assert_eq!(attribute(tab, "aria-selected"), Some(selected));
        assert_eq!(attribute(tab, "tabindex"), Some(tabindex), "one stop for the Tab key: {page}");
    }
}

#[test]
fn a_switch_is_one_and_a_box_is_none() {
    let page = rendered(html! {
        <Switch name="open" label="Strangers may register" checked=true onchange={Callback::noop()} />
    });
    let input = tag(&page, "input");
    assert_eq!((attribute(input, "role"), has(input, "checked")), (Some("switch"), true));
    let page = rendered(html! {
        <Checkbox name="full" label="Full tank" checked=false onchange={Callback::noop()} />
    });
    let input = tag(&page, "input");
    assert_eq!((attribute(input, "role"), has(input, "checked")), (None, false));
    let page =
        rendered(html! { <Tick label="Ane Garmendia" checked=true onchange={Callback::noop()} /> });
    assert_eq!(attribute(tag(&page, "input"), "aria-label"), Some("Ane Garmendia"));
}

#[test]
fn the_chosen_line_of_a_list_is_the_value() {
    let choices =
        vec![Choice::new("", "Nothing"), Choice::new("oil", "Oil"), Choice::new("tyres", "Tyres")];
    let page = rendered(html! {
        <SelectField name="kind" label="Kind" value="oil" {choices} onchange={Callback::noop()} />
    });
    let chosen: Vec<_> = tags(&page, "option").iter().map(|tag| has(tag, "selected")).collect();
    assert_eq!(chosen, [false, true, false], "{page}");
}

#[test]
fn a_menu_begins_folded_and_is_not_there_without_items() {
    let items = vec![MenuItem::new(IconName::Trash, SLY, Callback::noop()).danger()];
    let page = rendered(html! { <Menu label="More" {items} /> });
    is_harmless(&page);
    let list = tags(&page, "div").into_iter().find(|tag| attribute(tag, "role") == Some("menu"));
    let list = list.expect("a menu");
    assert!(has(list, "hidden"), "{page}");
    assert_eq!(attribute(list, "aria-label"), Some("More"));
    let page = rendered(html! { <Menu label="More" items={vec![]} /> });
    assert!(has(tags(&page, "div")[0], "hidden"), "{page}");
    let items = vec![MenuItem::new(IconName::Plus, "A refuel", Callback::noop())];
    let page = rendered(html! { <BarMenu label="Add" icon={IconName::Plus} class="" {items} /> });
    let button = tags(&page, "button")[0];
    assert_eq!(attribute(button, "aria-haspopup"), Some("menu"));
    assert_eq!(attribute(button, "aria-expanded"), Some("false"));
}
