//! Load by wrk: one kind of request, one number of connections, some seconds.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;

use super::contender::Contender;
use crate::program::{answer, command};
use crate::{Failure, Outcome};

/// What is asked again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// One package by its id, another one each time.
    Get,
    /// The newest thirty that are pending.
    List,
    /// A new package.
    Create,
}

impl Task {
    /// As the table calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "get one",
            Self::List => "list 30",
            Self::Create => "create",
        }
    }
}

/// One cell of the table.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    pub task: Task,
    pub connections: usize,
}

/// The load generator.
pub struct Wrk {
    pub program: PathBuf,
    /// Where its scripts go.
    pub folder: PathBuf,
}

impl Wrk {
    /// Requests per second over this many seconds.
    ///
    /// # Errors
    /// When wrk fails, or any answer is none of success: a fast refusal is no result.
    pub fn measure(
        &self,
        cell: Cell,
        contender: &Contender,
        token: &str,
        seconds: u64,
    ) -> Outcome<f64> {
        let script = self.folder.join("load.lua");
        fs::write(&script, self.script(cell.task, contender, token)?)?;
        let mut wrk = command(&self.program);
        wrk.args(["--threads", "1", "--connections", &cell.connections.to_string()]);
        wrk.args(["--duration", &format!("{seconds}s"), "--script"]).arg(&script);
        wrk.arg(url(contender.address));
        let report = answer(&mut wrk).ok_or_else(|| Failure::new("wrk failed"))?;
        rate(&report).map_err(|why| {
            Failure::new(format!("{}, {}: {why}\n{report}", contender.name, cell.task.name()))
        })
    }

    fn script(&self, task: Task, contender: &Contender, token: &str) -> Outcome<String> {
        let head = format!(
            "wrk.headers[\"Authorization\"] = \"Bearer {token}\"\n\
             wrk.headers[\"Content-Type\"] = \"application/json\"\n"
        );
        let (path, list) = (contender.path, contender.list);
        Ok(head
            + &match task {
                Task::Get => {
                    let ids = self.folder.join("ids");
                    fs::write(&ids, contender.some_ids().join("\n"))?;
                    // Written out before the clock starts: the generator shares the processor.
                    format!(
                        "local ready = {{}}\n\
                         function init()\n\
                           for id in io.lines(\"{}\") do\n\
                             ready[#ready + 1] = wrk.format(\"GET\", \"{path}/\" .. id)\n\
                           end\n\
                         end\n\
                         function request() return ready[math.random(#ready)] end\n",
                        ids.display()
                    )
                }
                Task::List => format!("wrk.path = \"{list}\"\n"),
                Task::Create => {
                    let body = (contender.package)(0);
                    format!("wrk.method = \"POST\"\nwrk.path = \"{path}\"\nwrk.body = [[{body}]]\n")
                }
            })
    }
}

fn url(address: SocketAddr) -> String {
    format!("http://{address}/")
}

fn rate(report: &str) -> Result<f64, &'static str> {
    if report.contains("Non-2xx") {
        return Err("some requests were refused");
    }
    if report.contains("Socket errors") {
        return Err("some connections broke");
    }
    let rate = report.lines().find_map(|line| line.trim().strip_prefix("Requests/sec:"));
    rate.and_then(|rate| rate.trim().parse().ok()).ok_or("wrk reported no rate")
}

#[cfg(test)]
mod tests {
    use super::rate;

    #[test]
    fn a_rate_counts_only_without_refusals() {
        assert_eq!(rate("  1 threads\nRequests/sec:  8123.50\nTransfer/sec: 1MB"), Ok(8123.5));
        assert!(rate("Non-2xx or 3xx responses: 3\nRequests/sec: 9").is_err());
        assert!(rate("nothing").is_err());
    }
}
