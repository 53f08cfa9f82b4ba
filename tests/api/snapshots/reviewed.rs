//! Files that somebody has reviewed.

use std::{fs, path::PathBuf};

/// Set to anything, it lays what is there now into the files, for `git diff` to show.
const ACCEPT: &str = "FURGO_ACCEPT_SNAPSHOTS";

/// Fails unless a text is that of the file.
#[expect(clippy::disallowed_methods, reason = "a switch of this test")]
pub fn compare(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(name);
    let text = format!("{}\n", text.trim_end());
    if std::env::var(ACCEPT).is_ok() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        return;
    }
    let reviewed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        reviewed == text,
        "tests/snapshots/{name} differs:\n{}\nIf that is meant, run the tests of `snapshots` with \
         {ACCEPT}=1, look at `git diff tests/snapshots`, and commit it.",
        difference(&reviewed, &text)
    );
}

/// The lines around the first one that differs.
fn difference(reviewed: &str, now: &str) -> String {
    let (reviewed, now): (Vec<_>, Vec<_>) = (reviewed.lines().collect(), now.lines().collect());
    let same = reviewed.iter().zip(&now).take_while(|(reviewed, now)| reviewed == now).count();
    let part = |lines: &[&str], mark: char| {
        let shown = lines.iter().skip(same).take(6);
        shown.map(|line| format!("{mark} {line}\n")).collect::<String>()
    };
    let before: String =
        now[same.saturating_sub(3)..same].iter().map(|line| format!("  {line}\n")).collect();
    format!("line {}:\n{before}{}{}", same + 1, part(&reviewed, '-'), part(&now, '+'))
}
