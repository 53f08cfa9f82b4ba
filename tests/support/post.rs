//! A mail server that tests start, and what arrived there. It is aiosmtpd, a real one.
//!
//! `cargo xtask test` installs it into `target/tools`; the variable `AIOSMTPD` names another Python
//! that has it.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::Mutex,
};

use serde::Deserialize;

/// A mail that the server took.
#[derive(Clone, Debug, Deserialize)]
pub struct Mail {
    pub to: Vec<String>,
    /// By their names in small letters.
    pub headers: BTreeMap<String, String>,
    pub plain: String,
    pub html: String,
}

impl Mail {
    /// Its subject.
    pub fn subject(&self) -> &str {
        &self.headers["subject"]
    }

    /// The first address of a page in it.
    pub fn link(&self) -> &str {
        let word = |word: &&str| word.starts_with("http://") || word.starts_with("https://");
        self.plain.split_whitespace().find(word).expect("a link")
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    port: u16,
    mails: Vec<Mail>,
    attempts: u32,
}

/// A mail server. It ends when dropped.
#[derive(Debug)]
pub struct MailServer {
    pub port: u16,
    child: Child,
    pipes: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
}

impl MailServer {
    /// At a free port.
    pub fn start() -> Self {
        Self::start_at(0, None)
    }

    /// At a certain port; an account (`user:password`) has to be named by whoever sends.
    pub fn start_at(port: u16, account: Option<&str>) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("support/smtp.py");
        let mut command = Command::new(python());
        command.arg(script).arg(port.to_string()).args(account);
        // It warns of what only a test would do.
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("Python runs");
        let (stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let mut server = Self { port, child, pipes: Mutex::new((stdin, BufReader::new(stdout))) };
        server.port = server.said().port;
        server
    }

    /// Its address for the settings.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// From now on it takes mail (`take`), or is difficult in one way, see the script.
    pub fn be(&self, mode: &str) {
        self.tell(&format!("mode {mode}"));
    }

    /// Everything that it took so far.
    pub fn mails(&self) -> Vec<Mail> {
        self.tell("list").mails
    }

    /// How often somebody began to hand over a mail.
    pub fn attempts(&self) -> u32 {
        self.tell("list").attempts
    }

    fn tell(&self, line: &str) -> Said {
        writeln!(self.pipes.lock().unwrap().0, "{line}").unwrap();
        self.said()
    }

    fn said(&self) -> Said {
        let mut line = String::new();
        self.pipes.lock().unwrap().1.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn python() -> PathBuf {
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/aiosmtpd/bin/python");
    #[expect(clippy::disallowed_methods, reason = "a test's setting, not the program's")]
    let python = std::env::var("AIOSMTPD").map_or(usual, PathBuf::from);
    assert!(python.exists(), "{} is missing; `cargo xtask test` installs it", python.display());
    python
}
