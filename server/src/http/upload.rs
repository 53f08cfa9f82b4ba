//! A request that brings the bytes of a file: they are handed on as they come, and never lie in
//! memory as a whole.

use std::{future::poll_fn, pin::Pin, time::Duration};

use actix_web::{
    HttpRequest,
    body::{BodyStream, MessageBody as _},
    rt::time::{Instant, timeout},
    web::{self, Data, Payload},
};
use furgo_shared::{
    access::Permission,
    api::{Bytes, Endpoint},
    problem::ErrorCode,
};

use super::range::{self, Brought};
use crate::{
    app::App,
    auth::Permit,
    error::{Error, Result},
};

/// How long nothing may come.
const SILENCE_MAX: Duration = Duration::from_secs(20);
/// How long all of it may take; what has come by then stays, and another request goes on.
const TIME_MAX: Duration = Duration::from_secs(10 * 60);

/// See the module.
#[derive(Debug)]
pub struct Upload<P> {
    pub app: Data<App>,
    pub permit: Permit<P>,
    /// Which part of which file.
    pub part: Brought,
    pub bytes: Incoming,
    pub request: HttpRequest,
}

impl<P: Permission> Upload<P> {
    /// Who asks is settled before anything of the body is looked at.
    pub(super) async fn receive<const BYTES_MAX: u64, Res>(
        _: &Endpoint<P, Bytes<BYTES_MAX>, Res>,
        request: HttpRequest,
        payload: Payload,
    ) -> Result<Self> {
        let app = request
            .app_data::<Data<App>>()
            .cloned()
            .ok_or_else(|| Error::Internal("the app is not mounted".to_owned()))?;
        let permit = crate::auth::permit::<P>(&request, &app).await?;
        let part = range::brought(request.headers())?;
        if part.total > BYTES_MAX {
            return Err(Error::Code(ErrorCode::BodyTooLarge));
        }
        let until = Instant::now() + TIME_MAX;
        let bytes = Incoming { payload: BodyStream::new(payload), left: part.length, until };
        Ok(Self { app, permit, part, bytes, request })
    }
}

impl<P> Upload<P> {
    /// A parameter of the path, percent-decoded.
    pub fn arg(&self, name: &str) -> &str {
        self.request.match_info().query(name)
    }
}

/// The bytes that are still to come.
pub struct Incoming {
    payload: BodyStream<Payload>,
    left: u64,
    until: Instant,
}

impl std::fmt::Debug for Incoming {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Incoming({} bytes)", self.left)
    }
}

impl Incoming {
    /// What has come next; `None` when all has.
    ///
    /// # Errors
    /// `BodyTooSlow`; `BodyTooLarge` for more than was announced; `MalformedBody` when it breaks
    /// off or ends too early.
    pub async fn next(&mut self) -> Result<Option<web::Bytes>> {
        let too_slow = |_elapsed| Error::Code(ErrorCode::BodyTooSlow);
        let patience = SILENCE_MAX.min(self.until.saturating_duration_since(Instant::now()));
        let broken = |detail: String| Error::Unreadable { code: ErrorCode::MalformedBody, detail };
        let next = poll_fn(|context| Pin::new(&mut self.payload).poll_next(context));
        match timeout(patience, next).await.map_err(too_slow)? {
            Some(Ok(bytes)) => {
                let come = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                self.left =
                    self.left.checked_sub(come).ok_or(Error::Code(ErrorCode::BodyTooLarge))?;
                Ok(Some(bytes))
            }
            Some(Err(error)) => Err(broken(error.to_string())),
            None if self.left > 0 => Err(broken("the body ended too early".to_owned())),
            None => Ok(None),
        }
    }
}
