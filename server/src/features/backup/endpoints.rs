//! The copy is made and verified in a file without a name, then streamed.

use std::{
    fs::File,
    io::{self, Read},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use actix_web::{
    HttpResponse,
    body::{BodySize, MessageBody},
    http::header::{self, ContentDisposition, DispositionParam, DispositionType},
    web::Bytes,
};
use furgo_shared::{access::TakeBackup, api, validate::Empty};

use crate::{
    error::{Error, Result},
    http::{Call, Mount},
    storage::backup::backup_to_stream,
};

/// Bytes sent at a time.
const PIECE_BYTES: usize = 64 << 10;

/// Mounts the endpoint.
pub fn mount(mount: &mut Mount) {
    mount.add(api::BACKUP, take);
}

async fn take(call: Call<TakeBackup, Empty>) -> Result<HttpResponse> {
    let (db, folder) = (Arc::clone(&call.app.db), Arc::clone(&call.app.scratch));
    let copy =
        move || backup_to_stream(&db, &folder).map_err(|error| Error::Internal(error.to_string()));
    let (file, backup) = call.app.db.copying().run(copy).await?;
    let name = format!("furgo-{}.redb", call.app.clock.now().format("%Y-%m-%d-%H%M%S"));
    let attachment = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(name)],
    };
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header(attachment)
        .content_type("application/octet-stream")
        .body(Pieces { file, left: backup.bytes }))
}

/// A file in pieces. It was written a moment ago, so reading it does not wait for the disk.
struct Pieces {
    file: File,
    left: u64,
}

impl MessageBody for Pieces {
    type Error = io::Error;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.left)
    }

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let length = PIECE_BYTES.min(usize::try_from(self.left).unwrap_or(PIECE_BYTES));
        if length == 0 {
            return Poll::Ready(None);
        }
        let mut piece = vec![0; length];
        let read = self.file.read_exact(&mut piece);
        self.left -= length as u64;
        Poll::Ready(Some(read.map(|()| piece.into())))
    }
}
