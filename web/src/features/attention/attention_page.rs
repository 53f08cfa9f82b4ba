//! What waits for the office, the newest first, and what was settled.

use furgo_shared::{
    api,
    exceptions::{ExceptionView, ListExceptions},
};
use yew::prelude::*;

use super::card::ExceptionCard;
use crate::{
    hooks::{use_filters, use_query},
    i18n::text,
    session::use_measures,
    ui::{EmptyState, IconName, Listing, Page, PageWidth, Tab, Tabs},
};

/// See the module.
#[component]
pub fn AttentionPage() -> Html {
    let (filters, measures) = (use_filters::<ListExceptions>(), use_measures());
    let current = filters.current();
    let list = use_query(&api::LIST_EXCEPTIONS, &[], current);
    let (title, hint) = match current.resolved {
        false => ("exceptions-none", "exceptions-none-hint"),
        true => ("exceptions-none-settled", "exceptions-none-settled-hint"),
    };
    let listing = Listing {
        list: &list,
        nothing: html! { <EmptyState icon={IconName::CircleCheck} title={text(title)} hint={text(hint)} /> },
        filtered: current.page.is_some(),
        onclear: filters.bind(|filters, ()| filters.page = None),
        onpage: filters.bind(|filters, page| filters.page = Some(page)),
    };
    let cards = |exceptions: &[ExceptionView]| {
        html! {
            <ul class="findings">{ for exceptions.iter().map(|exception| html! {
                <ExceptionCard key={exception.id.to_string()} exception={exception.clone()} {measures} />
            }) }</ul>
        }
    };
    let tabs = vec![
        Tab::new("open", text("exceptions-open")),
        Tab::new("settled", text("exceptions-settled")),
    ];
    let active = if current.resolved { "settled" } else { "open" };
    let onselect = filters.bind(|filters, tab: AttrValue| {
        (filters.resolved, filters.page) = (tab == "settled", None);
    });
    html! {
        <Page title={text("nav-attention")} subtitle={text("exceptions-subtitle")} width={PageWidth::Narrow} age={list.age()}>
            <Tabs key="tabs" label={text("nav-attention")} {tabs} {active} {onselect} />
            <div key="list">{ listing.show(cards) }</div>
        </Page>
    }
}
