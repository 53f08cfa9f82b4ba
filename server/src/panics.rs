//! Panics of one request or one job are that one's end, and not the program's.

use std::{
    future::{Future, poll_fn},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    task::Poll,
};

/// What the future gives; `None` where it panics. It is dropped then and not polled again, and a
/// transaction under way with it, so nothing is written.
pub(crate) async fn caught<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        match polled {
            Ok(polled) => polled.map(Some),
            Err(_told_on_stderr) => Poll::Ready(None),
        }
    })
    .await
}
