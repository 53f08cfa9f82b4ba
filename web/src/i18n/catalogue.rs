//! The language files. A new noun adds one line here and one file in each language's folder. What
//! only office screens say is not in the driver's program.

use furgo_shared::text::Locale;

macro_rules! catalogue {
    ($(#[doc = $doc:literal])* $name:ident, $files:ident: $($file:literal,)*) => {
        /// Names of the files that every language has.
        #[cfg(test)]
        pub const $files: &[&str] = &[$($file,)*];

        $(#[doc = $doc])*
        pub const fn $name(locale: Locale) -> &'static [&'static str] {
            match locale {
                Locale::En => &[$(include_str!(concat!("../../locales/en/", $file, ".ftl")),)*],
                Locale::Es => &[$(include_str!(concat!("../../locales/es/", $file, ".ftl")),)*],
                Locale::Eu => &[$(include_str!(concat!("../../locales/eu/", $file, ".ftl")),)*],
            }
        }
    };
}

catalogue! {
    /// The contents of a language's files that both programs have.
    sources, FILES:
    "account",
    "app",
    "day",
    "editing",
    "entries",
    "exceptions",
    "files",
    "histories",
    "kinds",
    "problems",
    "routes",
    "states",
    "ui",
}

catalogue! {
    /// The contents of those that only office screens need.
    office_sources, OFFICE_FILES:
    "charts",
    "dashboard",
    "demo_data",
    "due",
    "findings",
    "garage",
    "jobs",
    "logs",
    "packages",
    "planning",
    "reports",
    "route_changes",
    "search",
    "settings",
    "trash",
    "users",
    "vehicle_views",
    "vehicles",
}
