//! Speaks HTTPS to an ACME server: one connection a request, of which there are a dozen in two
//! months.

use std::{path::Path, pin::Pin, sync::Arc, time::Duration};

use actix_web::rt::net::TcpStream;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{
    Request, Response,
    body::Bytes,
    client::conn::http1,
    header::{HOST, HeaderValue},
};
use hyper_util::rt::TokioIo;
use instant_acme::{BodyWrapper, BytesResponse, Error, HttpClient};
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::order::Failed;
use crate::tls::certificate::{chain_in, provider};

/// Longest that an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Largest answer, in bytes; chains have some thousands.
const ANSWER_BYTES_MAX: usize = 256 << 10;

/// See the module.
#[derive(Clone)]
pub struct HttpsClient {
    config: Arc<ClientConfig>,
}

impl HttpsClient {
    /// Trusts the certificates in a file, or else the system's.
    pub fn new(root: Option<&Path>) -> Result<Self, Failed> {
        let trusted = match root {
            Some(path) => std::fs::read(path)
                .map_err(|error| error.to_string())
                .and_then(|pem| chain_in(&pem).map_err(|why| why.to_string()))
                .map_err(|why| format!("{} (acme_root) cannot be used: {why}", path.display()))?,
            None => rustls_native_certs::load_native_certs().certs,
        };
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(trusted);
        let config = ClientConfig::builder_with_provider(Arc::new(provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { config: Arc::new(config) })
    }

    async fn answer(
        self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Result<Response<Full<Bytes>>, Failed> {
        let (mut head, body) = request.into_parts();
        let authority = head.uri.authority().ok_or("the address names no server")?.clone();
        if head.uri.scheme_str() != Some("https") {
            return Err("the address is not one of https".into());
        }
        let host = authority.host().trim_matches(['[', ']']).to_owned();
        let stream =
            TcpStream::connect((host.as_str(), authority.port_u16().unwrap_or(443))).await?;
        let connector = TlsConnector::from(self.config);
        let stream = connector.connect(ServerName::try_from(host)?, stream).await?;
        let (mut sender, connection) =
            http1::handshake::<_, Full<Bytes>>(TokioIo::new(stream)).await?;
        // Ends with the sender.
        actix_web::rt::spawn(connection);
        head.headers.insert(HOST, HeaderValue::from_str(authority.as_str())?);
        let target = head.uri.path_and_query().map_or("/", |target| target.as_str()).parse()?;
        head.uri = target;
        let body = body.collect().await?.to_bytes();
        let response = sender.send_request(Request::from_parts(head, Full::new(body))).await?;
        let (head, body) = response.into_parts();
        let body = Limited::new(body, ANSWER_BYTES_MAX).collect().await?.to_bytes();
        Ok(Response::from_parts(head, Full::new(body)))
    }
}

impl HttpClient for HttpsClient {
    fn request(
        &self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>> {
        let client = self.clone();
        Box::pin(async move {
            let answer = timeout(PATIENCE, client.answer(request)).await;
            let answer = answer.map_err(|_late| "the server does not answer")?;
            answer.map(BytesResponse::from).map_err(Error::Other)
        })
    }
}
