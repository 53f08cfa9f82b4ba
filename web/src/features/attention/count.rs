//! How much waits for the office, beside the way there.

use furgo_shared::{api, exceptions::ListExceptions};
use yew::prelude::*;

use crate::{hooks::use_query, ui::Badge};

/// See the module. Nothing where nothing waits.
#[component]
pub fn AttentionCount() -> Html {
    let one = ListExceptions { limit: Some(1), ..ListExceptions::default() };
    let list = use_query(&api::LIST_EXCEPTIONS, &[], &one);
    let count = list.value().map_or(0, |page| page.total);
    html! { { for (count > 0).then(|| html! { <Badge key="count" {count} /> }) } }
}
