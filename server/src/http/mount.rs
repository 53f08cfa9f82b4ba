//! Puts endpoints of the table behind their paths. There is no other way to mount one.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
};

use actix_web::{
    HttpRequest, HttpResponse, Resource, Route,
    http::{Method as HttpMethod, header},
    web::{self, Payload, ServiceConfig},
};
use furgo_shared::{
    access::Permission,
    api::{Endpoint, Method},
    problem::ErrorCode,
    validate::Validate,
};
use serde::de::DeserializeOwned;

use super::{
    answer::Responds,
    call::{Call, locale_of},
    headers::request_id,
};
use crate::error::{Error, Result};

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
        self.names.insert(endpoint.name);
        let paths = std::iter::once((endpoint.method, endpoint.path))
            .chain(endpoint.aliases.iter().copied());
        for (method, path) in paths {
            let route = web::route().method(http_method(method)).to(
                move |request: HttpRequest, payload: Payload| async move {
                    let answered = async {
                        let call = Call::receive(&endpoint, request.clone(), payload).await?;
                        Ok(handler(call).await?.respond(&request))
                    };
                    answered.await.unwrap_or_else(|error| refuse(&request, &error))
                },
            );
            self.resources.entry(path.to_owned()).or_default().push((method, route));
        }
    }

    /// Names of the mounted endpoints.
    pub fn names(&self) -> &BTreeSet<&'static str> {
        &self.names
    }

    /// Hands everything to actix.
    pub fn configure(self, config: &mut ServiceConfig) {
        let mut resources: Vec<_> = self.resources.into_iter().collect();
        resources.sort_by_key(|(path, _)| path.replace('{', "\u{7f}"));
        for (path, routes) in resources {
            config.service(resource(&path, routes));
        }
    }
}

fn resource(path: &str, routes: Vec<(Method, Route)>) -> Resource {
    let allow = routes.iter().map(|(method, _)| method.name()).collect::<Vec<_>>().join(", ");
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

/// The error as a response; faults are logged here, once.
pub fn refuse(request: &HttpRequest, error: &Error) -> HttpResponse {
    let id = request_id(request);
    let code = error.code();
    // The pattern, not the path: a path may hold a tracking token.
    let pattern = request.match_pattern().unwrap_or_default();
    match code.status() {
        500.. => {
            tracing::error!(request_id = %id, method = %request.method(), path = %pattern, %error, "request failed")
        }
        _ => {
            tracing::info!(request_id = %id, method = %request.method(), path = %pattern, %error, "request refused")
        }
    }
    let status = actix_web::http::StatusCode::from_u16(code.status())
        .unwrap_or(actix_web::http::StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = HttpResponse::build(status);
    response.insert_header((header::CACHE_CONTROL, "no-store"));
    match error {
        Error::TooManyAttempts { retry_after_s } => {
            response.insert_header((header::RETRY_AFTER, retry_after_s.to_string()))
        }
        _ if code == ErrorCode::Unavailable => response.insert_header((header::RETRY_AFTER, "2")),
        _ => &mut response,
    };
    response.json(error.problem(locale_of(request), &id))
}
