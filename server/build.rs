//! Embeds the built web app: every file with its compressed copies, its type and its `ETag`.
//!
//! The folder is `FURGO_WEB_DIST`, by default `target/web-dist`, filled by `cargo xtask web`. When it
//! is missing the server still builds, and answers with a page that says how to build the app.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    let dist = dist_folder()?;
    // Cargo takes a missing folder for a changed one and would compile the server every time.
    fs::create_dir_all(&dist)?;
    tell_cargo(&[
        "rerun-if-env-changed=FURGO_WEB_DIST".to_owned(),
        format!("rerun-if-changed={}", dist.display()),
    ])?;
    let mut files = Vec::new();
    if dist.join("index.html").exists() {
        refuse_inline_scripts(&dist.join("index.html"))?;
        list(&dist, &mut files)?;
    }
    // By the text of the path, as the server compares it: paths order by their parts.
    files.sort_by_key(|file| file.to_string_lossy().into_owned());
    let mut table = String::from("pub static ASSETS: &[Asset] = &[\n");
    for file in files.iter().filter(|file| !is_compressed_copy(file)) {
        table.push_str(&entry(&dist, file)?);
    }
    table.push_str("];\n");
    fs::write(out_dir()?.join("assets.rs"), table)
}

fn dist_folder() -> io::Result<PathBuf> {
    let here = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let named = env::var_os("FURGO_WEB_DIST").map(PathBuf::from);
    Ok(here.join(named.unwrap_or_else(|| PathBuf::from("../target/web-dist"))))
}

fn out_dir() -> io::Result<PathBuf> {
    variable("OUT_DIR").map(PathBuf::from)
}

fn variable(name: &str) -> io::Result<String> {
    let value = env::var_os(name).and_then(|value| value.into_string().ok());
    value.ok_or_else(|| io::Error::other(format!("cargo did not set {name}")))
}

fn tell_cargo(lines: &[String]) -> io::Result<()> {
    let mut out = io::stdout();
    lines.iter().try_for_each(|line| writeln!(out, "cargo::{line}"))
}

/// The Content-Security-Policy would block them, and the app would stay blank.
fn refuse_inline_scripts(index: &Path) -> io::Result<()> {
    let html = fs::read_to_string(index)?;
    let tags = html.split("<script").skip(1).filter_map(|rest| rest.split('>').next());
    match tags.into_iter().all(|tag| tag.contains("src=")) {
        true => Ok(()),
        false => Err(io::Error::other(format!(
            "{} holds an inline script; build the app with `cargo xtask web`",
            index.display()
        ))),
    }
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => list(&path, files)?,
            false => files.push(path),
        }
    }
    Ok(())
}

fn is_compressed_copy(file: &Path) -> bool {
    matches!(extension(file), "br" | "gz")
}

fn entry(dist: &Path, file: &Path) -> io::Result<String> {
    let within = file.strip_prefix(dist).map_err(io::Error::other)?;
    let name = within.to_string_lossy();
    let mut entry = String::new();
    writeln!(
        entry,
        "    Asset {{ path: {:?}, content_type: {:?}, etag: {:?}, is_immutable: {}, \
         identity: include_bytes!({file:?}), brotli: {}, gzip: {} }},",
        format!("/{name}"),
        content_type(file),
        etag(&fs::read(file)?),
        has_hash_in_name(&name),
        compressed(file, "br"),
        compressed(file, "gz"),
    )
    .map_err(io::Error::other)?;
    Ok(entry)
}

fn compressed(file: &Path, suffix: &str) -> String {
    let copy = PathBuf::from(format!("{}.{suffix}", file.display()));
    match copy.exists() {
        true => format!("Some(include_bytes!({copy:?}))"),
        false => "None".to_owned(),
    }
}

/// Half of a SHA-256: 128 bits tell all files apart that anyone will ever build.
fn etag(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// The packing step puts a hash after a dash into the names of files, or of their folder, whose
/// content never changes under that name.
fn has_hash_in_name(name: &str) -> bool {
    name.split(['-', '.', '_', '/'])
        .skip(1)
        .any(|part| part.len() >= 10 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn content_type(file: &Path) -> &'static str {
    match extension(file) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "ftl" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn extension(file: &Path) -> &str {
    file.extension().and_then(|extension| extension.to_str()).unwrap_or_default()
}
