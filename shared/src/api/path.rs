//! Paths with their parameters filled in.

/// Apart from [`Endpoint`], so that the app holds it once and not once for each endpoint.
pub fn filled(path: &str, args: &[&str]) -> String {
    let mut args = args.iter();
    let segments = path.split('/').map(|segment| match segment.starts_with('{') {
        true => percent_encoded(args.next().copied().unwrap_or_default()),
        false => segment.to_owned(),
    });
    segments.collect::<Vec<_>>().join("/")
}

/// Encodes one path segment (RFC 3986: all but unreserved characters).
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            true => encoded.push(char::from(byte)),
            false => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
