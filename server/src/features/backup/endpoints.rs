//! The copy is made and verified in a file without a name, then streamed.

use std::{fs::File, io, os::unix::fs::FileExt as _, sync::Arc};

use actix_web::web::Bytes;
use furgo_shared::{access::TakeBackup, api, validate::Empty};

use crate::{
    error::{Error, Result},
    http::{Call, FileAnswer, Mount, file::Source},
    storage::backup::backup_to_stream,
};

/// Mounts the endpoint.
pub fn mount(mount: &mut Mount) {
    mount.add(api::BACKUP, take);
}

async fn take(call: Call<TakeBackup, Empty>) -> Result<FileAnswer> {
    let (db, folder) = (Arc::clone(&call.app.db), Arc::clone(&call.app.scratch));
    let copy =
        move || backup_to_stream(&db, &folder).map_err(|error| Error::Internal(error.to_string()));
    let (file, backup) = call.app.db.copying().run(copy).await?;
    Ok(FileAnswer {
        source: Box::new(Copied(file)),
        length: backup.bytes,
        media_type: "application/octet-stream",
        name: format!("furgo-{}.redb", call.app.clock.now().format("%Y-%m-%d-%H%M%S")),
        is_shown: false,
        // Another one is made whenever it is asked for.
        tag: None,
    })
}

/// It was written a moment ago, so reading it does not wait for the disk.
struct Copied(File);

impl Source for Copied {
    fn read(&mut self, from: u64, bytes_max: usize) -> io::Result<Bytes> {
        let mut piece = vec![0; bytes_max];
        self.0.read_exact_at(&mut piece, from)?;
        Ok(piece.into())
    }
}
