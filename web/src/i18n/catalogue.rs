//! The language files. A new noun adds one line here and one file in each language's folder.

use furgo_shared::text::Locale;

macro_rules! catalogue {
    ($($file:literal,)*) => {
        /// Names of the files that every language has.
        #[cfg(test)]
        pub const FILES: &[&str] = &[$($file,)*];

        /// The contents of a language's files.
        pub const fn sources(locale: Locale) -> &'static [&'static str] {
            match locale {
                Locale::En => &[$(include_str!(concat!("../../locales/en/", $file, ".ftl")),)*],
                Locale::Es => &[$(include_str!(concat!("../../locales/es/", $file, ".ftl")),)*],
                Locale::Eu => &[$(include_str!(concat!("../../locales/eu/", $file, ".ftl")),)*],
            }
        }
    };
}

catalogue! {
    "account",
    "app",
    "charts",
    "dashboard",
    "day",
    "due",
    "editing",
    "entries",
    "findings",
    "garage",
    "histories",
    "kinds",
    "logs",
    "packages",
    "problems",
    "reports",
    "routes",
    "settings",
    "states",
    "ui",
    "users",
    "vehicle_views",
    "vehicles",
}
