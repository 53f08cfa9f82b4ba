//! Which part of a list is shown, and the way to the next part.

use yew::prelude::*;

use super::{button::Button, icon::IconName};
use crate::{
    format,
    i18n::{text, text_with},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PaginationProps {
    /// From 1.
    pub page: u32,
    pub limit: u32,
    pub total: u64,
    pub onpage: Callback<u32>,
}

/// "21–40 of 200" with two buttons; only the count when everything fits on one page.
#[component]
pub fn Pagination(props: &PaginationProps) -> Html {
    let (first, last) = shown(props.page, props.limit, props.total);
    let several = props.total > u64::from(props.limit);
    let range = text_with(
        "pagination-range",
        [
            ("first", format::whole(first).to_string().into()),
            ("last", format::whole(last).to_string().into()),
            ("total", format::whole(props.total).to_string().into()),
        ],
    );
    let to = |page: u32| props.onpage.reform(move |()| page);
    html! {
        <nav class="pagination" aria-label={text("pagination-label")} hidden={props.total == 0}>
            <span key="range" aria-live="polite">{ range }</span>
            { for several.then(|| html! {
                <span class="pagination__buttons" key="buttons">
                    <Button icon={IconName::ChevronLeft} disabled={props.page <= 1} onclick={to(props.page.saturating_sub(1))}>{ text("pagination-previous") }</Button>
                    <Button icon={IconName::ChevronRight} disabled={last >= props.total} onclick={to(props.page + 1)}>{ text("pagination-next") }</Button>
                </span>
            }) }
        </nav>
    }
}

/// First and last row of a page, from 1; both 0 when there is nothing.
fn shown(page: u32, limit: u32, total: u64) -> (u64, u64) {
    let before = u64::from(page.saturating_sub(1)) * u64::from(limit);
    let last = (before + u64::from(limit)).min(total);
    (if total == 0 { 0 } else { (before + 1).min(total) }, last)
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn the_last_page_may_be_short() {
        assert_eq!(shown(1, 20, 42), (1, 20));
        assert_eq!(shown(3, 20, 42), (41, 42));
        assert_eq!(shown(1, 20, 0), (0, 0));
        assert_eq!(shown(1, 20, 7), (1, 7));
    }
}
