//! Styles that the oldest supported browsers understand: Safari 16.4 and Firefox 115, which many
//! phones never get beyond. What only makes better what works without it (`text-wrap`, `field-sizing`,
//! `content-visibility`, `scrollbar-width`) is free; inside `@supports` everything is.

/// What is younger, and the first versions that have it.
const YOUNGER: [(&str, &str); 31] = [
    ("light-dark(", "Safari 17.5, Firefox 120"),
    (":has(", "Firefox 121"),
    ("&", "nesting: Safari 16.5, Firefox 117"),
    ("(from ", "colours from others: Firefox 128"),
    ("@starting-style", "Safari 17.5, Firefox 129"),
    ("@property", "Firefox 128"),
    ("@scope", "Safari 17.4, Firefox 146"),
    ("@view-transition", "Safari 18.2"),
    ("@function", "no Safari, no Firefox"),
    ("@position-try", "Safari 26"),
    ("view-transition", "Safari 18"),
    ("anchor-name", "Safari 26"),
    ("anchor(", "Safari 26"),
    ("position-anchor", "Safari 26"),
    ("position-area", "Safari 26"),
    ("animation-timeline", "Safari 26"),
    ("timeline-scope", "Safari 26"),
    ("interpolate-size", "no Safari, no Firefox"),
    ("calc-size(", "no Safari, no Firefox"),
    ("transition-behavior", "Safari 17.4, Firefox 129"),
    ("allow-discrete", "Safari 17.4, Firefox 129"),
    ("::details-content", "Safari 18.4, Firefox 143"),
    (":popover-open", "Safari 17, Firefox 125"),
    (":user-invalid", "Safari 16.5"),
    (":user-valid", "Safari 16.5"),
    ("round(", "Firefox 118"),
    ("mod(", "Firefox 118"),
    ("linear(", "Safari 17.2"),
    ("sibling-", "Safari 26"),
    ("text-box", "Safari 18.2"),
    ("zoom:", "Firefox 126"),
];

/// What Safari knows by another name only.
const PREFIXED: [&str; 3] = ["user-select:", "text-size-adjust:", "backdrop-filter:"];

/// Adds what is too young in one file of styles.
pub fn inspect(path: &str, text: &str, findings: &mut Vec<String>) {
    if !path.ends_with(".css") {
        return;
    }
    let plain = without_supported(&without_comments(text));
    for (number, line) in plain.lines().enumerate() {
        for (word, since) in YOUNGER {
            if line.contains(word) {
                findings.push(format!("{path}:{}: `{word}` is too young ({since})", number + 1));
            }
        }
        for name in PREFIXED {
            let all = line.matches(name).count();
            if all != 2 * line.matches(&format!("-webkit-{name}")).count() {
                let number = number + 1;
                findings
                    .push(format!("{path}:{number}: `{name}` needs `-webkit-{name}` beside it"));
            }
        }
    }
}

/// Comments as blanks, so that lines keep their numbers.
fn without_comments(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        let (comment, next) = after.split_once("*/").unwrap_or((after, ""));
        plain.push_str(before);
        plain.extend(comment.chars().filter(|&letter| letter == '\n'));
        rest = next;
    }
    plain + rest
}

/// Leaves out what stands inside `@supports`, its condition too.
fn without_supported(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("@supports") {
        let end = end_of_block(after);
        plain.push_str(before);
        plain.extend(after[..end].chars().filter(|&letter| letter == '\n'));
        rest = &after[end..];
    }
    plain + rest
}

/// Where the block ends that begins with the first brace.
fn end_of_block(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 1 => return at + 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut findings = Vec::new();
        inspect("a.css", text, &mut findings);
        findings
    }

    #[test]
    fn what_is_too_young_is_named_with_its_line() {
        let found = found("a { color: red; }\nb { color: light-dark(#fff, #000); }\n");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("a.css:2: `light-dark(`"), "{found:?}");
        assert_eq!(super::tests::found("a:has(b) { & c { color: red; } }").len(), 2);
    }

    #[test]
    fn comments_and_supported_blocks_are_free() {
        assert!(
            found("/* :has( */ @supports selector(:has(a)) { a:has(b) { c: d; } } e { f: g; }")
                .is_empty()
        );
        assert_eq!(found("@supports (a: b) { c { d: e; } }\nf:has(g) { h: i; }").len(), 1);
    }

    #[test]
    fn a_prefix_is_asked_for() {
        assert_eq!(found("a { user-select: none; }").len(), 1);
        assert!(found("a { -webkit-user-select: none; user-select: none; }").is_empty());
    }
}
