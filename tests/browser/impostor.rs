//! Somebody else who answers at the server's address: the page of a network that wants a password, or
//! a server that is there and cannot work.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
};

/// Answers whatever is asked in the same way, until it is dropped.
pub struct Impostor {
    port: u16,
    writes: Arc<AtomicUsize>,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Impostor {
    /// `head` is the status line and the kind of `body`.
    pub fn start(port: u16, head: &'static str, body: &'static str) -> Self {
        let listener =
            TcpListener::bind(("127.0.0.1", port)).expect("the server has left the port");
        let (writes, is_over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let (counted, over) = (Arc::clone(&writes), Arc::clone(&is_over));
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if over.load(Ordering::SeqCst) {
                    return;
                }
                if answer(stream, head, body).unwrap_or(false) {
                    counted.fetch_add(1, Ordering::SeqCst);
                }
            }
        });
        Self { port, writes, is_over, thread: Some(thread) }
    }

    /// How many writes have been answered so far.
    pub fn writes(&self) -> usize {
        self.writes.load(Ordering::SeqCst)
    }
}

impl Drop for Impostor {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        // Wakes it; it is as well if it has just gone.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// Reads one request and answers it; tells whether it was a write.
fn answer(mut stream: TcpStream, head: &str, body: &str) -> std::io::Result<bool> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut first, mut length) = (String::new(), 0);
    reader.read_line(&mut first)?;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut rest = vec![0; length];
    reader.read_exact(&mut rest)?;
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )?;
    Ok(!first.starts_with("GET "))
}
