//! The two things that a program needs of its machine: a voice and a clock.

/// Prints one line.
#[cfg(not(target_family = "wasm"))]
pub fn say(line: &str) {
    use std::io::Write;

    writeln!(std::io::stdout(), "{line}").expect("whoever started the program reads its output");
}

/// Prints one line.
#[cfg(target_family = "wasm")]
pub fn say(line: &str) {
    web_sys::console::log_1(&line.into());
}

/// Milliseconds since some fixed moment.
#[cfg(not(target_family = "wasm"))]
pub fn now_ms() -> u64 {
    use std::sync::LazyLock;
    use std::time::Instant;

    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed().as_millis() as u64
}

/// Milliseconds since some fixed moment.
#[cfg(target_family = "wasm")]
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}
