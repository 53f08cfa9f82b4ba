//! Names in sentences that pass by.

/// Enough to tell names apart in two lines of a phone.
const BRIEF_CHARS_MAX: usize = 40;

/// The beginning of a name, for news that must not cover the page: a name may have 200 characters.
pub fn brief(name: &str) -> String {
    if name.chars().count() <= BRIEF_CHARS_MAX {
        return name.to_owned();
    }
    let kept: String = name.chars().take(BRIEF_CHARS_MAX - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_ends_in_dots_and_a_short_one_stays_whole() {
        assert_eq!(brief("Ane Garmendia"), "Ane Garmendia");
        let forty = "á".repeat(40);
        assert_eq!(brief(&forty), forty);
        let cut = brief(&format!("{} {}", "á".repeat(38), "b".repeat(161)));
        assert_eq!(cut, format!("{}…", "á".repeat(38)));
    }
}
