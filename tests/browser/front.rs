//! Stands in front of the server and passes everything through, but for what a story asks of it: to be
//! a newer server, whose service worker names another version, or a bad connection, on which some
//! files or answers do not come.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use crate::stage::free_port;

/// What the newer version is called.
const NEWER: &str = "0123456789abcdef";
/// Before the version.
const MARK: &[u8] = b"\"version\":\"";

/// See the module. It answers until the test's process ends.
pub struct Front {
    port: u16,
    wishes: Arc<Wishes>,
}

#[derive(Default)]
struct Wishes {
    is_newer: AtomicBool,
    withheld: Mutex<Option<&'static str>>,
    unanswered: Mutex<Option<&'static str>>,
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

    /// Files whose address contains this do not come, from now on; `None` lets all through.
    pub fn withholds(&self, part: Option<&'static str>) {
        *self.wishes.withheld.lock().expect("nobody fails with it") = part;
    }

    /// What is asked at an address with this arrives, and its answer is lost, from now on; `None` lets
    /// all through.
    pub fn loses_answers(&self, part: Option<&'static str>) {
        *self.wishes.unanswered.lock().expect("nobody fails with it") = part;
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
    let asks_for = |what: &str| head.lines().next().is_some_and(|line| line.contains(what));
    let withheld = *wishes.withheld.lock().expect("nobody fails with it");
    if withheld.is_some_and(asks_for) {
        return to_browser.shutdown(Shutdown::Both);
    }
    let is_worker = asks_for(" /sw.js ") && wishes.is_newer.load(Ordering::SeqCst);
    let dropped = ["connection:", "accept-encoding:", "if-none-match:"];
    let kept = head.trim_end().lines().filter(|line| !dropped.iter().any(|name| names(line, name)));
    let head = kept.collect::<Vec<_>>().join("\r\n");

    let mut to_server = TcpStream::connect(("127.0.0.1", server))?;
    write!(to_server, "{head}\r\nConnection: close\r\n\r\n")?;
    to_server.write_all(&body)?;
    let unanswered = *wishes.unanswered.lock().expect("nobody fails with it");
    if unanswered.is_some_and(asks_for) {
        io::copy(&mut to_server, &mut io::sink())?;
    } else if is_worker {
        let mut answer = Vec::new();
        to_server.read_to_end(&mut answer)?;
        rename(&mut answer);
        to_browser.write_all(&answer)?;
    } else {
        io::copy(&mut to_server, &mut to_browser)?;
    }
    to_browser.shutdown(Shutdown::Both)
}

/// Writes the newer version, which is as long as the older, behind the mark.
fn rename(answer: &mut [u8]) {
    let mark = answer.windows(MARK.len()).position(|window| window == MARK);
    let start = mark.expect("the worker names its version") + MARK.len();
    answer[start..start + NEWER.len()].copy_from_slice(NEWER.as_bytes());
}
