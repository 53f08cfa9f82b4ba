//! The database of one person on this phone.

use furgo_phone::{Copy, Entity, Entry, Meta, Phone, Write};
use furgo_shared::{
    id::{ClientId, UserId},
    sync::{EntityChange, EntityKind, Op},
};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::answers::Kept;
use crate::platform::database::{Database, Mode, StoreError, Tx};

/// Grows when a store comes to it.
const VERSION: u32 = 1;
const META: &str = "meta";
const OUTBOX: &str = "outbox";
const JOURNAL: &str = "journal";
const COPY: &str = "copy";
const ANSWERS: &str = "answers";
const FILES: &str = "files";
const STORES: &[&str] = &[META, OUTBOX, JOURNAL, COPY, ANSWERS, FILES];
/// Key of the one row of [`META`].
const PHONE: &str = "phone";

/// See the module.
#[derive(Debug)]
pub struct Store {
    database: Database,
}

/// All that a start needs.
#[derive(Debug)]
pub struct Loaded {
    pub phone: Option<Phone>,
    pub copy: Copy,
    pub answers: Vec<Kept>,
}

/// What changes a phone, given its journal where that is read as well, and says what is to be written.
/// Behind a pointer, because the first screen has no room for a copy of the transaction for each.
pub type Change<'c> = dyn FnMut(&mut Phone, Vec<Entry>) -> Vec<Write> + 'c;

/// What came of a change.
#[derive(Debug)]
pub struct Changed {
    /// As it was in the store, where another window may have changed it.
    pub before: Phone,
    pub after: Phone,
    pub writes: Vec<Write>,
}

fn name_of(user: UserId) -> String {
    format!("furgo:{user}")
}

/// Forgets what may not be shown to others. How many entries and files stay, because they are nowhere
/// else.
pub async fn forget_day(user: UserId) -> Result<usize, StoreError> {
    let store = Store::open(user).await?;
    let left = store.forget_day(user).await;
    store.close();
    left
}

/// Deletes all that this phone has of a person.
pub async fn delete(user: UserId) -> Result<(), StoreError> {
    Database::delete(&name_of(user)).await
}

impl Store {
    /// Opens it, and makes it at the first time.
    pub async fn open(user: UserId) -> Result<Self, StoreError> {
        Ok(Self { database: Database::open(&name_of(user), VERSION, STORES).await? })
    }

    /// Lets go of it.
    pub fn close(&self) {
        self.database.close();
    }

    /// Reads everything but the journal and the files.
    pub async fn load(&self) -> Result<Loaded, StoreError> {
        let tx = self.database.begin(&[META, OUTBOX, COPY, ANSWERS], Mode::Read)?;
        let phone = read_phone(&tx).await?;
        let copy = read_copy(&tx).await?;
        let answers = decoded(tx.texts(ANSWERS).await?);
        tx.end().await?;
        Ok(Loaded { phone, copy, answers })
    }

    /// Reads the phone; the copy with it, unless it reaches as far as this one.
    pub async fn look(&self, known: &Meta) -> Result<Option<(Phone, Option<Copy>)>, StoreError> {
        let tx = self.database.begin(&[META, OUTBOX, COPY], Mode::Read)?;
        let Some(phone) = read_phone(&tx).await? else { return Ok(None) };
        let is_same = phone.meta.cursor == known.cursor && phone.meta.as_of == known.as_of;
        let copy = if is_same { None } else { Some(read_copy(&tx).await?) };
        tx.end().await?;
        Ok(Some((phone, copy)))
    }

    /// Reads the phone, changes it and writes what follows, all in one transaction: two windows never
    /// tread on each other. `fresh` is the phone where there is none yet.
    pub async fn change(
        &self,
        fresh: Meta,
        with_journal: bool,
        change: &mut Change<'_>,
    ) -> Result<Changed, StoreError> {
        let tx = self.database.begin(&[META, OUTBOX, JOURNAL, COPY], Mode::Write)?;
        let phone = read_phone(&tx).await?;
        let journal = if with_journal { decoded(tx.texts(JOURNAL).await?) } else { Vec::new() };
        let before = phone.unwrap_or_else(|| Phone::new(fresh, Vec::new()));
        let mut after = before.clone();
        let writes = change(&mut after, journal);
        for write in &writes {
            lay_down(&tx, write)?;
        }
        tx.end().await?;
        Ok(Changed { before, after, writes })
    }

    /// Keeps the answer to a read.
    pub async fn keep_answer(&self, answer: &Kept) -> Result<(), StoreError> {
        let tx = self.database.begin(&[ANSWERS], Mode::Write)?;
        tx.put(ANSWERS, &answer.url, &encoded(answer))?;
        tx.end().await
    }

    /// Forgets answers.
    pub async fn drop_answers(&self, urls: &[String]) -> Result<(), StoreError> {
        let tx = self.database.begin(&[ANSWERS], Mode::Write)?;
        urls.iter().try_for_each(|url| tx.remove(ANSWERS, url))?;
        tx.end().await
    }

    /// Forgets every answer, to make room for what was entered.
    pub async fn clear_answers(&self) -> Result<(), StoreError> {
        let tx = self.database.begin(&[ANSWERS], Mode::Write)?;
        tx.clear(ANSWERS)?;
        tx.end().await
    }

    async fn forget_day(&self, user: UserId) -> Result<usize, StoreError> {
        // Where there was nobody, an empty phone is written and deleted again.
        let nobody = Meta::new(ClientId(Uuid::nil()), user);
        let mut forget = |phone: &mut Phone, _| phone.forget();
        let entries = self.change(nobody, false, &mut forget).await?.after.left_behind();
        self.clear_answers().await?;
        Ok(entries + self.files().await?.len())
    }

    /// Keeps a file until the server has it.
    pub async fn keep_file(&self, sha256: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let tx = self.database.begin(&[FILES], Mode::Write)?;
        tx.put_bytes(FILES, sha256, bytes)?;
        tx.end().await
    }

    /// A kept file.
    pub async fn file(&self, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let tx = self.database.begin(&[FILES], Mode::Read)?;
        tx.bytes(FILES, sha256).await
    }

    /// The files that are kept.
    pub async fn files(&self) -> Result<Vec<String>, StoreError> {
        let tx = self.database.begin(&[FILES], Mode::Read)?;
        tx.keys(FILES).await
    }

    /// The server has a file.
    pub async fn drop_file(&self, sha256: &str) -> Result<(), StoreError> {
        let tx = self.database.begin(&[FILES], Mode::Write)?;
        tx.remove(FILES, sha256)?;
        tx.end().await
    }
}

async fn read_phone(tx: &Tx) -> Result<Option<Phone>, StoreError> {
    let meta = tx.text(META, PHONE).await?;
    let meta = meta.and_then(|text| serde_json::from_str(&text).ok());
    let entries = decoded(tx.texts(OUTBOX).await?);
    Ok(meta.map(|meta| Phone::new(meta, entries)))
}

async fn read_copy(tx: &Tx) -> Result<Copy, StoreError> {
    let mut copy = Copy::default();
    for change in decoded::<EntityChange>(tx.texts(COPY).await?) {
        copy.take(&change);
    }
    Ok(copy)
}

fn lay_down(tx: &Tx, write: &Write) -> Result<(), StoreError> {
    match write {
        Write::Meta(meta) => tx.put(META, PHONE, &encoded(meta)),
        Write::Entry(entry) => tx.put(OUTBOX, &entry.id.to_string(), &encoded(entry)),
        Write::EntryGone(id) => tx.remove(OUTBOX, &id.to_string()),
        Write::Journal(entry) => tx.put(JOURNAL, &entry.id.to_string(), &encoded(entry)),
        Write::JournalGone(id) => tx.remove(JOURNAL, &id.to_string()),
        Write::Entity(kind, id, Entity { v, data }) => {
            let data = Some(data.clone());
            let row = EntityChange { t: *kind, id: *id, v: *v, op: Op::Put, data };
            tx.put(COPY, &key_of(*kind, *id), &encoded(&row))
        }
        Write::EntityGone(kind, id) => tx.remove(COPY, &key_of(*kind, *id)),
        Write::CopyGone => tx.clear(COPY),
    }
}

fn key_of(kind: EntityKind, id: Uuid) -> String {
    format!("{kind:?}/{id}")
}

/// Plain values with text keys always encode.
fn encoded<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// What cannot be read was written by a version that is gone, and is left out.
fn decoded<T: DeserializeOwned>(texts: Vec<String>) -> Vec<T> {
    texts.iter().filter_map(|text| serde_json::from_str(text).ok()).collect()
}
