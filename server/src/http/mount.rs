//! Puts endpoints of the table behind their paths. There is no other way to mount one.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    time::Instant,
};

use actix_web::{
    HttpRequest, HttpResponse, Resource, Route, guard,
    http::{Method as HttpMethod, header},
    web::{self, Data, Payload, ServiceConfig},
};
use furgo_shared::{
    access::Permission,
    api::{Bytes, Endpoint, Method},
    problem::ErrorCode,
    validate::Validate,
};
use serde::de::DeserializeOwned;

use super::{
    answer::Responds,
    call::{Call, locale_of},
    complaint,
    headers::request_id,
    upload::Upload,
};
use crate::{
    app::App,
    error::{Error, Result},
    panics,
};

/// Collects endpoints, then hands them to actix.
#[derive(Default)]
pub struct Mount {
    /// By path; literal segments sort before parameters, so `/mine` wins over `/{id}`.
    resources: BTreeMap<String, Vec<(Method, Route)>>,
    names: BTreeSet<&'static str>,
}

impl std::fmt::Debug for Mount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(&self.names).finish()
    }
}

impl Mount {
    /// Mounts an endpoint under its path and its aliases. The handler's call must carry the
    /// endpoint's permission; anything else does not compile.
    pub fn add<P, Req, Res, R, F, Fut>(&mut self, endpoint: Endpoint<P, Req, Res>, handler: F)
    where
        P: Permission,
        Req: DeserializeOwned + Validate + 'static,
        Res: 'static,
        R: Responds<Res> + 'static,
        F: Fn(Call<P, Req>) -> Fut + Copy + 'static,
        Fut: Future<Output = Result<R>> + 'static,
    {
        self.put(endpoint, move |request, payload| async move {
            let call = Call::receive(&endpoint, request.clone(), payload).await?;
            let reader = call.permit.viewer().clone();
            Ok(handler(call).await?.respond(&request, &reader))
        });
    }

    /// The same for an endpoint that is brought the bytes of a file.
    pub fn add_upload<P, const BYTES_MAX: u64, Res, R, F, Fut>(
        &mut self,
        endpoint: Endpoint<P, Bytes<BYTES_MAX>, Res>,
        handler: F,
    ) where
        P: Permission,
        Res: 'static,
        R: Responds<Res> + 'static,
        F: Fn(Upload<P>) -> Fut + Copy + 'static,
        Fut: Future<Output = Result<R>> + 'static,
    {
        self.put(endpoint, move |request, payload| async move {
            let upload = Upload::receive(&endpoint, request.clone(), payload).await?;
            let reader = upload.permit.viewer().clone();
            Ok(handler(upload).await?.respond(&request, &reader))
        });
    }

    fn put<P, Req, Res, F, Fut>(&mut self, endpoint: Endpoint<P, Req, Res>, answer: F)
    where
        P: 'static,
        Req: 'static,
        Res: 'static,
        F: Fn(HttpRequest, Payload) -> Fut + Copy + 'static,
        Fut: Future<Output = Result<HttpResponse>> + 'static,
    {
        self.names.insert(endpoint.name);
        let paths = std::iter::once((endpoint.method, endpoint.path))
            .chain(endpoint.aliases.iter().copied());
        for (method, path) in paths {
            let route =
                route(method).to(move |request: HttpRequest, payload: Payload| async move {
                    let answered = answer(request.clone(), payload);
                    let started = Instant::now();
                    let answered = survive(answered).await;
                    let response = answered.unwrap_or_else(|error| refuse(&request, &error));
                    if let Some(app) = request.app_data::<Data<App>>() {
                        app.requests.count(endpoint.name, response.status(), started.elapsed());
                    }
                    response
                });
            self.resources.entry(path.to_owned()).or_default().push((method, route));
        }
    }

    /// Names of the mounted endpoints.
    pub fn names(&self) -> &BTreeSet<&'static str> {
        &self.names
    }

    /// Hands everything to actix.
    pub fn configure(self, config: &mut ServiceConfig) {
        let mut nouns: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for (path, routes) in self.resources {
            let (noun, rest) = path.split_at(end_of_noun(&path));
            nouns.entry(noun.to_owned()).or_default().push((rest.to_owned(), routes));
        }
        for (noun, mut resources) in nouns {
            resources.sort_by_key(|(path, _)| path.replace('{', "\u{7f}"));
            let scope = resources.into_iter().fold(web::scope(&noun), |scope, (path, routes)| {
                scope.service(resource(&path, routes))
            });
            config.service(scope);
        }
    }
}

/// Where `/api/noun` ends. actix tries one resource after the other, most of them by a regular
/// expression; by noun it passes over all but a few at once.
fn end_of_noun(path: &str) -> usize {
    path.match_indices('/').nth(2).map_or(path.len(), |(at, _)| at)
}

/// Answers with what the future gives, or with a fault of the program where it panics: the client
/// is told so, and the worker goes on. A transaction under way is dropped, so nothing is written.
async fn survive<T>(answered: impl Future<Output = Result<T>>) -> Result<T> {
    let fault = || Err(Error::Internal("a handler panicked".to_owned()));
    panics::caught(answered).await.unwrap_or_else(fault)
}

/// What can be read can be asked for its headers alone.
fn route(method: Method) -> Route {
    let route = web::route();
    match method.reads() {
        true => route.guard(guard::Any(guard::Get()).or(guard::Head())),
        false => route.method(http_method(method)),
    }
}

fn resource(path: &str, routes: Vec<(Method, Route)>) -> Resource {
    let names = |method: &Method| if method.reads() { "GET, HEAD" } else { method.name() };
    let allow = routes.iter().map(|(method, _)| names(method)).collect::<Vec<_>>().join(", ");
    let resource =
        routes.into_iter().fold(web::resource(path), |resource, (_, route)| resource.route(route));
    resource.default_service(web::to(move |request: HttpRequest| {
        let allow = allow.clone();
        async move {
            let mut response = refuse(&request, &Error::Code(ErrorCode::MethodNotAllowed));
            if let Ok(allow) = header::HeaderValue::from_str(&allow) {
                response.headers_mut().insert(header::ALLOW, allow);
            }
            response
        }
    }))
}

fn http_method(method: Method) -> HttpMethod {
    match method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Put => HttpMethod::PUT,
        Method::Patch => HttpMethod::PATCH,
        Method::Delete => HttpMethod::DELETE,
    }
}

/// The error as a response; faults and refusals are logged here, once.
pub fn refuse(request: &HttpRequest, error: &Error) -> HttpResponse {
    let id = request_id(request);
    let code = error.code();
    complaint::log(request, &id, error);
    let status = actix_web::http::StatusCode::from_u16(code.status())
        .unwrap_or(actix_web::http::StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = HttpResponse::build(status);
    response.insert_header((header::CACHE_CONTROL, "no-store"));
    if let Error::TooManyAttempts { retry_after_s } = error {
        response.insert_header((header::RETRY_AFTER, retry_after_s.to_string()));
    } else if code == ErrorCode::Unavailable {
        response.insert_header((header::RETRY_AFTER, "2"));
    }
    if code == ErrorCode::BodyTooSlow {
        // Nobody waits for what is still to come of the body.
        response.force_close();
    }
    response.json(error.problem(locale_of(request), &id))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "the subject of the test")]

    use super::*;

    #[actix_web::test]
    async fn a_handler_that_panics_is_a_fault_and_no_end() {
        let panics = async {
            actix_web::rt::task::yield_now().await;
            if true {
                panic!("on purpose");
            }
            Ok(())
        };
        let answer = survive(panics).await;
        assert!(matches!(&answer, Err(error) if error.code() == ErrorCode::Internal), "{answer:?}");
        assert_eq!(survive(async { Ok(7) }).await.ok(), Some(7));
    }
}
