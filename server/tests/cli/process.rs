//! Runs the program and talks HTTP to it in the plainest way.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, ExitStatus, Output, Stdio},
    thread::JoinHandle,
};

/// A password that no guesser has.
pub const PASSWORD: &str = "vidrio-manta-7-lagos";

/// The program, with nothing of the caller's environment that it would read.
pub fn furgo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_furgo"));
    command.args(arguments).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("FURGO_") {
            command.env_remove(name);
        }
    }
    command
}

/// What came of running the program to its end.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

impl Ended {
    /// It did what it was told.
    #[track_caller]
    pub fn done(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }

    /// It failed with one sentence that says these words.
    #[track_caller]
    pub fn failed_saying(self, words: &[&str]) -> Self {
        self.ended_with(1, words)
    }

    /// It ended with this code and one sentence that says these words.
    #[track_caller]
    pub fn ended_with(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(
            self.err.starts_with("furgo: ") && self.err.trim_end().lines().count() == 1,
            "{self:?}"
        );
        for word in words {
            assert!(self.err.contains(word), "{word}: {self:?}");
        }
        self
    }
}

/// Runs it to its end.
pub fn run(arguments: &[&str]) -> Ended {
    furgo(arguments).output().unwrap().into()
}

/// Runs a line of a shell, where `furgo` is the program.
pub fn run_shell(line: &str) -> Ended {
    let line = line.replace("furgo ", &format!("'{}' ", env!("CARGO_BIN_EXE_furgo")));
    Command::new("sh").args(["-c", &line]).stdin(Stdio::null()).output().unwrap().into()
}

/// Runs it on a data folder, with something on stdin.
pub fn run_on(data: &Path, arguments: &[&str], stdin: &str) -> Ended {
    let mut command = furgo(arguments);
    let mut child = command
        .arg("--data")
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that has failed already does not read.
    drop(child.stdin.take().unwrap().write_all(stdin.as_bytes()));
    child.wait_with_output().unwrap().into()
}

/// A server under way. It is killed when dropped.
pub struct Serving {
    child: Child,
    pub address: String,
    pub greeting: Vec<String>,
    log: Option<JoinHandle<String>>,
}

impl Serving {
    /// On a data folder, at a free port.
    pub fn start(data: &Path) -> Self {
        Self::logging_to(data, Stdio::piped())
    }

    /// The same, with its log going somewhere else; what comes through a pipe of ours is kept.
    pub fn logging_to(data: &Path, log: Stdio) -> Self {
        Self::run(data, &[], log)
    }

    /// The same, behind a proxy on this machine.
    pub fn behind_a_proxy(data: &Path) -> Self {
        Self::run(data, &["--trusted-proxies", "127.0.0.1"], Stdio::piped())
    }

    /// The same, with figures at a free port; the last line of the greeting says which.
    pub fn with_metrics(data: &Path) -> Self {
        Self::run(data, &["--metrics", "127.0.0.1:0"], Stdio::piped())
    }

    /// The same, with a mail server.
    pub fn with_mail(data: &Path, url: &str) -> Self {
        let from = "furgo@example.org";
        Self::run(data, &["--smtp-url", url, "--mail-from", from], Stdio::piped())
    }

    /// The same, where the certificates in a file are all that the machine trusts.
    pub fn with_mail_trusting(data: &Path, url: &str, certificates: &Path) -> Self {
        let settings = ["--smtp-url", url, "--mail-from", "furgo@example.org"];
        let mut command = Self::command("127.0.0.1:0", data, &settings);
        command.env("SSL_CERT_FILE", certificates);
        Self::greeted(command, &settings, Stdio::piped())
    }

    /// The same, with links in its mail.
    pub fn with_linked_mail(data: &Path, url: &str) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let (listen, public) = (free.to_string(), format!("http://{free}"));
        let mail = ["--smtp-url", url, "--mail-from", "furgo@example.org"];
        let links = ["--public-url", &public];
        Self::run_at(&listen, data, &[mail.as_slice(), &links].concat(), Stdio::piped())
    }

    fn run(data: &Path, settings: &[&str], log: Stdio) -> Self {
        Self::run_at("127.0.0.1:0", data, settings, log)
    }

    fn run_at(listen: &str, data: &Path, settings: &[&str], log: Stdio) -> Self {
        Self::greeted(Self::command(listen, data, settings), settings, log)
    }

    fn command(listen: &str, data: &Path, settings: &[&str]) -> Command {
        let mut command = furgo(&["serve", "--listen", listen, "--workers", "1"]);
        command.args(settings).arg("--data").arg(data);
        command
    }

    /// Runs it until it has said where it is.
    fn greeted(mut command: Command, settings: &[&str], log: Stdio) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let err = child.stderr.take();
        let log = std::thread::spawn(move || {
            let mut log = String::new();
            if let Some(mut err) = err {
                err.read_to_string(&mut log).unwrap();
            }
            log
        });
        let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = out.next().unwrap().unwrap();
        let address = first.rsplit("http://").next().unwrap().to_owned();
        // The set-up line, if there is one, is written before the first answer.
        let mut serving = Self { child, address, greeting: vec![first], log: Some(log) };
        let welcome = serving.get("/api/welcome", "");
        if welcome.body.contains("\"setup_needed\":true") {
            serving.greeting.push(out.next().unwrap().unwrap());
        }
        if settings.contains(&"--metrics") {
            serving.greeting.push(out.next().unwrap().unwrap());
        }
        serving
    }

    /// Tells it to stop, as a service manager does.
    pub fn tell_to_stop(&self) {
        let told =
            Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
    }

    /// Waits for its end; returns how it ended, and its log.
    pub fn ended(mut self) -> (ExitStatus, String) {
        let status = self.child.wait().unwrap();
        (status, self.log.take().unwrap().join().unwrap())
    }

    /// Stops it and returns its log.
    #[track_caller]
    pub fn stop(self) -> String {
        self.tell_to_stop();
        let (status, log) = self.ended();
        assert_eq!(status.code(), Some(0), "{log}");
        log
    }

    pub fn get(&self, path: &str, headers: &str) -> Answer {
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n",
            self.address
        ))
    }

    pub fn post(&self, path: &str, headers: &str, json: &str) -> Answer {
        self.send(&self.post_text(path, headers, json))
    }

    pub fn patch(&self, path: &str, headers: &str, json: &str) -> Answer {
        self.send(&self.text("PATCH", path, headers, json))
    }

    pub fn post_text(&self, path: &str, headers: &str, json: &str) -> String {
        self.text("POST", path, headers, json)
    }

    fn text(&self, method: &str, path: &str, headers: &str, json: &str) -> String {
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{headers}\r\n{json}",
            self.address,
            json.len()
        )
    }

    fn send(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        Answer::read(stream)
    }

    /// Bytes of memory that the process has in use (Linux).
    pub fn resident_bytes(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() << 10
    }

    pub fn connect(&self) -> TcpStream {
        TcpStream::connect(&self.address).unwrap()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Already gone is as good as killed.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// An HTTP answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn read(mut stream: TcpStream) -> Self {
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) =
            text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no whole answer: {text:?}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// The `Cookie` header that a browser would send back.
    pub fn cookie(&self) -> String {
        let line = self
            .head
            .lines()
            .find(|line| line.to_ascii_lowercase().starts_with("set-cookie:"))
            .unwrap();
        format!("Cookie: {}\r\n", line.split_once(": ").unwrap().1.split(';').next().unwrap())
    }
}

/// The body of a first registration, with the code of the link that the server printed.
pub fn registration(serving: &Serving) -> String {
    let code = serving.greeting[1].split('#').nth(1).unwrap();
    format!(
        r#"{{"name":"Alma","email":"alma@example.org","password":"{PASSWORD}","setup_code":"{code}"}}"#
    )
}

/// The body of a sign-in.
pub fn login(email: &str, password: &str) -> String {
    format!(r#"{{"email":"{email}","password":"{password}"}}"#)
}
