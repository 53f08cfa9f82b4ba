//! Arrows run down: a module of the server uses what lies below it and knows nothing of what lies
//! above. Between crates the compiler sees to it; between the modules of one crate this does.

use super::uses;

const SERVER: &str = "server/src/";

/// The modules of the server, from the bottom up. A module uses those of the lines below its own, and not
/// those beside it, unless they are the [`KNOT`].
const LAYERS: &[&[&str]] = &[
    &["failure", "panics", "roads", "words"],
    &["auth"],
    &["http", "mail", "tls"],
    &["config", "jobs"],
    &["telemetry"],
    &["features::door"],
    &["features::exceptions"],
    &[
        "features::jobs",
        "features::odometer",
        "features::settings",
        "features::tidy",
        "features::trashable",
    ],
    KNOT,
    &["features::files", "features::findings"],
    &["features::expenses", "features::maintenance", "features::readings", "features::refuels"],
    &["features::economy"],
    &[
        "features::attention",
        "features::backup",
        "features::due",
        "features::events",
        "features::inbox",
        "features::sync",
        "features::tls",
        "features::tracking",
        "features::trash",
        "features::welcome",
    ],
    &["features::figures"],
    &["features::dashboard"],
    &["demo"],
    &["features::demo_data"],
    &["features::chores"],
    &["features"],
    &["entrance", "metrics"],
    &["cli"],
];

/// Who people are, what they are told, and the work they are given: these nouns ask each other, and
/// no order among them would say anything true of the domain.
const KNOT: &[&str] = &[
    "features::auth",
    "features::devices",
    "features::histories",
    "features::logs",
    "features::mails",
    "features::packages",
    "features::routes",
    "features::staff",
    "features::users",
    "features::vehicles",
    "features::work",
];

/// The state that every request is handed. It is made of parts of all modules, so it may name all of
/// them; and as they are handed it, all of them may name it.
const HANDED: &str = "app";

/// What lies below and is named through the server's root.
const BELOW: [&str; 4] = ["clock", "error", "hex", "storage"];

/// Which crates of the project a crate may name.
const CRATES: [(&str, &[&str]); 3] = [
    ("shared/Cargo.toml", &[]),
    ("ground/Cargo.toml", &["furgo-shared"]),
    ("storage/Cargo.toml", &["furgo-ground", "furgo-shared"]),
];

/// Adds what is wrong with one file.
pub fn inspect(path: &str, text: &str, findings: &mut Vec<String>) {
    if let Some((_, allowed)) = CRATES.iter().find(|(manifest, _)| *manifest == path) {
        inspect_manifest(path, text, allowed, findings);
    }
    let Some(within) = path.strip_prefix(SERVER).and_then(|within| within.strip_suffix(".rs"))
    else {
        return;
    };
    if within.ends_with("tests") {
        return;
    }
    let module: Vec<&str> = within.split('/').filter(|segment| *segment != "mod").collect();
    if text.contains("impl Witness for") && module != ["auth", "permit"] {
        findings.push(format!("{path}: only auth bears witness for a permit"));
    }
    let own = match standing_of(&module) {
        // A new noun is not the list of nouns.
        Standing::Layer(own) if own.name() == "features" && module != ["features"] => {
            Standing::Unknown
        }
        standing => standing,
    };
    let own = match own {
        Standing::Layer(own) => own,
        Standing::Open => return,
        Standing::Unknown => {
            findings.push(format!("{path}: give `{}` a place in {}", module.join("::"), file!()));
            return;
        }
    };
    let mut named: Vec<String> = uses::of_file(&module, text)
        .iter()
        .filter_map(|path| fault(own, &path.iter().map(String::as_str).collect::<Vec<_>>()))
        .collect();
    named.sort();
    named.dedup();
    findings.extend(named.into_iter().map(|fault| format!("{path}: {fault}")));
}

/// A module of the order: its line and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Layer {
    line: usize,
    place: usize,
}

impl Layer {
    fn name(self) -> &'static str {
        LAYERS[self.line][self.place]
    }

    fn may_use(self, other: Self) -> bool {
        other.line < self.line || other == self || (other.line == self.line && self.is_knot())
    }

    fn is_knot(self) -> bool {
        LAYERS[self.line] == KNOT
    }
}

enum Standing {
    Layer(Layer),
    /// May be named by everybody, and name everybody.
    Open,
    Unknown,
}

fn standing_of(module: &[&str]) -> Standing {
    match module {
        [] | ["lib" | "main", ..] => return Standing::Open,
        [first, ..] if *first == HANDED || BELOW.contains(first) => return Standing::Open,
        _ => {}
    }
    let names =
        [module.get(..2).map(|two| two.join("::")), module.first().map(|one| (*one).into())];
    let find = |name: &String| {
        LAYERS.iter().enumerate().find_map(|(line, modules)| {
            let place = modules.iter().position(|module| module == name)?;
            Some(Layer { line, place })
        })
    };
    names.iter().flatten().find_map(find).map_or(Standing::Unknown, Standing::Layer)
}

/// What is wrong with naming a path from a module.
fn fault(own: Layer, path: &[&str]) -> Option<String> {
    let Standing::Layer(other) = standing_of(path) else { return None };
    if !own.may_use(other) {
        return Some(format!(
            "names `{}`; `{}` is above `{}`",
            path.join("::"),
            other.name(),
            own.name()
        ));
    }
    let is_private = other != own && path.get(2) == Some(&"endpoints");
    is_private.then(|| format!("names `{}`, another noun's door", path.join("::")))
}

fn inspect_manifest(path: &str, text: &str, allowed: &[&str], findings: &mut Vec<String>) {
    let name = |line: &str| line.split(['.', ' ', '=']).next().map(str::to_owned);
    for named in text.lines().filter(|line| line.starts_with("furgo-")).filter_map(name) {
        if !allowed.contains(&named.as_str()) {
            findings.push(format!("{path}: depends on `{named}`, which is above it"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let mut findings = Vec::new();
        inspect(path, text, &mut findings);
        findings
    }

    #[test]
    fn arrows_down_are_left_alone() {
        let text = "use crate::{app::App, features::routes::RouteRecord, storage::Reads};\n";
        assert!(found("server/src/features/economy/refresh.rs", text).is_empty());
        assert!(
            found("server/src/features/routes/store.rs", "use super::RouteRecord;\n").is_empty()
        );
        let text = "use crate::features::routes::store;\n#[cfg(test)]\nuse crate::cli;\n";
        assert!(found("server/src/features/vehicles/store.rs", text).is_empty());
        assert!(found("web/src/features/routes/page.rs", "use crate::app;\n").is_empty());
    }

    #[test]
    fn an_arrow_up_is_found_however_it_is_written() {
        for (path, text) in [
            ("server/src/http/answer.rs", "use crate::features::routes::RouteRecord;\n"),
            (
                "server/src/http/tag.rs",
                "use crate::{\n    auth,\n    features::{self, users},\n};\n",
            ),
            ("server/src/auth/identity.rs", "fn a() { crate::features::auth::b(); }\n"),
            ("server/src/jobs/mod.rs", "use super::features;\n"),
            ("server/src/features/odometer/rows.rs", "use super::super::refuels::store;\n"),
            ("server/src/features/refuels/store.rs", "use crate::features::economy;\n"),
            ("server/src/features/refuels/store.rs", "use crate::features::expenses;\n"),
            ("server/src/features/figures/mod.rs", "use crate::cli::Failure;\n"),
        ] {
            let findings = found(path, text);
            assert!(!findings.is_empty() && findings[0].contains("above"), "{path}: {findings:?}");
        }
    }

    #[test]
    fn nobody_takes_another_nouns_door_or_bears_witness_or_stands_nowhere() {
        let text = "use crate::features::users::endpoints::list;\n";
        assert_eq!(found("server/src/features/auth/store.rs", text).len(), 1);
        let text = "struct Forged;\nimpl Witness for Forged {}\n";
        assert_eq!(found("server/src/features/auth/store.rs", text).len(), 1);
        assert!(found("server/src/auth/permit.rs", text).is_empty());
        assert_eq!(found("server/src/features/tolls/store.rs", "").len(), 1);
        assert_eq!(found("server/src/tolls.rs", "").len(), 1);
    }

    #[test]
    fn a_crate_below_depends_on_no_crate_above() {
        assert!(found("storage/Cargo.toml", "furgo-ground.workspace = true\n").is_empty());
        assert_eq!(found("storage/Cargo.toml", "furgo-server.workspace = true\n").len(), 1);
        assert_eq!(found("ground/Cargo.toml", "furgo-storage = { workspace = true }\n").len(), 1);
    }
}
