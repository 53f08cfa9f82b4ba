//! Lets requests through whose connection has a place, see [`super::connections`].

use std::sync::Arc;

use actix_web::{
    Error,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header,
    middleware::Next,
    web::Data,
};
use furgo_shared::problem::ErrorCode;

use super::{connections::Place, mount::refuse};
use crate::{app::App, auth};

/// Middleware: in a kept place only people of the office are answered.
pub async fn keep_places(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let needs_proof = place_of(&request).is_some_and(Place::needs_proof);
    if needs_proof && !proves(&request).await {
        let error = crate::error::Error::Code(ErrorCode::Unavailable);
        let mut response = refuse(request.request(), &error);
        response.head_mut().set_connection_type(actix_web::http::ConnectionType::Close);
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
        return Ok(request.into_response(response));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

async fn proves(request: &ServiceRequest) -> bool {
    let Some(app) = request.app_data::<Data<App>>() else { return false };
    let is_office = auth::is_signed_in_office(request.request(), app).await;
    is_office && place_of(request).is_some_and(Place::prove)
}

fn place_of(request: &ServiceRequest) -> Option<&Place> {
    request.conn_data::<Arc<Place>>().map(Arc::as_ref)
}
