//! Browser sessions: saved, found again, and ended for good whatever is under way.

#![allow(clippy::unwrap_used, reason = "tests may fail")]

use furgo_shared::auth::{Grant, Password, Register};

use super::*;
use crate::{
    auth::{Gate, GateSettings, keys::Keys, password::Cost},
    clock::Clock,
    features::{
        self,
        auth::{
            SessionRecord,
            operations::{self, Arrival},
            record::Proof,
        },
        users::PasswordHash,
    },
    storage::{
        Reads,
        engine::{KeyRange, MemoryEngine, Order, Space},
    },
};

const TTL: Duration = Duration::hours(1);

/// An installation with one session that has no cookie yet.
async fn app_with_session() -> (App, SessionId) {
    let schema = features::schema();
    let engine = Arc::new(MemoryEngine::default());
    let db = Database::new(engine, schema, Clock::system()).unwrap();
    let gate =
        Gate::new(Keys::ephemeral(), Cost { memory_kib: 8, passes: 1 }, GateSettings::default())
            .unwrap();
    let app = App::new(db, Clock::system(), gate);
    let session = SessionId::from(uuid::Uuid::now_v7());
    let request = Register {
        name: "ana".to_owned(),
        email: "ana@example.org".to_owned(),
        password: Password(String::new()),
        locale: None,
        setup_code: None,
    };
    let arrival = Arrival { session, device: "a test".to_owned(), grant: Grant::Session };
    let hash = PasswordHash("none".to_owned());
    app.db
        .write(Permit::for_auth(), Once::by_job("test"), move |tx| {
            operations::register(tx, &request, hash, arrival)
        })
        .await
        .unwrap();
    (app, session)
}

fn state_of(session: SessionId) -> HashMap<String, String> {
    HashMap::from([(SESSION_ENTRY.to_owned(), format!("\"{session}\""))])
}

fn copy(key: &SessionKey) -> SessionKey {
    key.as_ref().to_owned().try_into().unwrap()
}

async fn end(app: &App, session: SessionId) {
    app.db
        .write(Permit::for_auth(), Once::by_job("test"), move |tx| operations::end(tx, session))
        .await
        .unwrap();
}

#[actix_web::test]
async fn a_saved_session_is_found_again() {
    let (app, session) = app_with_session().await;
    let store = Sessions::new(&app);
    let key = store.save(state_of(session), &TTL).await.unwrap();
    assert_eq!(key.as_ref().len(), 64);
    assert_eq!(store.load(&key).await.unwrap(), Some(state_of(session)));
    assert_eq!(store.load(&"0".repeat(64).try_into().unwrap()).await.unwrap(), None);
}

#[actix_web::test]
async fn a_session_that_was_ended_cannot_come_back() {
    let (app, session) = app_with_session().await;
    let store = Sessions::new(&app);
    let key = store.save(state_of(session), &TTL).await.unwrap();
    // A request loaded it, somebody ends it, then the request's middleware writes.
    let loaded = store.load(&key).await.unwrap().unwrap();
    end(&app, session).await;
    let key = store.update(key, loaded.clone(), &TTL).await.unwrap();
    assert_eq!(store.load(&key).await.unwrap(), None);
    store.update_ttl(&key, &TTL).await.unwrap();
    assert!(store.save(loaded, &TTL).await.is_err());
    store.delete(&key).await.unwrap();
    assert_eq!(store.load(&key).await.unwrap(), None);
    let record = app.db.read(&Permit::for_auth(), |tx| tx.find::<SessionRecord>(session)).unwrap();
    assert!(record.is_none());
}

#[actix_web::test]
async fn a_session_has_one_cookie() {
    let (app, session) = app_with_session().await;
    let store = Sessions::new(&app);
    let key = store.save(state_of(session), &TTL).await.unwrap();
    assert!(store.save(state_of(session), &TTL).await.is_err());
    assert!(store.load(&key).await.unwrap().is_some());
}

#[actix_web::test]
async fn ending_wins_every_race_with_a_request_under_way() {
    for round in 0..200 {
        let (app, session) = app_with_session().await;
        let store = Sessions::new(&app);
        let key = store.save(state_of(session), &TTL).await.unwrap();
        let request = {
            let (store, key, app) = (store.clone(), copy(&key), app.clone());
            actix_web::rt::spawn(async move {
                let loaded = store.load(&key).await.unwrap().unwrap_or_default();
                let used_at = app.clock.now() + chrono::TimeDelta::hours(1);
                app.db
                    .write(Permit::for_job(), Once::by_job("test"), move |tx| {
                        operations::touch(tx, session, used_at)
                    })
                    .await
                    .unwrap();
                store.update(key, loaded, &TTL).await.unwrap()
            })
        };
        if round % 2 == 0 {
            actix_web::rt::task::yield_now().await;
        }
        end(&app, session).await;
        request.await.unwrap();
        assert_eq!(store.load(&key).await.unwrap(), None, "round {round}");
    }
}

#[actix_web::test]
async fn the_data_hold_no_cookie_key() {
    let (app, session) = app_with_session().await;
    let key = Sessions::new(&app).save(state_of(session), &TTL).await.unwrap();
    let record: SessionRecord = app.db.read(&Permit::for_auth(), |tx| tx.require(session)).unwrap();
    assert!(matches!(record.proof, Proof::Cookie { key_hash: Some(_) }));
    let view = app.db.engine().view().unwrap();
    let spaces: Vec<Space> = app.db.schema().spaces();
    let mut entries = 0;
    for space in spaces {
        view.scan(space, &KeyRange::prefix(&[]), Order::Ascending, &mut |name, value| {
            let text = [name, value].map(String::from_utf8_lossy).concat();
            assert!(!text.contains(key.as_ref()), "{space:?}");
            entries += 1;
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    }
    assert!(entries > 5);
}
