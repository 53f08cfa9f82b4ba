//! actix-session's store over our own session records.
//!
//! The record is made by the sign-in itself; this store only ties a cookie to it, by the SHA-256
//! of the cookie's key. Nothing here makes a record, so a session that was ended cannot come back
//! by a request that was still under way.

use std::{collections::HashMap, sync::Arc};

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time::Duration;
use furgo_shared::id::SessionId;

use super::{
    Permit, SessionKeeper,
    identity::{FAULT_ENTRY, SESSION_ENTRY},
};
use crate::{
    app::App,
    error::{Error, Result},
    hex::fingerprint,
    storage::{Database, outcome::Once},
};

/// Ties cookies to session records.
#[derive(Clone, Debug)]
pub struct Sessions {
    db: Arc<Database>,
    keeper: SessionKeeper,
}

impl Sessions {
    /// Over the app's database.
    pub fn new(app: &App) -> Self {
        Self { db: Arc::clone(&app.db), keeper: app.keeper }
    }

    fn find(&self, key: &SessionKey) -> Result<Option<SessionId>> {
        let hash = fingerprint(key.as_ref().as_bytes());
        self.db.read(&Permit::for_auth(), |tx| (self.keeper.of_cookie)(tx, &hash))
    }

    async fn tie(&self, state: &HashMap<String, String>) -> Result<String> {
        let id: SessionId =
            state.get(SESSION_ENTRY).and_then(|id| serde_json::from_str(id).ok()).ok_or_else(
                || Error::Internal("a browser session without a stored one".to_owned()),
            )?;
        let bytes: [u8; 32] = rand::random();
        let key: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let (hash, tie) = (fingerprint(key.as_bytes()), self.keeper.tie);
        self.db
            .write(Permit::for_auth(), Once::by_job("browser_session"), move |tx| tie(tx, id, hash))
            .await?;
        Ok(key)
    }
}

impl SessionStore for Sessions {
    async fn load(
        &self,
        key: &SessionKey,
    ) -> std::result::Result<Option<HashMap<String, String>>, LoadError> {
        let entry = match self.find(key) {
            Ok(None) => return Ok(None),
            Ok(Some(id)) => (SESSION_ENTRY.to_owned(), format!("\"{id}\"")),
            Err(error) => {
                // The middleware would answer in plain text; the permit answers as the API does.
                tracing::error!(%error, "a session could not be read");
                (FAULT_ENTRY.to_owned(), "true".to_owned())
            }
        };
        Ok(Some(HashMap::from([entry])))
    }

    async fn save(
        &self,
        state: HashMap<String, String>,
        _: &Duration,
    ) -> std::result::Result<SessionKey, SaveError> {
        let key =
            self.tie(&state).await.map_err(|error| SaveError::Other(anyhow::Error::new(error)))?;
        key.try_into().map_err(|error| SaveError::Other(anyhow::Error::new(error)))
    }

    /// A session's map never changes; it is renewed or purged.
    async fn update(
        &self,
        key: SessionKey,
        _: HashMap<String, String>,
        _: &Duration,
    ) -> std::result::Result<SessionKey, UpdateError> {
        Ok(key)
    }

    /// The record knows its own limits.
    async fn update_ttl(
        &self,
        _: &SessionKey,
        _: &Duration,
    ) -> std::result::Result<(), anyhow::Error> {
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> std::result::Result<(), anyhow::Error> {
        let (hash, end) = (fingerprint(key.as_ref().as_bytes()), self.keeper.end);
        self.db
            .write(Permit::for_auth(), Once::by_job("browser_session"), move |tx| end(tx, &hash))
            .await?;
        Ok(())
    }
}

#[cfg(test)]
#[path = "session_store_tests.rs"]
mod tests;
