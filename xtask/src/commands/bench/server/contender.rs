//! A server that takes part: a process with an address, an account and packages.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::http::{Client, text_field};
use crate::{Failure, Outcome};

/// How long a server may take to listen.
const START_LIMIT: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(20);

/// Callers that fill a server at the same time.
const FILLERS: usize = 64;
/// Ids among which `get one` chooses: enough that no single page of the file answers them all.
const IDS_ASKED: usize = 2_000;
/// One package in so many stays pending; the others are finished, as in a fleet that has worked
/// for a while.
pub const PENDING_ONE_IN: usize = 10;

/// The account that asks.
pub const EMAIL: &str = "load@example.org";
/// Its password.
pub const PASSWORD: &str = "a-long-enough-one-37";

/// A server under load. It ends with this value.
pub struct Contender {
    pub name: &'static str,
    pub address: SocketAddr,
    /// Where packages are created, and read below.
    pub path: &'static str,
    /// The list of thirty.
    pub list: &'static str,
    /// The request that enters the package with this number.
    pub package: fn(usize) -> String,
    /// Signs the account in and returns its token.
    pub sign_in: fn(SocketAddr) -> Outcome<String>,
    pub ids: Vec<String>,
    process: Child,
}

impl Drop for Contender {
    fn drop(&mut self) {
        // It is stopped for good or has stopped by itself; both are fine.
        drop(self.process.kill().and_then(|()| self.process.wait()));
    }
}

/// What tells one kind of server from another.
pub struct Kind {
    pub name: &'static str,
    pub path: &'static str,
    pub list: &'static str,
    pub package: fn(usize) -> String,
    pub sign_in: fn(SocketAddr) -> Outcome<String>,
}

impl Contender {
    /// Starts the command that `serve` makes for an address, and waits until it listens.
    ///
    /// # Errors
    /// When it does not.
    pub fn start(kind: &Kind, serve: impl FnOnce(SocketAddr) -> Command) -> Outcome<Self> {
        // Bound and let go: the system does not hand the same port out again at once.
        let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
        let process = serve(address)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|why| Failure::new(format!("{} does not start: {why}", kind.name)))?;
        let contender = Self {
            name: kind.name,
            address,
            path: kind.path,
            list: kind.list,
            package: kind.package,
            sign_in: kind.sign_in,
            ids: Vec::new(),
            process,
        };
        let started = Instant::now();
        while TcpStream::connect(address).is_err() {
            if started.elapsed() > START_LIMIT {
                return Err(Failure::new(format!("{} does not listen", kind.name)));
            }
            thread::sleep(POLL);
        }
        Ok(contender)
    }

    /// Enters this many packages over its own API, from many callers at once.
    ///
    /// # Errors
    /// When it refuses one.
    pub fn fill(&mut self, token: &str, packages: usize) -> Outcome<()> {
        let (address, path, package) = (self.address, self.path, self.package);
        let fill_part = |part: usize| -> Outcome<Vec<(usize, String)>> {
            let mut client = Client::connect(address, token)?;
            let numbers = (part..packages).step_by(FILLERS);
            numbers
                .map(|number| {
                    let answer = client.send("POST", path, &package(number))?;
                    Ok((number, text_field(&answer, "id")?))
                })
                .collect()
        };
        let parts: Outcome<Vec<_>> = thread::scope(|scope| {
            let parts: Vec<_> =
                (0..FILLERS).map(|part| scope.spawn(move || fill_part(part))).collect();
            let join = |part: thread::ScopedJoinHandle<'_, _>| {
                part.join().unwrap_or_else(|_panic| Err(Failure::new("a filling thread broke")))
            };
            parts.into_iter().map(join).collect()
        });
        let mut ids: Vec<_> = parts?.into_iter().flatten().collect();
        ids.sort_unstable();
        self.ids = ids.into_iter().map(|(_, id)| id).collect();
        Ok(())
    }

    /// Ids from all over the packages.
    pub fn some_ids(&self) -> Vec<&str> {
        let step = (self.ids.len() / IDS_ASKED).max(1);
        self.ids.iter().step_by(step).map(String::as_str).collect()
    }
}
