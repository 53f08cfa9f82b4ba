//! Reading a whole list, page after page, for screens that choose from all of it.

use std::rc::Rc;

use furgo_shared::{
    access::Permission,
    api::Endpoint,
    page::{LIMIT_MAX, Page},
};
use serde::{Serialize, de::DeserializeOwned};
use yew::{platform::spawn_local, prelude::*};

use super::Query;
use crate::{
    api::{self, ApiError, Request},
    outbox::Revision,
};

/// The most pages that are read: beyond that a person searches instead of choosing.
const PAGES_MAX: u32 = 10;

/// All rows of a list, and the way to ask again. `request` makes the query of a page from its
/// number (from 1) and its limit; the list is asked anew after every write of the app.
#[hook]
pub fn use_every_page<P, Req, Item>(
    endpoint: &Endpoint<P, Req, Page<Item>>,
    request: impl Fn(u32, u32) -> Req + 'static,
) -> (Query<Vec<Item>>, Callback<()>)
where
    P: Permission,
    Req: Serialize + 'static,
    Item: Clone + DeserializeOwned + 'static,
{
    let revision = use_context::<Revision>().unwrap_or_default();
    let (asked, known) = (use_state(|| 0_u32), use_state(|| Query::<Vec<Item>>::Loading));
    let first = Request::read(endpoint, &[], &request(1, LIMIT_MAX));
    {
        let (known, endpoint) = (known.clone(), *endpoint);
        use_effect_with((first.url, revision, *asked), move |_| {
            let current = Rc::new(std::cell::Cell::new(true));
            let still = current.clone();
            spawn_local(async move {
                let outcome =
                    read_all(|page| Request::read(&endpoint, &[], &request(page, LIMIT_MAX))).await;
                if still.get() {
                    known.set(outcome.map_or_else(Query::Failed, |rows| Query::Ready {
                        value: Rc::new(rows),
                        age: 0,
                    }));
                }
            });
            move || current.set(false)
        });
    }
    let query = (*known).clone();
    (query, Callback::from(move |()| asked.set(*asked + 1)))
}

async fn read_all<Item: DeserializeOwned>(
    request: impl Fn(u32) -> Request,
) -> Result<Vec<Item>, ApiError> {
    let mut rows = Vec::new();
    for page in 1..=PAGES_MAX {
        let next: Page<Item> = api::call(&request(page)).await?;
        let is_last =
            next.items.is_empty() || u64::from(next.page) * u64::from(next.limit) >= next.total;
        rows.extend(next.items);
        if is_last {
            break;
        }
    }
    Ok(rows)
}
