//! Somebody who talks to the API: by the endpoint table, or raw where the table is too polite.

use std::time::Duration;

use furgo_shared::{
    access::Permission,
    api::{Endpoint, Method},
    id::UserId,
    problem::{ErrorCode, Problem},
    users::UserView,
};
use reqwest::{
    RequestBuilder, Response, StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use serde::{Serialize, de::DeserializeOwned};

/// How a client says who it is.
#[derive(Clone, Debug)]
pub(crate) enum Credentials {
    None,
    Bearer(String),
    /// A cookie jar, and the `Origin` that a browser on our pages sends.
    Cookies,
}

/// Less than a server keeps a silent connection: one that it has just closed would fail the next request,
/// on a machine that is busy with something else.
const IDLE: Duration = Duration::from_secs(2);

/// Somebody, or nobody, who sends requests.
#[derive(Clone, Debug)]
pub struct Client {
    url: String,
    http: reqwest::Client,
    credentials: Credentials,
    user: Option<UserView>,
    headers: HeaderMap,
}

/// An answer as it came.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Reply {
    /// All of a response.
    pub(crate) async fn of(response: Response) -> Self {
        let (status, headers): (StatusCode, HeaderMap) =
            (response.status(), response.headers().clone());
        Self { status: status.as_u16(), headers, bytes: response.bytes().await.unwrap().to_vec() }
    }

    /// A header's text; empty if it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The version that the entity tag names.
    pub fn tagged_version(&self) -> Option<u64> {
        furgo::http::tag::version_in(self.header("etag"))
    }

    /// The body as JSON of this type.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as a problem with this status, whose code belongs to it.
    pub fn problem(&self, status: u16) -> Problem {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/json");
        let problem: Problem = self.json();
        assert_eq!(problem.code.status(), status, "{problem:?}");
        assert!(!problem.error.is_empty() && !problem.error.starts_with("error-"), "{problem:?}");
        problem
    }
}

impl Client {
    pub(crate) fn new(url: &str, credentials: Credentials, user: Option<UserView>) -> Self {
        let keeps_cookies = matches!(credentials, Credentials::Cookies);
        let http = reqwest::Client::builder()
            .cookie_store(keeps_cookies)
            .no_proxy()
            .pool_idle_timeout(IDLE)
            .build()
            .unwrap();
        Self { url: url.to_owned(), http, credentials, user, headers: HeaderMap::new() }
    }

    /// The same client, talking to another server.
    pub fn at(&self, app: &crate::TestApp) -> Self {
        Self { url: app.url.clone(), ..self.clone() }
    }

    pub(crate) fn known_as(mut self, user: UserView) -> Self {
        self.user = Some(user);
        self
    }

    /// The person.
    pub fn user(&self) -> &UserView {
        self.user.as_ref().expect("somebody is signed in")
    }

    /// The person's id.
    pub fn id(&self) -> UserId {
        self.user().id
    }

    /// The same client with a header in each of its requests.
    pub fn with(&self, name: &'static str, value: &str) -> Self {
        let mut client = self.clone();
        client.headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        client
    }

    /// Calls an endpoint and expects its success.
    pub async fn ok<P: Permission, Req: Serialize, Res: DeserializeOwned, const N: usize>(
        &self,
        endpoint: &Endpoint<P, Req, Res>,
        args: [&str; N],
        body: &Req,
    ) -> Res {
        let reply = self.call(endpoint, args, body).await;
        assert_eq!(reply.status, endpoint.success, "{endpoint:?}: {}", reply.text());
        match reply.bytes.is_empty() {
            true => serde_json::from_str("null").unwrap(),
            false => reply.json(),
        }
    }

    /// Calls an endpoint and expects to be refused with this status.
    pub async fn refused<P: Permission, Req: Serialize, Res, const N: usize>(
        &self,
        status: u16,
        endpoint: &Endpoint<P, Req, Res>,
        args: [&str; N],
        body: &Req,
    ) -> Problem {
        self.call(endpoint, args, body).await.problem(status)
    }

    /// Calls an endpoint and expects this very refusal.
    pub async fn refused_as<P: Permission, Req: Serialize, Res, const N: usize>(
        &self,
        code: ErrorCode,
        endpoint: &Endpoint<P, Req, Res>,
        args: [&str; N],
        body: &Req,
    ) -> Problem {
        let problem = self.refused(code.status(), endpoint, args, body).await;
        assert_eq!(problem.code, code);
        problem
    }

    /// Calls an endpoint; whatever comes is fine.
    pub async fn call<P: Permission, Req: Serialize, Res, const N: usize>(
        &self,
        endpoint: &Endpoint<P, Req, Res>,
        args: [&str; N],
        body: &Req,
    ) -> Reply {
        let path = endpoint.path_with(&args);
        match endpoint.method {
            Method::Get => {
                let query = serde_html_form::to_string(body).unwrap();
                self.raw("GET", &format!("{path}?{query}"), None).await
            }
            method => {
                self.raw(method.name(), &path, Some(&serde_json::to_string(body).unwrap())).await
            }
        }
    }

    /// Sends a JSON text (or nothing) to a path.
    pub async fn raw(&self, method: &str, path: &str, json: Option<&str>) -> Reply {
        let request = self.request(method, path);
        let request = match json {
            Some(json) if !self.headers.contains_key("content-type") => {
                request.header("content-type", "application/json").body(json.to_owned())
            }
            Some(json) => request.body(json.to_owned()),
            None => request,
        };
        reply(request).await
    }

    /// Sends bytes as they are.
    pub async fn bytes(
        &self,
        method: &str,
        path: &str,
        content_type: &str,
        bytes: Vec<u8>,
    ) -> Reply {
        reply(self.request(method, path).header("content-type", content_type).body(bytes)).await
    }

    /// Sends a request without a body and leaves the answer's to be read.
    pub(crate) async fn open(&self, method: &str, path: &str) -> Response {
        self.request(method, path).send().await.unwrap()
    }

    fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let request = self
            .http
            .request(method.parse().unwrap(), format!("{}{path}", self.url))
            .headers(self.headers.clone());
        match &self.credentials {
            Credentials::None => request,
            Credentials::Bearer(token) => request.bearer_auth(token),
            Credentials::Cookies
                if self.headers.contains_key("origin")
                    || self.headers.contains_key("sec-fetch-site") =>
            {
                request
            }
            Credentials::Cookies => request.header("origin", &self.url),
        }
    }
}

async fn reply(request: RequestBuilder) -> Reply {
    Reply::of(request.send().await.unwrap()).await
}
