//! Lists, states, figures, dialogs, and what went wrong.

use furgo_shared::{
    packages::PackageStatus,
    problem::{ErrorCode, Problem},
};
use yew::prelude::*;

use super::{SLY, attribute, has, is_harmless, plain, rendered, tag, tags};
use crate::{api::ApiError, screens::Screen, ui::*};

fn table(sort: Option<&'static str>) -> String {
    let columns = vec![
        Column::new("Recipient", CellSlot::Title).sorts_by("recipient_name"),
        Column::new("Weight", CellSlot::Fact).number(),
    ];
    let cells = vec![html! { { SLY } }, html! { { "2.5 kg" } }];
    let rows = vec![Row::new(1, cells).to(Screen::Packages)];
    rendered(
        html! { <Table caption="Packages" {columns} {rows} sort={sort.map(AttrValue::from)} /> },
    )
}

#[test]
fn a_table_says_what_it_holds_and_how_it_is_sorted() {
    for (sort, said) in [
        (None, None),
        (Some("recipient_name"), Some("ascending")),
        (Some("-recipient_name"), Some("descending")),
        (Some("weight_kg"), None),
    ] {
        let page = table(sort);
        let heads = tags(&page, "th");
        assert_eq!(attribute(heads[0], "aria-sort"), said, "{page}");
        assert_eq!(attribute(heads[0], "scope"), Some("col"));
        assert_eq!(tags(&page, "button").len(), 1, "only one column sorts: {page}");
    }
}

/// On a phone a table is drawn as cards, and browsers forget what a table was unless its roles stand
/// in it.
#[test]
fn a_table_stays_one_as_cards() {
    let page = table(None);
    is_harmless(&page);
    for (element, role) in [("table", "table"), ("tbody", "rowgroup"), ("thead", "rowgroup")] {
        assert_eq!(attribute(tag(&page, element), "role"), Some(role));
    }
    assert!(tags(&page, "tr").iter().all(|tag| attribute(tag, "role") == Some("row")), "{page}");
    let labels: Vec<_> = tags(&page, "td").iter().map(|tag| attribute(tag, "data-label")).collect();
    assert_eq!(labels, [Some("Recipient"), Some("Weight")]);
    assert_eq!(attribute(tag(&page, "a"), "href"), Some("/packages"));
    assert!(plain(&page).contains("Packages"), "the caption: {page}");
}

#[test]
fn every_state_has_an_icon_and_its_word() {
    let mut words = Vec::new();
    for status in PackageStatus::ALL {
        let page = rendered(package_pill(status));
        assert_eq!(attribute(tag(&page, "svg"), "aria-hidden"), Some("true"));
        words.push(plain(&page));
    }
    words.sort();
    words.dedup();
    assert_eq!(words.len(), PackageStatus::ALL.len(), "no two states read alike: {words:?}");
    assert!(words.iter().all(|word| !word.is_empty() && !word.contains("package-status")));
}

#[test]
fn pages_end_where_the_list_does() {
    let buttons = |page: u32, total: u64| {
        let page =
            rendered(html! { <Pagination {page} limit=20 {total} onpage={Callback::noop()} /> });
        assert_eq!(has(tag(&page, "nav"), "hidden"), total == 0, "{page}");
        assert!(attribute(tag(&page, "nav"), "aria-label").is_some_and(|name| !name.is_empty()));
        tags(&page, "button").iter().map(|tag| has(tag, "disabled")).collect::<Vec<_>>()
    };
    assert_eq!(buttons(1, 0), [false; 0]);
    assert_eq!(buttons(1, 20), [false; 0], "one page needs no buttons");
    assert_eq!(buttons(1, 41), [true, false]);
    assert_eq!(buttons(2, 41), [false, false]);
    assert_eq!(buttons(3, 41), [false, true]);
}

#[test]
fn what_went_wrong_is_said_at_once_with_what_to_quote() {
    let problem = Problem::of(ErrorCode::Internal, "Something failed.".to_owned());
    let problem = Problem { request_id: Some(SLY.to_owned()), ..problem };
    let problem = ApiError::Problem(Box::new(problem));
    let page = rendered(html! { <ProblemCard {problem} onretry={Callback::noop()} /> });
    assert_eq!(attribute(tags(&page, "div")[0], "role"), Some("alert"));
    is_harmless(&page);
    assert_eq!(tags(&page, "button").len(), 1, "{page}");
    let page = rendered(html! { <ProblemCard problem={ApiError::Offline} /> });
    assert!(tags(&page, "button").is_empty() && !plain(&page).is_empty(), "{page}");
}

#[test]
fn a_dialog_is_named_by_its_title_and_empty_while_it_is_closed() {
    for open in [false, true] {
        let page = rendered(html! {
            <ConfirmDialog {open} title="Delete the van?" text="Its records stay." confirm="Delete"
                onconfirm={Callback::noop()} onclose={Callback::noop()} />
        });
        let named_by = attribute(tag(&page, "dialog"), "aria-labelledby");
        assert_eq!(named_by, attribute(tag(&page, "h2"), "id"), "{page}");
        assert!(plain(&page).contains("Delete the van?"), "{page}");
        assert_eq!(plain(&page).contains("Its records stay."), open, "{page}");
    }
}

#[test]
fn whoever_waits_is_told_that_something_comes() {
    let page = rendered(html! { <Skeleton lines=3 /> });
    let frame = tags(&page, "div")[0];
    assert_eq!(
        (attribute(frame, "role"), attribute(frame, "aria-busy")),
        (Some("status"), Some("true"))
    );
    assert!(!plain(&page).is_empty());
}

#[test]
fn cards_and_figures_are_named_and_their_texts_are_texts() {
    let page = rendered(html! { <Card title={AttrValue::from("Costs")}>{ SLY }</Card> });
    assert_eq!(attribute(tag(&page, "section"), "aria-label"), Some("Costs"));
    is_harmless(&page);
    is_harmless(&rendered(html! { <Facts><Fact label="Note">{ SLY }</Fact></Facts> }));
    is_harmless(&rendered(html! { <Stat label={SLY} value="7" /> }));
    is_harmless(&rendered(
        html! { <EmptyState icon={IconName::Truck} title={SLY} hint="Add one" /> },
    ));
    let page = rendered(html! { <Timeline label="What happened">{ "" }</Timeline> });
    assert_eq!(attribute(tag(&page, "ol"), "aria-label"), Some("What happened"));
}

#[test]
fn a_search_is_one_to_a_screen_reader() {
    let page = rendered(
        html! { <SearchField label="Find packages" value={SLY} onsearch={Callback::noop()} /> },
    );
    assert_eq!(attribute(tag(&page, "form"), "role"), Some("search"));
    assert_eq!(attribute(tag(&page, "label"), "for"), attribute(tag(&page, "input"), "id"));
    is_harmless(&page);
}
