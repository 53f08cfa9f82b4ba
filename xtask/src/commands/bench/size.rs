//! What the program weighs: on the disk, over the network, in memory, and in time to start.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::program::command;
use crate::sizes::{self, Budget, Figure};
use crate::{Failure, Outcome, project, say};

/// Bytes on the disk.
const BINARY: Budget = Budget { name: "binary", limit: 35_000_000, aim: Some(30_000_000) };
/// Bytes in memory.
const MEMORY: Budget = Budget { name: "memory after start", limit: 40_000_000, aim: None };
/// Microseconds.
const START: Budget = Budget { name: "start to first answer", limit: 150_000, aim: None };

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
    let mut figures = sizes::of_app()?;
    figures.extend([
        Figure::bytes(fs::metadata(furgo)?.len(), BINARY),
        Figure::bytes(memory, MEMORY),
        Figure { value: starts[STARTS / 2].micros, budget: START, unit: "ms" },
    ]);
    sizes::judge(&figures)
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
