//! All languages say the same things, and everything that the code asks for.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use furgo_shared::{
    access::Role,
    exceptions::{ExceptionKind, Resolution},
    packages::{PackageStatus, StepReason},
    problem::ErrorCode,
    routes::RouteStatus,
    text::{Locale, sentence, wire_name},
    validate::FieldCode,
    vehicles::Fuel,
};

use super::{catalogue, pattern, read};

/// Of the first part, of a driver's rest, of the office.
const FILES: [&[&str]; 3] = [catalogue::FILES, catalogue::DRIVER_FILES, catalogue::OFFICE_FILES];

fn sources(locale: Locale) -> Vec<&'static str> {
    let parts = [catalogue::sources, catalogue::driver_sources, catalogue::office_sources];
    parts.into_iter().flat_map(|sources| sources(locale)).copied().collect()
}

/// Key to the variables that its text uses, for one language.
fn keys(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys = BTreeMap::new();
    for (file, source) in FILES.concat().into_iter().zip(sources(locale)) {
        let parsed = FluentResource::try_new((*source).to_owned());
        assert!(
            parsed.is_ok(),
            "{locale}/{file}.ftl: {:?}",
            parsed.err().map(|(_, errors)| errors)
        );
        let mut key = String::new();
        for line in source.lines() {
            if let Some((name, _)) =
                line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                key = name.to_owned();
                assert!(
                    keys.insert(key.clone(), BTreeSet::new()).is_none(),
                    "{locale}: {key} is there twice"
                );
            }
            for variable in line.split('$').skip(1) {
                let name: String = variable
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                keys.get_mut(&key).unwrap().insert(name);
            }
        }
    }
    keys
}

#[test]
fn all_languages_have_the_same_keys_and_variables() {
    let english = keys(Locale::En);
    for locale in [Locale::Es, Locale::Eu] {
        let other = keys(locale);
        let missing: Vec<_> = english.keys().filter(|key| !other.contains_key(*key)).collect();
        let surplus: Vec<_> = other.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(
            missing.is_empty() && surplus.is_empty(),
            "{locale}: missing {missing:?}, surplus {surplus:?}"
        );
        for (key, variables) in &english {
            assert_eq!(&other[key], variables, "{locale}: {key}");
        }
    }
}

#[test]
fn every_file_of_a_language_is_in_the_catalogue() {
    for locale in Locale::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(locale.tag());
        for file in fs::read_dir(folder).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            let stem = name.strip_suffix(".ftl").unwrap();
            assert!(FILES.concat().contains(&stem), "{locale}/{name} is not in i18n/catalogue.rs");
        }
    }
}

#[test]
fn every_code_status_and_reason_has_a_text() {
    let mut wanted: Vec<String> = Vec::new();
    wanted.extend(ErrorCode::ALL.iter().map(|code| format!("problem-{}", code.name())));
    wanted.extend(FieldCode::ALL.iter().map(|code| format!("field-error-{}", wire_name(code))));
    wanted.extend(
        PackageStatus::ALL.iter().map(|status| format!("package-status-{}", wire_name(status))),
    );
    wanted
        .extend(StepReason::ALL.iter().map(|reason| format!("step-reason-{}", wire_name(reason))));
    wanted.extend(
        RouteStatus::ALL.iter().map(|status| format!("route-status-{}", wire_name(status))),
    );
    for kind in ExceptionKind::ALL.into_iter().filter(|kind| kind.asks()) {
        wanted.push(format!("exception-title-{}", wire_name(&kind)));
        wanted.push(format!("exception-hint-{}", wire_name(&kind)));
    }
    wanted.extend(Resolution::ALL.iter().map(|how| format!("exception-do-{}", wire_name(how))));
    wanted.extend(Role::ALL.iter().map(|role| format!("role-{}", wire_name(role))));
    wanted.extend(Fuel::ALL.iter().map(|fuel| format!("fuel-{}", wire_name(fuel))));
    let messages = read(Locale::En);
    let missing: Vec<_> =
        wanted.iter().filter(|key| !messages.contains_key(key.as_str())).collect();
    assert!(missing.is_empty(), "no text for {missing:?}");
}

#[test]
fn every_key_in_the_code_exists() {
    let english = keys(Locale::En);
    let mut missing = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |_, source| {
        missing
            .extend(said_in(source).filter(|key| !english.contains_key(*key)).map(str::to_owned));
    });
    assert!(missing.is_empty(), "no text for {missing:?}");
}

/// A later part brings its texts along; what is drawn before it comes must not say any of them.
#[test]
fn no_part_of_the_program_says_what_comes_with_a_later_one() {
    const OFFICE: [&str; 4] = ["dashboard", "plan_day", "settings", "users"];
    const FIRST: [&str; 3] = ["account", "day", "files"];
    // Of the design system, what only later pages are made of.
    const LATER_PIECES: [&str; 2] = ["ui/chart/", "ui/period.rs"];
    let part_of = |file: &Path| {
        let noun = file.iter().skip_while(|part| *part != "features").nth(1);
        match noun.and_then(|noun| noun.to_str()) {
            Some(noun) if OFFICE.contains(&noun) => 2,
            Some(noun) if !FIRST.contains(&noun) => 1,
            _ if LATER_PIECES.iter().any(|piece| file.to_string_lossy().contains(piece)) => 1,
            Some(_) | None => 0,
        }
    };
    let file_of: BTreeMap<String, &str> = FILES
        .concat()
        .into_iter()
        .zip(sources(Locale::En))
        .flat_map(|(file, source)| keys_of(source).map(move |key| (key, file)))
        .collect();
    let mut early = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |path, source| {
        for key in said_in(source) {
            let part =
                file_of.get(key).map(|file| FILES.iter().position(|part| part.contains(file)));
            if part.flatten().is_some_and(|part| part > part_of(path)) {
                early.push(format!("{}: {key}", path.display()));
            }
        }
    });
    assert!(early.is_empty(), "said before it comes: {early:#?}");
}

fn keys_of(source: &str) -> impl Iterator<Item = String> {
    let lines = source.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned())
}

/// The keys that a source file names.
fn said_in(source: &str) -> impl Iterator<Item = &str> {
    ["text(\"", "text_with(\""]
        .into_iter()
        .flat_map(|call| source.split(call).skip(1))
        .filter_map(|rest| rest.split('"').next())
}

fn walk(folder: &Path, visit: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, visit);
        } else if !path.ends_with("i18n/tests.rs") {
            visit(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn plurals_and_figures_follow_the_language() {
    super::set_locale(Locale::En);
    assert_eq!(
        super::text_with("outbox-waiting", [("count", 1.into())]),
        "1 change waiting to be sent"
    );
    assert_eq!(
        super::text_with("outbox-waiting", [("count", 1200.into())]),
        "1,200 changes waiting to be sent"
    );
    super::set_locale(Locale::Es);
    assert_eq!(
        super::text_with("outbox-waiting", [("count", 12000.into())]),
        "12.000 cambios por enviar"
    );
}

/// The full library, as the measure of our own reader.
fn full(locale: Locale) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![locale.tag().parse().unwrap()]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(crate::format::decimal(number.value, 3).to_string()),
        _ => None,
    }));
    for source in sources(locale) {
        bundle.add_resource(FluentResource::try_new(source.to_owned()).unwrap()).unwrap();
    }
    bundle
}

#[test]
fn our_reader_makes_of_every_text_what_fluent_makes_of_it() {
    for locale in Locale::ALL {
        super::set_locale(locale);
        let (full, ours) = (full(locale), read(locale));
        for (key, variables) in keys(locale) {
            for number in [0_u32, 1, 2, 12_000] {
                let variables: Vec<&'static str> =
                    variables.iter().map(|name| &*name.clone().leak()).collect();
                let mut args = FluentArgs::new();
                variables.iter().for_each(|name| args.set(*name, number));
                let wanted = full
                    .format_pattern(
                        full.get_message(&key).unwrap().value().unwrap(),
                        Some(&args),
                        &mut Vec::new(),
                    )
                    .into_owned();
                let parts: Vec<_> = variables.iter().map(|name| (*name, number.into())).collect();
                let mut text = String::new();
                pattern::fill(ours[key.as_str()], &parts, &mut text);
                assert_eq!(text, wanted, "{locale}: {key} for {number}");
            }
        }
    }
}

/// Variables that say how many there are of something.
const COUNTED: [&str; 8] =
    ["count", "delivered", "done", "due", "overdue", "routes", "soon", "total"];

/// Texts whose numbers stand by themselves in each language, so that one and many read the same.
const SAME_FOR_ALL_NUMBERS: [(&str, &str); 17] = [
    ("age-hours", "count"),
    ("age-minutes", "count"),
    ("day-completed-hint", "delivered"),
    ("day-progress", "done"),
    ("day-progress", "total"),
    ("day-stop-of", "total"),
    ("day-waiting-count", "count"),
    ("news-digest", "due"),
    ("news-digest", "overdue"),
    ("news-digest", "soon"),
    ("packages-too-many", "count"),
    ("pagination-range", "total"),
    ("plan-day-cut", "count"),
    ("plan-day-late-stops", "count"),
    ("plan-day-of", "count"),
    ("plan-packages-of", "count"),
    ("routes-stops-done", "done"),
];

#[test]
fn whatever_counts_something_has_a_text_for_one_and_for_many() {
    for locale in Locale::ALL {
        let messages = read(locale);
        for (key, variables) in keys(locale) {
            let pattern = messages[key.as_str()];
            for name in variables.iter().filter(|name| COUNTED.contains(&name.as_str())) {
                // Up to the next choice of the same text.
                let choice = pattern.split(&format!("${name} ->")).nth(1);
                let variants = choice.and_then(|rest| rest.split("->").next()).unwrap_or_default();
                let is_plural = variants.contains("[one]") && variants.contains("*[other]");
                assert!(
                    is_plural || SAME_FOR_ALL_NUMBERS.contains(&(key.as_str(), name.as_str())),
                    "{locale}: {key} counts with {name} and has no text for one"
                );
            }
        }
    }
}

/// What the API says in words of its own: about requests that a program makes, or with what only
/// its callers can do.
const SAID_TO_PROGRAMS: [&str; 12] = [
    "body_too_slow",
    "depot_missing",
    "gone",
    "id_reused",
    "internal",
    "key_reused",
    "malformed_body",
    "malformed_header",
    "malformed_query",
    "method_not_allowed",
    "not_json",
    "not_signed_in",
];

#[test]
fn the_app_and_the_api_say_the_same_about_a_problem() {
    for locale in Locale::ALL {
        super::set_locale(locale);
        for code in ErrorCode::ALL {
            let name = code.name();
            if !SAID_TO_PROGRAMS.contains(&name.as_str()) {
                let app = super::text(&format!("problem-{name}"));
                assert_eq!(app, sentence(locale, *code), "{locale}: {name}");
            }
        }
    }
}
