//! Stands in front of the server and passes everything through, but for what a story asks of it: to be
//! a newer server, whose page and service worker name another version, or a connection on which the
//! later parts of the program do not come.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use crate::stage::free_port;

/// What the newer version is called.
const NEWER: &str = "0123456789abcdef";
/// Before the version, in both files that name it.
const MARKS: [&str; 2] = ["data-version=\"", "\"version\":\""];

/// See the module. It answers until the test's process ends.
pub struct Front {
    port: u16,
    wishes: Arc<Wishes>,
}

#[derive(Default)]
struct Wishes {
    is_newer: AtomicBool,
    withholds_parts: AtomicBool,
}

impl Front {
    pub fn in_front_of(server: u16) -> Self {
        let port = free_port();
        let listener = TcpListener::bind(("127.0.0.1", port)).expect("the port was free");
        let wishes = Arc::new(Wishes::default());
        let asked = Arc::clone(&wishes);
        thread::spawn(move || {
            for browser in listener.incoming().flatten() {
                let asked = Arc::clone(&asked);
                // A browser that goes away in the middle is no fault.
                thread::spawn(move || drop(pass(browser, server, &asked)));
            }
        });
        Self { port, wishes }
    }

    /// Where it answers.
    pub fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// From now on it is the newer one; returns what its version is called.
    pub fn update(&self) -> &'static str {
        self.wishes.is_newer.store(true, Ordering::SeqCst);
        NEWER
    }

    /// Whether later parts of the program come through.
    pub fn lets_parts_through(&self, lets: bool) {
        self.wishes.withholds_parts.store(!lets, Ordering::SeqCst);
    }
}

/// Passes one request on, and its answer back.
fn pass(browser: TcpStream, server: u16, wishes: &Wishes) -> io::Result<()> {
    let mut from_browser = BufReader::new(browser.try_clone()?);
    let mut to_browser = browser;
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if from_browser.read_line(&mut head)? == 0 {
            return Ok(());
        }
    }
    let names = |line: &str, name: &str| line.to_ascii_lowercase().starts_with(name);
    let length = head.lines().find(|line| names(line, "content-length:"));
    let length = length.and_then(|line| line[15..].trim().parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    from_browser.read_exact(&mut body)?;
    let is_page = names(&head, "get /sw.js") || head.contains("Sec-Fetch-Mode: navigate");
    let is_page = is_page || names(&head, "get / ");
    let dropped = ["connection:", "accept-encoding:", "if-none-match:"];
    let kept = head.trim_end().lines().filter(|line| !dropped.iter().any(|name| names(line, name)));
    let head = kept.collect::<Vec<_>>().join("\r\n");

    let is_part = head.lines().next().is_some_and(|line| line.contains("/split_"));
    if is_part && wishes.withholds_parts.load(Ordering::SeqCst) {
        return to_browser.shutdown(Shutdown::Both);
    }
    let mut to_server = TcpStream::connect(("127.0.0.1", server))?;
    write!(to_server, "{head}\r\nConnection: close\r\n\r\n")?;
    to_server.write_all(&body)?;
    if is_page {
        let mut answer = Vec::new();
        to_server.read_to_end(&mut answer)?;
        if wishes.is_newer.load(Ordering::SeqCst) {
            MARKS.iter().for_each(|mark| rename(&mut answer, mark));
        }
        to_browser.write_all(&answer)?;
    } else {
        io::copy(&mut to_server, &mut to_browser)?;
    }
    to_browser.shutdown(Shutdown::Both)
}

/// Writes the newer version behind each mark; it is as long as the older.
fn rename(answer: &mut [u8], mark: &str) {
    let starts = answer.windows(mark.len()).enumerate();
    let starts = starts.filter(|(_, window)| *window == mark.as_bytes());
    let starts: Vec<_> = starts.map(|(start, _)| start + mark.len()).collect();
    for start in starts {
        answer[start..start + NEWER.len()].copy_from_slice(NEWER.as_bytes());
    }
}
