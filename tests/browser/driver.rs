//! The programs between a test and a browser: one driver for each person, because those of Firefox
//! and WebKit lead one browser only.

use std::{
    env,
    ffi::OsString,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use crate::{
    engine::{Engine, Look},
    stage::{Process, free_port, project, wait_for},
};

/// A running driver. Whatever it opened is closed before it ends: a person's browser first.
pub struct Driver {
    _processes: Vec<Process>,
    port: u16,
}

impl Driver {
    /// Starts the engine's driver on a port of its own.
    pub fn start(engine: Engine, look: Look) -> Self {
        let port = free_port();
        let mut processes = Vec::new();
        let mut command = match engine {
            Engine::Chromium => {
                let mut command = program("CHROMEDRIVER", "chromedriver");
                command.arg(format!("--port={port}"));
                command
            }
            Engine::Firefox => {
                let mut command = program("GECKODRIVER", "geckodriver");
                let websocket = free_port().to_string();
                command.args(["--port", &port.to_string(), "--websocket-port", &websocket]);
                command.args(["--log", "fatal"]);
                command
            }
            Engine::WebKit => {
                let (display, screen) = screen();
                processes.push(screen);
                let mut command = program("WEBKITDRIVER", "WebKitWebDriver");
                command.arg(format!("--port={port}")).env("DISPLAY", display);
                webkit_environment(&mut command, look);
                command
            }
        };
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = child.unwrap_or_else(|error| {
            panic!("{engine:?}'s driver is installed by `cargo xtask test`: {error}")
        });
        // The driver ends before the screen that it draws on.
        processes.insert(0, Process(child));
        wait_for(port);
        Self { _processes: processes, port }
    }

    /// Where it answers.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// The program that a variable names, else the one among the project's tools, else the one on `PATH`.
fn program(variable: &str, name: &str) -> Command {
    let own = project().join("target/tools/bin").join(name);
    let usual = if own.exists() { own.into_os_string() } else { OsString::from(name) };
    Command::new(env::var_os(variable).unwrap_or(usual))
}

/// WebKitGTK has no mode without a window: it gets a screen that nobody sees. The X server picks a
/// number that is free and tells it.
fn screen() -> (String, Process) {
    let mut child = program("XVFB", "Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("Xvfb is installed by `cargo xtask test`: {error}"));
    let told = child.stdout.take().expect("the number comes through a pipe");
    let mut number = String::new();
    BufReader::new(told).read_line(&mut number).expect("Xvfb tells its number");
    (format!(":{}", number.trim()), Process(child))
}

fn webkit_environment(command: &mut Command, look: Look) {
    command
        // Its sandbox needs what a container and the user root do not have.
        .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
        .env("NO_AT_BRIDGE", "1")
        .env("GDK_BACKEND", "x11")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("LANGUAGE", "en_GB")
        .env("LANG", "en_GB.UTF-8");
    if look == Look::BasqueByNight {
        command.env("GTK_THEME", "Adwaita:dark");
    }
}
