//! Rules for single files: length, a purpose on top, nothing left undone.

/// A file above this is about more than one thing.
const LINES_MAX: usize = 500;

/// What a finished line never holds; each in two halves, so that this file does not hold it either.
const UNDONE: [(&str, &str); 6] = [
    ("TO", "DO"),
    ("FIX", "ME"),
    ("to", "do!("),
    ("unimple", "mented!("),
    ("#[ig", "nore"),
    ("dbg", "!("),
];

/// Adds what is wrong with one file.
pub fn inspect(path: &str, content: &[u8], findings: &mut Vec<String>) {
    if !is_source(path) {
        return;
    }
    let Ok(text) = std::str::from_utf8(content) else {
        findings.push(format!("{path}: is not UTF-8"));
        return;
    };
    let lines = text.lines().count();
    if lines > LINES_MAX {
        findings.push(format!("{path}: {lines} lines; split it below {LINES_MAX}"));
    }
    if path.ends_with(".rs") && !says_its_purpose(text) {
        findings.push(format!("{path}: begins without a `//!` sentence of purpose"));
    }
    for (number, line) in text.lines().enumerate() {
        for (start, end) in UNDONE {
            if line.contains(&format!("{start}{end}")) {
                findings.push(format!("{path}:{}: holds `{start}{end}`", number + 1));
            }
        }
    }
}

fn is_source(path: &str) -> bool {
    let (_, ending) = path.rsplit_once('.').unwrap_or_default();
    matches!(ending, "rs" | "js" | "mjs" | "css" | "ftl")
}

fn says_its_purpose(text: &str) -> bool {
    let mut lines =
        text.lines().skip_while(|line| line.trim().is_empty() || line.starts_with("#!["));
    lines.next().is_some_and(|line| line.starts_with("//!"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let mut findings = Vec::new();
        inspect(path, text.as_bytes(), &mut findings);
        findings
    }

    #[test]
    fn a_good_file_is_left_alone() {
        assert!(found("a.rs", "//! Purpose.\nfn main() {}\n").is_empty());
        assert!(found("README.md", "TO").is_empty());
    }

    #[test]
    fn each_rule_finds_its_fault() {
        assert_eq!(found("a.rs", "fn main() {}\n").len(), 1);
        assert_eq!(found("a.css", &"a {}\n".repeat(LINES_MAX + 1)).len(), 1);
        let (start, end) = UNDONE[0];
        let expected = format!("a.mjs:2: holds `{start}{end}`");
        assert_eq!(found("a.mjs", &format!("ok\n// {start}{end}: later\n")), [expected]);
    }
}
