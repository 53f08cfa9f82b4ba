//! Requests as bytes on a connection: query strings, and heads with tags, ranges and the ids of
//! events.

use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::LazyLock,
    time::Duration,
};

use furgo::clock::Clock;
use furgo_shared::{
    access::Role,
    api::{self, Body, Method, Reply},
    auth::{Grant, Login, Password},
};
use support::{PASSWORD, TestApp};

use crate::Target;

pub const QUERIES: Target = Target {
    name: "query_strings",
    seeds: query_seeds,
    words: &[
        "&",
        "=",
        "%",
        "+",
        "page",
        "limit",
        "sort",
        "from",
        "to",
        "status",
        "vehicle",
        "q",
        "date",
        "user_id",
        "2026-03-02",
        "%00",
        "%F0%9F%9A%9A",
        "%ff",
        "4294967296",
        "-1",
        "true",
        "01900000-0000-7000-8000-000000000000",
    ],
    run: run_query,
    inputs: 4_000,
};

pub const HEADS: Target = Target {
    name: "heads",
    seeds: head_seeds,
    words: &[
        "\r\n",
        "\n",
        ": ",
        "Range",
        "bytes=0-",
        "bytes 0-1/2",
        "Content-Range",
        "If-None-Match",
        "If-Match",
        "W/",
        "\"1\"",
        "*",
        "Last-Event-ID",
        "Idempotency-Key",
        "Content-Length",
        "Transfer-Encoding",
        "chunked",
        "Expect",
        "100-continue",
        "Accept-Encoding",
        "br;q=0",
        "Cookie",
        "furgo=",
        "Origin",
        "Authorization: Bearer ",
        "0",
        ",",
        "18446744073709551616",
    ],
    run: run_head,
    inputs: 4_000,
};

/// How long an answer may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

struct Installation {
    app: TestApp,
    /// Of an admin.
    token: String,
}

/// One server for all inputs: what one of them breaks is broken for the next.
static INSTALLATION: LazyLock<Installation> = LazyLock::new(|| {
    actix_web::rt::System::new().block_on(async {
        // A clock that stands still, so that the token lasts.
        let app = TestApp::start_by(Clock::stopped_at(Clock::system().now())).await;
        let admin = app.active("ada", Role::Admin).await;
        let login = Login {
            email: admin.email,
            password: Password(PASSWORD.to_owned()),
            grant: Some(Grant::Token),
        };
        let signed_in = app.stranger().ok(&api::LOGIN, [], &login).await;
        Installation { app, token: signed_in.access_token.unwrap() }
    })
});

/// The first byte chooses the endpoint, the rest is the query.
fn run_query(input: &[u8]) {
    let Some((choice, query)) = input.split_first() else { return };
    let asked: Vec<_> = api::all()
        .into_iter()
        .filter(|endpoint| (endpoint.body)(Method::Get) == Body::Query)
        .collect();
    let path = asked[usize::from(*choice) % asked.len()].path;
    let path = path.replace("{alias}", "kangoo");
    // What a browser would encode, and what ends a request line.
    let encoded: String = query
        .iter()
        .map(|byte| match byte {
            b'!'..=b'~' if *byte != b'#' => char::from(*byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    let head = format!(
        "GET {path}?{encoded} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n\
         Connection: close\r\n\r\n",
        INSTALLATION.token
    );
    is_answered(&exchange(head.as_bytes()), input);
}

/// The first byte chooses the endpoint, the rest are lines of the head and what follows it.
fn run_head(input: &[u8]) {
    let Some((choice, lines)) = input.split_first() else { return };
    let reading: Vec<_> = api::all()
        .into_iter()
        .filter(|endpoint| endpoint.method.reads() && endpoint.reply != Reply::Stream)
        .collect();
    let path = reading[usize::from(*choice) % reading.len()].path.replace(['{', '}'], "");
    let begin = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    let mut request = begin.into_bytes();
    request.extend_from_slice(lines);
    request.extend_from_slice(b"\r\n\r\n");
    is_answered(&exchange(&request), input);
}

/// Sends bytes, ends the sending, and reads to the end.
fn exchange(request: &[u8]) -> Vec<u8> {
    let address = INSTALLATION.app.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut answer = Vec::new();
    // A server that has seen enough hangs up while there is more to send.
    if stream.write_all(request).is_ok() {
        drop(stream.shutdown(std::net::Shutdown::Write));
    }
    match stream.read_to_end(&mut answer) {
        Ok(_) => answer,
        Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => answer,
        Err(error) => panic!("no end of the answer: {error}"),
    }
}

/// With a status that is the client's or a success; a fault of the server's is none.
fn is_answered(answer: &[u8], input: &[u8]) {
    let text = String::from_utf8_lossy(answer);
    let status = text.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3));
    let status = status.map(|status| status.parse::<u16>().unwrap());
    match status {
        // Whoever breaks off within a head is not answered.
        None => assert!(answer.is_empty(), "{text}"),
        Some(status) => assert!(status < 500, "{text}\nto {:?}", String::from_utf8_lossy(input)),
    }
}

fn query_seeds() -> Vec<Vec<u8>> {
    let queries = [
        "page=1&limit=10",
        "q=ane&status=pending",
        "vehicle=kangoo&from=2026-01-01&to=2026-03-31",
        "sort=-date&page=2",
        "date=2026-03-02",
        "months=12",
        "days=30&km=500",
    ];
    let seeds = (0..24_u8).zip(queries.into_iter().cycle());
    seeds.map(|(choice, query)| [&[choice], query.as_bytes()].concat()).collect()
}

fn head_seeds() -> Vec<Vec<u8>> {
    let heads = [
        "Range: bytes=0-99\r\nIf-Range: \"1\"",
        "If-None-Match: W/\"1-en\", \"2\"\r\nAccept-Language: eu, es;q=0.5",
        "If-Match: *\r\nIdempotency-Key: 01900000-0000-7000-8000-000000000000",
        "Last-Event-ID: 12\r\nAccept: text/event-stream",
        "Accept-Encoding: br, gzip;q=0.1, identity;q=0",
        "Content-Length: 2\r\nContent-Type: application/json\r\n\r\n{}",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n",
        "Cookie: furgo=abc; other=1\r\nOrigin: http://localhost",
    ];
    let seeds = (0..32_u8).zip(heads.into_iter().cycle());
    seeds.map(|(choice, head)| [&[choice.wrapping_mul(7)], head.as_bytes()].concat()).collect()
}
