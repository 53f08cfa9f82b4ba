//! The browser's database, IndexedDB: texts and bytes under texts, in transactions that survive the
//! phone being switched off as soon as they have ended.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use idb::{DatabaseEvent as _, Factory, ObjectStoreParams, Query, Transaction};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{IdbDatabase, IdbTransaction};

/// Why something was not stored or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The browser has no room left, or gives none.
    Full,
    /// It refuses, or fails otherwise: a private window, a profile that is broken.
    Refused,
}

/// The name of the error; the only word that browsers agree on.
const QUOTA_EXCEEDED: &str = "QuotaExceededError";

impl From<idb::Error> for StoreError {
    fn from(error: idb::Error) -> Self {
        match format!("{error:?}").contains(QUOTA_EXCEEDED) {
            true => Self::Full,
            false => Self::Refused,
        }
    }
}

/// A database of this browser.
#[derive(Debug)]
pub struct Database {
    opened: IdbDatabase,
    /// Transactions that have not ended.
    begun: Begun,
}

type Begun = Rc<RefCell<Vec<(u32, IdbTransaction)>>>;

/// How a transaction ends up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Read,
    Write,
}

impl Database {
    /// Opens it, with all of its stores.
    ///
    /// # Errors
    /// When the browser has no database, or refuses to open it.
    pub async fn open(
        name: &str,
        version: u32,
        stores: &'static [&'static str],
    ) -> Result<Self, StoreError> {
        let mut request = Factory::new()?.open(name, Some(version))?;
        request.on_upgrade_needed(move |event| {
            let Ok(database) = event.database() else { return };
            let known = database.store_names();
            for store in stores.iter().filter(|store| !known.iter().any(|name| name == *store)) {
                // Without it the first transaction fails, and says so.
                drop(database.create_object_store(store, ObjectStoreParams::new()));
            }
        });
        let mut opened = request.await?;
        // Another window wants to change or to delete it: it is not kept from doing so.
        opened.on_version_change(|event| {
            let database = event.target().and_then(|target| idb::Database::try_from(target).ok());
            if let Some(database) = database {
                database.close();
            }
        });
        opened.forget_callbacks();
        Ok(Self { opened: opened.into(), begun: Begun::default() })
    }

    /// Deletes a database with all that is in it.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn delete(name: &str) -> Result<(), StoreError> {
        Ok(Factory::new()?.delete(name)?.await?)
    }

    /// Lets go of it, at once: what has not ended is taken back. A page that a browser keeps with an
    /// open transaction would hold up the one after it.
    pub fn close(&self) {
        for (_, begun) in self.begun.take() {
            // One that is just ending needs no end.
            begun.abort().unwrap_or_default();
        }
        self.opened.close();
    }

    /// Begins a transaction. It ends by itself when nothing of it is waited for.
    ///
    /// # Errors
    /// When the database was closed.
    pub fn begin(&self, stores: &[&str], mode: Mode) -> Result<Tx, StoreError> {
        let names: Array = stores.iter().map(|store| JsValue::from_str(store)).collect();
        let mode = if mode == Mode::Read { "readonly" } else { "readwrite" };
        let options = Object::new();
        let begun = Reflect::set(&options, &"durability".into(), &"strict".into())
            .and_then(|_| Reflect::get(&self.opened, &"transaction".into()))
            .and_then(|begin| begin.dyn_into::<Function>())
            .and_then(|begin| begin.call3(&self.opened, &names, &mode.into(), &options));
        let begun: IdbTransaction = begun.map_err(|_refused| StoreError::Refused)?.unchecked_into();
        let number = NUMBERS.replace(NUMBERS.get().wrapping_add(1));
        self.begun.borrow_mut().push((number, begun.clone()));
        Ok(Tx::new(begun, number, self.begun.clone()))
    }
}

/// A transaction. One that is dropped before it has ended is taken back: what was not waited for has
/// not happened.
#[derive(Debug)]
pub struct Tx {
    requests: Transaction,
    begun: IdbTransaction,
    /// Fulfilled when all of it is stored, refused when nothing is.
    ended: Promise,
    number: u32,
    all: Begun,
}

thread_local! {
    static NUMBERS: Cell<u32> = const { Cell::new(0) };
}

impl Drop for Tx {
    fn drop(&mut self) {
        self.all.borrow_mut().retain(|(number, _)| *number != self.number);
        // One that has ended refuses, and needs no end.
        self.begun.abort().unwrap_or_default();
    }
}

impl Tx {
    fn new(begun: IdbTransaction, number: u32, all: Begun) -> Self {
        // Heard from the beginning: it may end before anybody waits for it.
        let ended = Promise::new(&mut |fulfil, refuse| {
            begun.set_oncomplete(Some(&fulfil));
            begun.set_onabort(Some(&refuse));
        });
        // Whoever does not wait does not want to know.
        let unheard = ended.clone();
        spawn_local(async move { drop(JsFuture::from(unheard).await) });
        Self { requests: begun.clone().into(), begun, ended, number, all }
    }

    /// All texts of a store, in the order of their keys.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn texts(&self, store: &str) -> Result<Vec<String>, StoreError> {
        let all = self.requests.object_store(store)?.get_all(None, None)?.await?;
        Ok(all.iter().filter_map(JsValue::as_string).collect())
    }

    /// One text.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn text(&self, store: &str, key: &str) -> Result<Option<String>, StoreError> {
        let found = self.requests.object_store(store)?.get(query(key))?.await?;
        Ok(found.and_then(|value| value.as_string()))
    }

    /// Bytes.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn bytes(&self, store: &str, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let found = self.requests.object_store(store)?.get(query(key))?.await?;
        Ok(found.and_then(|value| value.dyn_into::<Uint8Array>().ok()).map(|bytes| bytes.to_vec()))
    }

    /// All keys of a store.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn keys(&self, store: &str) -> Result<Vec<String>, StoreError> {
        let all = self.requests.object_store(store)?.get_all_keys(None, None)?.await?;
        Ok(all.iter().filter_map(JsValue::as_string).collect())
    }

    /// Stores a text.
    ///
    /// # Errors
    /// When the browser refuses at once; see [`Tx::end`] for the rest.
    pub fn put(&self, store: &str, key: &str, text: &str) -> Result<(), StoreError> {
        self.put_value(store, key, &text.into())
    }

    /// Stores bytes: WebKit aborts where a `Blob` is stored.
    ///
    /// # Errors
    /// As [`Tx::put`].
    pub fn put_bytes(&self, store: &str, key: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.put_value(store, key, &Uint8Array::from(bytes).into())
    }

    fn put_value(&self, store: &str, key: &str, value: &JsValue) -> Result<(), StoreError> {
        self.requests.object_store(store)?.put(value, Some(&key.into()))?;
        Ok(())
    }

    /// Removes what lies under a key.
    ///
    /// # Errors
    /// As [`Tx::put`].
    pub fn remove(&self, store: &str, key: &str) -> Result<(), StoreError> {
        self.requests.object_store(store)?.delete(query(key))?;
        Ok(())
    }

    /// Empties a store.
    ///
    /// # Errors
    /// As [`Tx::put`].
    pub fn clear(&self, store: &str) -> Result<(), StoreError> {
        self.requests.object_store(store)?.clear()?;
        Ok(())
    }

    /// Waits until all of it is stored.
    ///
    /// # Errors
    /// When nothing of it is.
    pub async fn end(self) -> Result<(), StoreError> {
        if JsFuture::from(self.ended.clone()).await.is_ok() {
            return Ok(());
        }
        let error = self.begun.error();
        match error.is_some_and(|error| error.name() == QUOTA_EXCEEDED) {
            true => Err(StoreError::Full),
            false => Err(StoreError::Refused),
        }
    }
}

/// Asks the browser not to make room with what this page stores. What it says is not waited for:
/// Firefox asks the person, who may never answer, and WebKit has nothing to ask.
pub fn ask_to_keep() {
    let navigator: JsValue = super::window().navigator().into();
    let asked = Reflect::get(&navigator, &"storage".into()).and_then(|storage| {
        let persist = Reflect::get(&storage, &"persist".into())?.dyn_into::<Function>()?;
        persist.call0(&storage)
    });
    if let Some(asked) = asked.ok().and_then(|asked| asked.dyn_into::<Promise>().ok()) {
        spawn_local(async move { drop(JsFuture::from(asked).await) });
    }
}

fn query(key: &str) -> Query {
    Query::Key(key.into())
}
