//! The language files. A new noun adds one line here and one file in each language's folder. What
//! only later parts of the program say comes with them.

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
    /// What the first part of the program says.
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
    "waiting",
}

catalogue! {
    /// What only the other screens of a driver say.
    driver_sources, DRIVER_FILES:
    "charts",
    "due",
    "findings",
    "garage",
    "logs",
    "packages",
    "planning",
    "reports",
    "route_changes",
    "search",
    "trash",
    "users",
    "vehicle_views",
    "vehicles",
}

catalogue! {
    /// What only the office's screens say.
    office_sources, OFFICE_FILES:
    "dashboard",
    "demo_data",
    "jobs",
    "settings",
}
