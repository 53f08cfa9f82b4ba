//! Reading: ask, keep what was there while asking again, know how old it is.

use std::{any::Any, ops::Deref, rc::Rc};

use furgo_shared::{access::Permission, api::Endpoint};
use gloo_timers::callback::Interval;
use serde::{Serialize, de::DeserializeOwned};
use yew::{platform::spawn_local, prelude::*};

use crate::{
    api::{self, ApiError, Request},
    cache::{self, Answer, Shows},
    outbox::{Revision, SettledSoFar},
    platform::clock,
};

/// How often the age on the screen is told anew.
const AGE_STEP_MS: u32 = 30_000;

/// What is known of a read.
#[derive(Clone, Debug, PartialEq)]
pub enum Query<Res: ?Sized> {
    /// Nothing yet.
    Loading,
    /// The value and its age in seconds.
    Ready { value: Rc<Res>, age: u64 },
    /// There is no value, and why.
    Failed(ApiError),
}

/// A read of a page; dereferences to its [`Query`].
#[derive(Clone, Debug, PartialEq)]
pub struct UseQuery<Res> {
    query: Query<Res>,
    shows: Shows,
    /// Asks again.
    pub refetch: Callback<()>,
}

impl<Res> Deref for UseQuery<Res> {
    type Target = Query<Res>;

    fn deref(&self) -> &Query<Res> {
        &self.query
    }
}

impl<Res> UseQuery<Res> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&Rc<Res>> {
        match &self.query {
            Query::Ready { value, .. } => Some(value),
            Query::Loading | Query::Failed(_) => None,
        }
    }

    /// Which of the field commands that were taken the value shows. One that was settled while the
    /// answer was on its way may or may not be in it, and counts as not.
    pub fn shows(&self) -> Shows {
        self.shows
    }

    /// Seconds since the value left the server.
    pub fn age(&self) -> Option<u64> {
        match &self.query {
            Query::Ready { age, .. } => Some(*age),
            Query::Loading | Query::Failed(_) => None,
        }
    }
}

/// Reads a body as some type. The hook's inside does not know which: it is compiled once, where one
/// for each kind of answer would cost the download several kilobytes.
type Decode = fn(&str) -> Result<Rc<dyn Any>, ApiError>;

fn decode<Res: DeserializeOwned + 'static>(body: &str) -> Result<Rc<dyn Any>, ApiError> {
    Ok(Rc::new(api::decode::<Res>(body)?))
}

/// What has come for a URL.
struct Known {
    url: String,
    value: Option<Value>,
    problem: Option<ApiError>,
}

/// An [`Answer`] that was read.
struct Value {
    of: Rc<dyn Any>,
    at_ms: f64,
    shows: Shows,
}

impl Value {
    fn of(answer: &Answer, decode: Decode) -> Result<Self, ApiError> {
        let Answer { body, at_ms, shows } = answer;
        Ok(Self { of: decode(body)?, at_ms: *at_ms, shows: *shows })
    }
}

impl Known {
    fn from_cache(url: &str, decode: Decode) -> Self {
        let value = cache::get(url).and_then(|answer| Value::of(&answer, decode).ok());
        Self { url: url.to_owned(), value, problem: None }
    }
}

/// Reads an endpoint; asks again when the URL changes and after every write of the app.
///
/// `args` fill the path's parameters, `query` becomes the query string.
#[hook]
pub fn use_query<P, Req, Res>(
    endpoint: &Endpoint<P, Req, Res>,
    args: &[&str],
    query: &Req,
) -> UseQuery<Res>
where
    P: Permission,
    Req: Serialize,
    Res: DeserializeOwned + 'static,
{
    use_query_if(true, endpoint, args, query)
}

/// Reads an endpoint as [`use_query`] does, or stays loading for ever where nothing is wanted.
#[hook]
pub fn use_query_if<P, Req, Res>(
    wanted: bool,
    endpoint: &Endpoint<P, Req, Res>,
    args: &[&str],
    query: &Req,
) -> UseQuery<Res>
where
    P: Permission,
    Req: Serialize,
    Res: DeserializeOwned + 'static,
{
    let (query, shows, refetch) =
        use_read(wanted, Request::read(endpoint, args, query), decode::<Res>);
    UseQuery { query: typed(query), shows, refetch }
}

/// Gives a value its type back.
fn typed<Res: 'static>(query: Query<dyn Any>) -> Query<Res> {
    match query {
        Query::Loading => Query::Loading,
        Query::Failed(problem) => Query::Failed(problem),
        Query::Ready { value, age } => {
            let value = value.downcast().expect("`decode` made it, and for this type");
            Query::Ready { value, age }
        }
    }
}

#[hook]
fn use_read(
    wanted: bool,
    request: Request,
    decode: Decode,
) -> (Query<dyn Any>, Shows, Callback<()>) {
    let revision = use_context::<Revision>().unwrap_or_default();
    let settled = use_context::<SettledSoFar>().unwrap_or_default();
    let asked = use_state(|| 0_u32);
    let known = use_state(|| Known::from_cache(&request.url, decode));
    let newest = use_mut_ref(|| 0_u32);
    use_ageing();
    {
        let (known, request) = (known.clone(), request.clone());
        use_effect_with((request.url.clone(), revision, *asked), move |_| {
            let turn = {
                let mut newest = newest.borrow_mut();
                *newest += 1;
                *newest
            };
            let current = {
                let newest = newest.clone();
                move || *newest.borrow() == turn
            };
            let settled = settled.count();
            let ask = async move {
                let outcome = read(&request, settled, decode).await;
                if current() {
                    known.set(outcome.map_or_else(
                        |problem| Known {
                            problem: Some(problem),
                            ..Known::from_cache(&request.url, decode)
                        },
                        |value| Known {
                            url: request.url.clone(),
                            value: Some(value),
                            problem: None,
                        },
                    ));
                }
            };
            if wanted {
                spawn_local(ask);
            }
            // Whatever comes after this component is gone or asks something else is not for it.
            move || *newest.borrow_mut() += 1
        });
    }
    let refetch = Callback::from(move |()| asked.set(*asked + 1));
    let (query, shows) = shown(&known, &request.url, decode);
    (query, shows, refetch)
}

async fn read(request: &Request, settled: usize, decode: Decode) -> Result<Value, ApiError> {
    let asker = cache::asker();
    let body = api::send(request).await?;
    let answer = Answer { body, at_ms: clock::now_ms(), shows: Shows::Settled(settled) };
    let value = Value::of(&answer, decode)?;
    cache::put(&request.url, answer, asker);
    Ok(value)
}

/// While another page of the same list loads, the old rows stay; another record starts afresh. With
/// what it shows of the field commands.
fn shown(known: &Known, url: &str, decode: Decode) -> (Query<dyn Any>, Shows) {
    let cached;
    let known = if known.url == url || (same_path(&known.url, url) && cache::get(url).is_none()) {
        known
    } else {
        cached = Known::from_cache(url, decode);
        &cached
    };
    match (&known.value, &known.problem) {
        (Some(value), _) => {
            let age = age_s(value.at_ms);
            (Query::Ready { value: value.of.clone(), age }, value.shows)
        }
        (None, Some(problem)) if known.url == url => {
            (Query::Failed(problem.clone()), Shows::Settled(0))
        }
        (None, _) => (Query::Loading, Shows::Settled(0)),
    }
}

fn same_path(one: &str, other: &str) -> bool {
    let path = |url: &str| url.split('?').next().unwrap_or_default().to_owned();
    path(one) == path(other)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not negative, and small"
)]
fn age_s(at_ms: f64) -> u64 {
    ((clock::now_ms() - at_ms) / 1000.0).max(0.0) as u64
}

/// Renders again now and then, so that a shown age stays true.
#[hook]
fn use_ageing() {
    let tick = use_force_update();
    use_effect_with((), move |()| {
        let interval = Interval::new(AGE_STEP_MS, move || tick.force_update());
        move || drop(interval)
    });
}

#[cfg(test)]
mod tests {
    use super::{Known, Query, decode, same_path, typed};
    use crate::cache::{self, Answer, Shows};

    #[test]
    fn an_answer_tells_how_much_was_settled_when_it_was_asked_for() {
        let url = "/api/settled";
        let shows = Shows::Settled(3);
        let answer = Answer { body: "7".to_owned(), at_ms: 1.0, shows };
        cache::put(url, answer, cache::asker());
        let known = Known::from_cache(url, decode::<u32>);
        assert_eq!(known.value.map(|value| value.shows), Some(shows));
    }

    #[test]
    fn a_value_gets_its_type_back() {
        let value = decode::<u32>("7").expect("a number");
        let known = typed::<u32>(Query::Ready { value, age: 3 });
        assert_eq!(known, Query::Ready { value: 7.into(), age: 3 });
        assert!(decode::<u32>("van").is_err());
    }

    #[test]
    fn only_the_path_tells_lists_apart() {
        assert!(same_path("/api/packages?page=1", "/api/packages?page=2"));
        assert!(!same_path("/api/vehicles/a", "/api/vehicles/b"));
    }
}
