//! Which modules a Rust file names: its `use` trees, and paths from `crate` on in its code. Tests
//! inside a file are left out: they may use anything.

/// Paths of the crate that a file names, each as its segments from the crate's root on.
///
/// `module` is the file's own path in its crate, for `super`.
pub fn of_file(module: &[&str], text: &str) -> Vec<Vec<String>> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code: String = text.lines().map(without_comment).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    let mut rest = code.as_str();
    let mut between = String::new();
    while let Some((before, after)) = split_at_use(rest) {
        between.push_str(before);
        let (tree, behind) = after.split_once(';').unwrap_or((after, ""));
        flatten(tree, "", &mut found);
        rest = behind;
    }
    between.push_str(rest);
    found.extend(inline_paths(&between));
    found.iter().filter_map(|path| resolve(module, path)).collect()
}

fn without_comment(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// What stands before the next `use`, and what follows it.
fn split_at_use(code: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    while let Some(at) = code.get(from..)?.find("use ").map(|at| from + at) {
        let before = code.get(..at)?;
        let begins = before.chars().next_back().is_none_or(|c| c.is_whitespace() || c == ')');
        if begins {
            return Some((before, code.get(at + "use ".len()..)?));
        }
        from = at + 1;
    }
    None
}

/// The paths of a `use` tree such as `a::{b, c::{d, self}}`.
fn flatten(tree: &str, prefix: &str, found: &mut Vec<String>) {
    let tree = tree.trim();
    let Some((head, body)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default().trim();
        found.push(format!("{prefix}{path}"));
        return;
    };
    let prefix = format!("{prefix}{}", head.trim());
    let body = body.rsplit_once('}').map_or(body, |(body, _)| body);
    let (mut depth, mut start) = (0_usize, 0);
    for (at, sign) in body.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                flatten(&body[start..at], &prefix, found);
                start = at + 1;
            }
            _ => {}
        }
    }
    if !body[start..].trim().is_empty() {
        flatten(&body[start..], &prefix, found);
    }
}

/// `crate::a::b` where it stands in code.
fn inline_paths(code: &str) -> Vec<String> {
    let is_of_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let starts = code.match_indices("crate::").map(|(at, _)| at);
    starts.map(|at| code[at..].chars().take_while(|c| is_of_path(*c)).collect()).collect()
}

/// From the crate's root on; `None` for other crates.
fn resolve(module: &[&str], path: &str) -> Option<Vec<String>> {
    let mut segments = path.split("::").filter(|segment| !segment.is_empty()).peekable();
    let mut base = match *segments.peek()? {
        "crate" => Vec::new(),
        "super" | "self" => module.to_vec(),
        _ => return None,
    };
    while let Some(step) = segments.next_if(|segment| ["crate", "super", "self"].contains(segment))
    {
        if step == "super" {
            base.pop();
        }
    }
    base.extend(segments.filter(|segment| *segment != "self"));
    Some(base.into_iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(module: &[&str], text: &str) -> Vec<String> {
        of_file(module, text).iter().map(|path| path.join("::")).collect()
    }

    #[test]
    fn every_way_to_name_a_module_is_found() {
        let text = "//! use crate::no;\nuse std::fmt;\npub use crate::a::{\n    b as c, // use crate::no\n    d::{self, E},\n};\nuse super::{f, super::g};\nuse self::h::I;\nfn j() { crate::k::l(); }\n";
        let expected = ["a::b", "a::d", "a::d::E", "m::f", "g", "m::n::h::I", "k::l"];
        assert_eq!(named(&["m", "n"], text), expected);
    }

    #[test]
    fn tests_inside_a_file_and_words_that_look_like_it_are_left_out() {
        let text = "fn reuse () {}\nuse a::b;\n#[cfg(test)]\nmod tests { use crate::c; }\n";
        assert!(named(&[], text).is_empty());
    }
}
