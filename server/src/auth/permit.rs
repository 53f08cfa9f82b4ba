//! Proof that the caller may do something. Storage opens for nothing else, and only this file
//! makes one.

use std::marker::PhantomData;

use actix_web::{HttpMessage, HttpRequest, web::Data};
use furgo_shared::{
    access::{Access, Permission},
    problem::ErrorCode,
};

use super::{Person, Viewer, identity::identify, origin};
use crate::{
    app::App,
    error::{Error, Result},
};

/// Proof that the viewer may do `P`. A write consumes it.
#[derive(Debug)]
pub struct Permit<P> {
    viewer: Viewer,
    permission: PhantomData<fn() -> P>,
}

/// The permission of the program itself; no endpoint has it.
#[derive(Clone, Copy, Debug)]
pub enum System {}

impl<P> Permit<P> {
    fn new(viewer: Viewer) -> Self {
        Self { viewer, permission: PhantomData }
    }

    /// For the people of the demo fleet, who have no sessions. No request comes this way.
    pub(crate) fn for_demo(person: Person) -> Self {
        Self::new(Viewer::Person(person))
    }

    /// Permission for something that only some of those who may do `P` may do; `Forbidden` to the
    /// others. For an endpoint that means different things by its content.
    ///
    /// # Errors
    /// `Forbidden`.
    pub fn narrow<Q: Permission>(self) -> Result<Permit<Q>> {
        let may = self.viewer == Viewer::System || Q::ACCESS.allows(self.viewer.role());
        if may { Ok(Permit::new(self.viewer)) } else { Err(Error::Code(ErrorCode::Forbidden)) }
    }

    /// On whose behalf.
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// On whose behalf, at the end of the permit.
    pub fn into_viewer(self) -> Viewer {
        self.viewer
    }
}

impl Permit<System> {
    /// For signing in: nobody is known yet, and sessions are nobody's to see.
    pub fn for_auth() -> Self {
        Self::new(Viewer::System)
    }

    /// For jobs and the command line.
    pub fn for_job() -> Self {
        Self::new(Viewer::System)
    }
}

/// Noted with a request whose sender is signed in.
#[derive(Clone, Copy, Debug)]
struct Known;

/// Whether a request was found to be somebody's who is signed in.
pub fn is_known(request: &HttpRequest) -> bool {
    request.extensions().get::<Known>().is_some()
}

/// Who asks, and whether they may: 401 unless a live session or token says who, 403 unless
/// their role may `P`.
pub async fn permit<P: Permission>(request: &HttpRequest, app: &Data<App>) -> Result<Permit<P>> {
    let viewer = match identify(request, app).await {
        Err(Error::Code(ErrorCode::CrossSite)) if P::FROM_ANY_SITE => Viewer::Stranger,
        identified => identified?,
    };
    if let Viewer::Person(_) = viewer {
        request.extensions_mut().insert(Known);
    }
    if viewer == Viewer::Stranger && !P::FROM_ANY_SITE {
        origin::refuse_other_sites(request, app.gate.public_origin())?;
    }
    if P::ACCESS == Access::Public || P::ACCESS.allows(viewer.role()) {
        return Ok(Permit::new(viewer));
    }
    Err(Error::Code(if viewer == Viewer::Stranger {
        ErrorCode::NotSignedIn
    } else {
        ErrorCode::Forbidden
    }))
}
