//! OSRM's own programs: preparing an extract with its car profile, and asking its server.

mod http;

use std::{
    fs::{self, File},
    io::Write,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use furgo_roads::Place;
use serde::Deserialize;

use crate::{
    Outcome,
    importing::{Effort, peak_mb},
};

/// How long its server may take until it answers.
const START: Duration = Duration::from_secs(60);

/// A running server; dropping it stops it.
#[derive(Debug)]
pub struct Osrm {
    server: Child,
    address: String,
}

/// How a table is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Seconds, as text: what its users ask for.
    Json,
    /// Seconds, as they lie in memory: nothing is turned into text.
    Binary,
    /// Seconds and metres, as they lie in memory.
    BinaryWithMetres,
}

/// A table of seconds, with nothing where there is no way.
#[derive(Debug, Deserialize)]
pub struct Table {
    pub durations: Vec<Vec<Option<f64>>>,
}

/// Prepares an extract in `folder`, with one thread. Says what extraction and contraction took.
pub fn prepare(osrm: &Path, extract: &Path, folder: &Path) -> Outcome<(PathBuf, [Effort; 2])> {
    fs::create_dir_all(folder)?;
    let copy = folder.join("extract.osm.pbf");
    fs::copy(extract, &copy)?;
    let profile = osrm.join("share/profiles/car.lua");
    let mut extraction = Command::new(osrm.join("bin/osrm-extract"));
    extraction.args(["-t", "1", "-p"]).arg(profile).arg(&copy);
    let base = folder.join("extract.osrm");
    let mut contraction = Command::new(osrm.join("bin/osrm-contract"));
    contraction.args(["-t", "1"]).arg(&base);
    let extraction = step(&mut extraction, &folder.join("extract.log"))?;
    Ok((base, [extraction, step(&mut contraction, &folder.join("contract.log"))?]))
}

/// Runs to the end. The peak is the one of `getrusage`, which OSRM's programs print at the end.
fn step(command: &mut Command, log: &Path) -> Outcome<Effort> {
    let file = File::create(log)?;
    let started = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file).status()?;
    let seconds = started.elapsed().as_secs_f64();
    let said = fs::read_to_string(log)?;
    if !status.success() {
        return Err(format!("{command:?} ended with {status}\n{said}").into());
    }
    let peak = said.rsplit("peak bytes used: ").next().ok_or("OSRM says no peak")?;
    Ok(Effort { seconds, peak_mb: peak.trim().parse::<f64>()? / 1e6 })
}

impl Osrm {
    /// Serves what was prepared on a free port of this machine.
    pub fn serve(osrm: &Path, base: &Path, table_size: usize) -> Outcome<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut server = Command::new(osrm.join("bin/osrm-routed"));
        server.args(["-i", "127.0.0.1", "-t", "1", "-l", "ERROR", "-p", &port.to_string()]);
        server.args(["--max-table-size", &table_size.to_string()]).arg(base);
        let log = File::create(base.with_extension("log"))?;
        let server = server.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn()?;
        let osrm = Self { server, address: format!("127.0.0.1:{port}") };
        let started = Instant::now();
        while http::get(&osrm.address, "/", &mut std::io::sink()).is_err() {
            if started.elapsed() > START {
                return Err("OSRM's server does not answer".into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(osrm)
    }

    /// Asks for a table, until its last byte has come; says how many seconds between all places.
    pub fn table(&self, places: &[Place]) -> Outcome<Table> {
        let mut body = Vec::new();
        self.ask(places, Form::Json, &mut body)?;
        Ok(serde_json::from_slice(&body)?)
    }

    /// Asks for a table and leaves it unread.
    pub fn ask(&self, places: &[Place], form: Form, body: &mut impl Write) -> Outcome<()> {
        let places: Vec<String> =
            places.iter().map(|place| format!("{:.6},{:.6}", place.lon(), place.lat())).collect();
        let (format, annotations) = match form {
            Form::Json => ("", "duration"),
            Form::Binary => (".flatbuffers", "duration"),
            Form::BinaryWithMetres => (".flatbuffers", "duration,distance"),
        };
        let path = format!(
            "/table/v1/driving/{}{format}?annotations={annotations}\
             &skip_waypoints=true&generate_hints=false",
            places.join(";")
        );
        match http::get(&self.address, &path, body)? {
            200 => Ok(()),
            status => Err(format!("OSRM answers with {status}").into()),
        }
    }

    /// The most memory that the server has had.
    pub fn peak_mb(&self) -> Outcome<f64> {
        peak_mb(&self.server.id().to_string())
    }
}

impl Drop for Osrm {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to stop.
        drop(self.server.kill().and_then(|()| self.server.wait()));
    }
}
