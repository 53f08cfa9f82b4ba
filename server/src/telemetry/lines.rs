//! Lines on their way to a file that may be slow, full or gone. Whoever logs never waits.

use std::{
    collections::VecDeque,
    io::{self, Write},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// Lines that wait; with their greatest length some megabytes.
const WAITING_MAX: usize = 1_024;
/// Longest line, in bytes. Ours have a few hundred.
const LINE_BYTES_MAX: usize = 4 << 10;
/// How long the end of the program waits for the last lines.
const FLUSH_MAX: Duration = Duration::from_secs(1);

/// The way to the file; clones share it.
#[derive(Clone, Debug)]
pub(super) struct Lines(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
    lost: AtomicU64,
}

#[derive(Debug, Default)]
struct Queue {
    waiting: VecDeque<Vec<u8>>,
    is_writing: bool,
}

impl Lines {
    /// Starts the thread that writes.
    pub(super) fn to(file: impl Write + Send + 'static) -> io::Result<Self> {
        let shared = Arc::<Shared>::default();
        let writing = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("furgo-log".to_owned());
        // It ends with the program.
        drop(thread.spawn(move || writing.write_all(file))?);
        Ok(Self(shared))
    }

    /// How many lines could not be written.
    pub(super) fn lost(&self) -> u64 {
        self.0.lost.load(Ordering::Relaxed)
    }

    /// Waits until all lines are written, but not for long.
    pub(super) fn flush(&self) {
        let is_busy = |queue: &mut Queue| queue.is_writing || !queue.waiting.is_empty();
        let waited = self.0.changed.wait_timeout_while(self.0.queue(), FLUSH_MAX, is_busy);
        drop(waited);
    }
}

/// One call is one line.
impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut queue = self.0.queue();
        if queue.waiting.len() < WAITING_MAX {
            queue.waiting.push_back(cut(line));
            self.0.changed.notify_all();
        } else {
            self.0.lost.fetch_add(1, Ordering::Relaxed);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn cut(line: &[u8]) -> Vec<u8> {
    match line.get(..LINE_BYTES_MAX) {
        Some(start) if line.len() > LINE_BYTES_MAX => [start, b"\n"].concat(),
        _ => line.to_vec(),
    }
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self) -> Vec<u8> {
        let mut queue = self.queue();
        loop {
            if let Some(line) = queue.waiting.pop_front() {
                queue.is_writing = true;
                return line;
            }
            queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn write_all(&self, mut file: impl Write) {
        let mut told = 0;
        loop {
            let line = self.next();
            let is_written = file.write_all(&line).and_then(|()| file.flush()).is_ok();
            if !is_written {
                self.lost.fetch_add(1, Ordering::Relaxed);
            }
            let lost = self.lost.load(Ordering::Relaxed);
            if is_written && lost > told {
                told = lost;
                tracing::warn!(lost, "the log could not be written for a while; lines are missing");
            }
            self.queue().is_writing = false;
            self.changed.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;

    /// A file that writes when it is told to, and as it is told to.
    struct Told {
        tells: Receiver<bool>,
        written: Sender<Vec<u8>>,
    }

    impl Write for Told {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            match self.tells.recv() {
                Ok(true) => {
                    self.written.send(bytes.to_vec()).unwrap();
                    Ok(bytes.len())
                }
                Ok(false) => Err(io::ErrorKind::StorageFull.into()),
                Err(_nobody_tells_any_more) => Ok(bytes.len()),
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_cannot_be_written_is_counted_and_keeps_nobody() {
        let ((tell, tells), (written, received)) = (channel(), channel());
        let mut lines = Lines::to(Told { tells, written }).unwrap();
        // The file takes nothing yet: one line is on its way, the queue fills, the rest is lost.
        for number in 0..WAITING_MAX + 100 {
            lines.write_all(format!("{number}\n").as_bytes()).unwrap();
        }
        assert!((99..=100).contains(&lines.lost()), "{}", lines.lost());
        let lost = lines.lost();
        tell.send(false).unwrap();
        tell.send(true).unwrap();
        assert_eq!(received.recv().unwrap(), b"1\n");
        assert_eq!(lines.lost(), lost + 1);
        drop(tell);
        lines.flush();
        assert_eq!(lines.lost(), lost + 1);
    }

    #[test]
    fn a_line_is_cut() {
        assert_eq!(cut(b"short\n"), b"short\n");
        let long = cut(&[b'x'; 2 * LINE_BYTES_MAX]);
        assert_eq!((long.len(), long.last()), (LINE_BYTES_MAX + 1, Some(&b'\n')));
    }
}
