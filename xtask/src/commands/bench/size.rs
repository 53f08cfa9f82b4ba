//! What the program weighs: on the disk, over the network, in memory, and in time to start.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::program::command;
use crate::{Failure, Outcome, project, say};

const BINARY_BYTES_MAX: u64 = 30_000_000;
const FIRST_LOAD_BYTES_MAX: u64 = 400_000;
const MEMORY_BYTES_MAX: u64 = 40_000_000;
const START_MICROS_MAX: u64 = 150_000;

/// Starts measured; the median is judged.
const STARTS: usize = 9;
/// A server that is silent for this long does not start at all.
const START_LIMIT: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(1);

/// Measures the program and prints a line for each limit.
///
/// # Errors
/// When the server does not start, or a limit is missed.
pub fn measure(furgo: &Path) -> Outcome<()> {
    let mut starts = (0..STARTS).map(|_| start(furgo)).collect::<Outcome<Vec<_>>>()?;
    starts.sort_by_key(|start| start.micros);
    let (fastest, slowest) = (starts[0].micros, starts[STARTS - 1].micros);
    let memory = starts.iter().map(|start| start.memory_bytes).max().unwrap_or(0);
    say::note(&format!("start: {STARTS} runs, {} to {} ms", fastest / 1000, slowest / 1000));
    let rows = [
        Row::bytes("binary", fs::metadata(furgo)?.len(), BINARY_BYTES_MAX),
        Row::bytes(
            "first load, Brotli",
            first_load_bytes(&project::web_dist())?,
            FIRST_LOAD_BYTES_MAX,
        ),
        Row::bytes("memory after start", memory, MEMORY_BYTES_MAX),
        Row::micros("start to first answer", starts[STARTS / 2].micros, START_MICROS_MAX),
    ];
    rows.iter().for_each(Row::print);
    match rows.iter().all(|row| row.value <= row.limit) {
        true => Ok(()),
        false => Err(Failure::new("a limit is missed")),
    }
}

/// One figure beside its limit.
struct Row {
    name: &'static str,
    value: u64,
    limit: u64,
    thousandths_of: &'static str,
}

impl Row {
    fn bytes(name: &'static str, value: u64, limit: u64) -> Self {
        Self { name, value, limit, thousandths_of: "kB" }
    }

    fn micros(name: &'static str, value: u64, limit: u64) -> Self {
        Self { name, value, limit, thousandths_of: "ms" }
    }

    fn print(&self) {
        let verdict = if self.value <= self.limit { "ok" } else { "TOO MUCH" };
        let (value, limit, unit) =
            (self.value.div_ceil(1000), self.limit / 1000, self.thousandths_of);
        say::result(&format!(
            "{:<24}{value:>8} {unit}  limit {limit:>6} {unit}  {verdict}",
            self.name
        ));
    }
}

/// Files that the first visit does not need: compressed copies of others, the home screen's
/// pictures, and the office's program.
fn is_left_out(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    [".br", ".gz", ".png"].iter().any(|ending| name.ends_with(ending))
        || name.starts_with("furgo-web")
}

/// What a phone downloads before it shows the first screen: each file in its smallest form.
fn first_load_bytes(folder: &Path) -> Outcome<u64> {
    let mut total = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            total += first_load_bytes(&path)?;
        } else if !is_left_out(&path) {
            let copy = PathBuf::from(format!("{}.br", path.display()));
            let sent = if copy.exists() { copy } else { path };
            total += fs::metadata(sent)?.len();
        }
    }
    Ok(total)
}

struct Start {
    micros: u64,
    memory_bytes: u64,
}

/// Starts the server on an empty folder, asks until it answers, and stops it.
fn start(furgo: &Path) -> Outcome<Start> {
    let data = project::root().join("target/bench-size");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    // Bound and let go: the system does not hand the same port out again at once.
    let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
    let mut serve = command(furgo);
    serve.args(["serve", "--listen", &address.to_string(), "--data"]).arg(&data);
    let started = Instant::now();
    let mut server = serve.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let answered = until_it_answers(address, started);
    let memory = resident_bytes(&server);
    server.kill()?;
    server.wait()?;
    fs::remove_dir_all(&data)?;
    Ok(Start { micros: micros(answered?), memory_bytes: memory? })
}

fn until_it_answers(address: SocketAddr, started: Instant) -> Outcome<Duration> {
    while started.elapsed() < START_LIMIT {
        if is_healthy(address) {
            return Ok(started.elapsed());
        }
        sleep(POLL);
    }
    Err(Failure::new(format!("the server did not answer within {} s", START_LIMIT.as_secs())))
}

fn is_healthy(address: SocketAddr) -> bool {
    let Ok(mut stream) = TcpStream::connect(address) else { return false };
    let ask = b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let mut status = [0; 12];
    let answered = stream.write_all(ask).and_then(|()| stream.read_exact(&mut status));
    answered.is_ok() && status.ends_with(b" 200")
}

fn resident_bytes(server: &Child) -> Outcome<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.id()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.map(|kib| kib * 1024).ok_or_else(|| Failure::new("the system does not tell VmRSS"))
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failing set-up is a failing test")]

    use super::*;

    #[test]
    fn each_file_counts_once_in_its_smallest_form() {
        let folder = std::env::temp_dir().join(format!("furgo-first-load-{}", std::process::id()));
        fs::create_dir_all(folder.join("sub")).unwrap();
        fs::write(folder.join("a.js"), [0; 1000]).unwrap();
        fs::write(folder.join("a.js.br"), [0; 100]).unwrap();
        fs::write(folder.join("a.js.gz"), [0; 200]).unwrap();
        fs::write(folder.join("sub/b.svg"), [0; 30]).unwrap();
        fs::write(folder.join("icon.png"), [0; 500]).unwrap();
        fs::write(folder.join("furgo-web-1.js"), [0; 5000]).unwrap();
        assert_eq!(first_load_bytes(&folder).unwrap(), 130);
        fs::remove_dir_all(folder).unwrap();
    }
}
