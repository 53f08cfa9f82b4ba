//! Proof that the caller may do something. Storage opens for nothing else.
//!
//! The type is needed where no request is known, but only `auth` may say that somebody was asked who
//! they are. Rust has no friends across the border of a crate, so whoever makes a permit brings a
//! [`Witness`]: a value that only `auth` can make, because its type's only field is private there.

use std::marker::PhantomData;

use furgo_shared::{access::Permission, problem::ErrorCode};

use crate::{Error, Result, Viewer};

/// Bears witness that it was found out on whose behalf a permit is made, and that they may.
///
/// `auth` has the only implementation, of a type that nobody else can make; a check of the sources
/// (`xtask/src/tidy/layers.rs`) refuses another one.
pub trait Witness {}

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

    /// For a viewer of whom somebody bears witness.
    pub fn witnessed(viewer: Viewer, _: &impl Witness) -> Self {
        Self::new(viewer)
    }

    /// Permission for something that only some of those who may do `P` may do; `Forbidden` to the
    /// others. For an endpoint that means different things by its content.
    ///
    /// # Errors
    /// `Forbidden`.
    pub fn narrow<Q: Permission>(self) -> Result<Permit<Q>> {
        self.branch()
    }

    /// The same for one of several writes, each of which needs a permission of its own.
    ///
    /// # Errors
    /// `Forbidden`.
    pub fn branch<Q: Permission>(&self) -> Result<Permit<Q>> {
        let may = self.viewer == Viewer::System || Q::ACCESS.allows(self.viewer.role());
        match may {
            true => Ok(Permit::new(self.viewer.clone())),
            false => Err(Error::Code(ErrorCode::Forbidden)),
        }
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
