//! Files over HTTP.

use std::{
    io,
    sync::{Arc, Weak},
};

use actix_web::web::Bytes;
use furgo_shared::{
    access::{ManageSettings, ReadFleet, RecordOnVehicles},
    api,
    files::{FileDigest, FilesUseView, UploadView},
    problem::ErrorCode,
    validate::Empty,
};

use super::{operations, receiving};
use crate::{
    error::{Error, Result},
    http::{Answer, Call, FileAnswer, Mount, Upload, file::Source},
    storage::{
        Database,
        blobs::{self, Content},
    },
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add_upload(api::PUT_BLOB, put);
    mount.add(api::GET_BLOB, get);
    mount.add(api::GET_UPLOAD, get_upload);
    mount.add(api::FILES_USE, get_use);
}

async fn put(upload: Upload<RecordOnVehicles>) -> Result<Answer<UploadView>> {
    Ok(Answer::read(&receiving::receive(upload).await?))
}

async fn get_upload(call: Call<RecordOnVehicles, Empty>) -> Result<Answer<UploadView>> {
    let sha256: FileDigest = call.id("sha256")?;
    Ok(Answer::read(&receiving::standing(&call.app.db, &call.permit, sha256)?))
}

async fn get(call: Call<ReadFleet, Empty>) -> Result<FileAnswer> {
    let sha256: FileDigest = call.id("sha256")?;
    let db = &call.app.db;
    let kinds = &db.schema().records;
    let seen = db.read(&call.permit, |tx| blobs::references::seen(tx, kinds, sha256))?;
    let (blob, attached) = seen.ok_or(Error::Code(ErrorCode::NotFound))?;
    Ok(FileAnswer {
        source: Box::new(Kept { db: Arc::downgrade(db), content: blob.content }),
        length: blob.length,
        media_type: blob.kind.media_type(),
        name: blob.kind.saved_as(&attached.name),
        is_shown: blob.kind.is_photo(),
        tag: Some(format!("\"{sha256}\"")),
    })
}

async fn get_use(call: Call<ManageSettings, Empty>) -> Result<Answer<FilesUseView>> {
    Ok(Answer::read(&operations::used(&call.app.db, &call.permit)?))
}

/// The pieces of a kept file.
struct Kept {
    /// Only borrowed: a slow download must not keep the data file from being closed.
    db: Weak<Database>,
    content: Content,
}

impl Source for Kept {
    fn read(&mut self, from: u64, bytes_max: usize) -> io::Result<Bytes> {
        let db = self.db.upgrade().ok_or(io::ErrorKind::BrokenPipe)?;
        let view = db.engine().view().map_err(io::Error::other)?;
        let mut piece = blobs::read(&*view, self.content, from).map_err(io::Error::other)?;
        piece.truncate(bytes_max);
        Ok(piece.into())
    }
}
