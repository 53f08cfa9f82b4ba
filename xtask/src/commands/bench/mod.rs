//! Measurements. Each prints a table with its spread and fails when a promised limit is missed.

mod planner;
mod roads;
mod schemathesis;
mod server;
mod size;

use crate::commands::demo::build_server;
use crate::commands::portable;
use crate::commands::web::{self, Build};
use crate::program::{command, run};
use crate::setup::rivals;
use crate::{Failure, Outcome, project};

/// A measurement: its name, what it tells, and where its program lies.
struct Measure {
    name: &'static str,
    tells: &'static str,
    /// The file with the program, from the project's root; it is offered only when it is there.
    source: &'static str,
    run: fn(&[String]) -> Outcome<()>,
}

const MEASURES: &[Measure] = &[
    Measure {
        name: "size",
        tells: "binary, first load of the app, memory and time to the first answer",
        source: "xtask/src/commands/bench/size.rs",
        run: |_| {
            web::build(Build::Release)?;
            size::measure(&build_server()?)
        },
    },
    Measure {
        name: "storage",
        tells: "durable writes per second, grouped and alone; reads while writing ([FOLDER])",
        source: "tests/load/storage.rs",
        run: |arguments| program("bench-storage", arguments),
    },
    Measure {
        name: "files",
        tells: "small writes beside uploads of photos, and room and memory of many ([FOLDER [MEGABYTES]])",
        source: "tests/load/files.rs",
        run: |arguments| program("bench-files", arguments),
    },
    Measure {
        name: "offline",
        tells: "a driver's day in bytes, draining, 200 phones; then runs of the model of phones without a network ([RUNS], else 1,000)",
        source: "tests/load/offline.rs",
        run: without_a_network,
    },
    Measure {
        name: "stats",
        tells: "figures of a vehicle with 1,000 and with 1,000,000 records; lists and searches of 1,000,000 packages ([RECORDS [FOLDER [figures|lists]]])",
        source: "tests/load/stats.rs",
        run: |arguments| program("bench-stats", arguments),
    },
    Measure {
        name: "phone",
        tells: "how fast the rest of a day is planned anew in a browser's engine, and how well",
        source: "tests/portable/src/bench_phone.rs",
        run: |_| on_phone(),
    },
    Measure {
        name: "planner",
        tells: "plans beside PyVRP, OR-Tools and VROOM ([FOLDER] [--write] …; --help tells more)",
        source: "planner/bench/compare/main.rs",
        run: planner::measure,
    },
    Measure {
        name: "roads",
        tells: "import, tables, times and plans beside OSRM ([--write] EXTRACT.osm.pbf …)",
        source: "xtask/src/commands/bench/roads.rs",
        run: roads::measure,
    },
    Measure {
        name: "schemathesis",
        tells: "generated requests of every role against the API's description ([EXAMPLES] [ROLE …])",
        source: "xtask/src/commands/bench/schemathesis.rs",
        run: as_described,
    },
    Measure {
        name: "server",
        tells: "requests per second beside PocketBase on this machine",
        source: "xtask/src/commands/bench/server/mod.rs",
        run: against_pocketbase,
    },
];

/// What `cargo xtask help` says.
pub const HELP: &str = "measure; without an argument, it lists what can be measured";

/// `cargo xtask bench <measure> [arguments]`.
///
/// # Errors
/// When there is no such measure, a build fails or a limit is missed.
pub fn run_command(arguments: &[String]) -> Outcome<()> {
    let Some((name, rest)) = arguments.split_first() else {
        crate::say::result(&list());
        return Ok(());
    };
    let measure = available().find(|measure| measure.name == name);
    let measure =
        measure.ok_or_else(|| Failure::new(format!("there is no `bench {name}`\n{}", list())))?;
    (measure.run)(rest)
}

fn available() -> impl Iterator<Item = &'static Measure> {
    MEASURES.iter().filter(|measure| project::root().join(measure.source).exists())
}

fn list() -> String {
    let lines = available().map(|measure| format!("  {:<10}{}", measure.name, measure.tells));
    lines.collect::<Vec<_>>().join("\n")
}

/// Builds and runs one of the tests' programs.
fn program(name: &str, arguments: &[String]) -> Outcome<()> {
    let mut bench = command("cargo");
    bench.args(["run", "--release", "--package", "furgo-tests", "--bin", name, "--"]);
    run(bench.args(arguments).current_dir(project::root()))
}

fn without_a_network(arguments: &[String]) -> Outcome<()> {
    web::build(Build::Release)?;
    let server = build_server()?.display().to_string();
    program("bench-offline", &[server])?;
    let mut model = command("cargo");
    model.args(["test", "--release", "--package", "furgo-tests", "--test", "api", "--"]);
    model.args(["offline::no_work_is_lost", "--nocapture"]);
    let runs = arguments.first().map_or("1000", String::as_str);
    run(model.env("FURGO_OFFLINE_SEEDS", runs).current_dir(project::root()))
}

fn on_phone() -> Outcome<()> {
    run(command("node").arg(portable::build("bench-phone")?))
}

fn as_described(arguments: &[String]) -> Outcome<()> {
    let program = rivals::schemathesis()?;
    schemathesis::measure(&program, &build_server()?, arguments)
}

fn against_pocketbase(arguments: &[String]) -> Outcome<()> {
    let (wrk, pocketbase) = (rivals::wrk()?, rivals::pocketbase()?);
    web::build(Build::Release)?;
    let furgo = build_server()?;
    server::measure(&server::Programs { furgo, pocketbase, wrk }, arguments)
}
