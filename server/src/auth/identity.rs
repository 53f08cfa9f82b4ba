//! Tells who asks, from the session cookie or the bearer token.

use actix_web::{HttpRequest, web::Data};

use super::Viewer;
use crate::{app::App, error::Result};

/// Who asks; a stranger when nothing says who.
pub async fn identify(_request: &HttpRequest, _app: &Data<App>) -> Result<Viewer> {
    Ok(Viewer::Stranger)
}
