//! Who asks, and whether they may: the only file that bears witness for a permit.

use actix_web::{HttpMessage, HttpRequest, web::Data};
use furgo_ground::{Permit, Person, Viewer, permit::Witness};
use furgo_shared::{
    access::{Access, Permission, Role, SignedIn},
    problem::ErrorCode,
};

use super::{identity::identify, origin};
use crate::{
    app::App,
    error::{Error, Result},
};

/// Somebody was asked who they are. Nobody else can make one.
struct Asked(());

impl Witness for Asked {}

/// For the people of the demo fleet, who have no sessions. No request comes this way.
pub(crate) fn permit_for_demo<P>(person: Person) -> Permit<P> {
    Permit::witnessed(Viewer::Person(person), &Asked(()))
}

/// For what somebody did while they drove, who only looks by now. Whoever calls has found out that it
/// was before that.
pub(crate) fn permit_as_driver(permit: &Permit<SignedIn>) -> Permit<SignedIn> {
    let viewer = match permit.viewer() {
        Viewer::Person(person) if person.role == Role::Viewer => {
            Viewer::Person(Person { role: Role::Driver, ..*person })
        }
        viewer @ (Viewer::Person(_) | Viewer::Stranger | Viewer::System) => viewer.clone(),
    };
    Permit::witnessed(viewer, &Asked(()))
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
        // Whoever was sent away may sign in again.
        Err(Error::Code(ErrorCode::DeviceRevoked)) if P::ACCESS == Access::Public => {
            Viewer::Stranger
        }
        identified => identified?,
    };
    if let Viewer::Person(_) = viewer {
        request.extensions_mut().insert(Known);
    }
    if viewer == Viewer::Stranger && !P::FROM_ANY_SITE {
        origin::refuse_other_sites(request, app.gate.public_origin())?;
    }
    if P::ACCESS == Access::Public || P::ACCESS.allows(viewer.role()) {
        return Ok(Permit::witnessed(viewer, &Asked(())));
    }
    Err(Error::Code(if viewer == Viewer::Stranger {
        ErrorCode::NotSignedIn
    } else {
        ErrorCode::Forbidden
    }))
}
