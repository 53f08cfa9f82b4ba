//! What an import takes: in a process of its own, so that its peak of memory is its own.

use std::{fs, path::Path, process::Command, time::Instant};

use furgo_roads::{VehicleKind, import};

use crate::Outcome;

/// What it took to make an extract ready.
#[derive(Debug)]
pub struct Effort {
    pub seconds: f64,
    pub peak_mb: f64,
}

/// Imports, and prints seconds and megabytes.
pub fn child(extract: &Path) -> Outcome<()> {
    let started = Instant::now();
    let (roads, _) = import(extract, VehicleKind::Van, &mut |_| {})?;
    let seconds = started.elapsed().as_secs_f64();
    println!("{seconds} {}", peak_mb("self")?);
    drop(roads);
    Ok(())
}

/// Has a child import the extract.
pub fn measure(extract: &Path) -> Outcome<Effort> {
    let output = Command::new(std::env::current_exe()?).arg("import").arg(extract).output()?;
    let text = String::from_utf8(output.stdout)?;
    let (seconds, peak_mb) = text.trim().split_once(' ').ok_or("the import failed")?;
    Ok(Effort { seconds: seconds.parse()?, peak_mb: peak_mb.parse()? })
}

/// The most memory that a process has had, as the kernel tells.
pub fn peak_mb(process: &str) -> Outcome<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    let kb: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kb * 1024.0 / 1e6)
}
