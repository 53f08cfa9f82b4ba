//! `/fleet.css`: the fleet's name as a style sheet, so that the page shows it before any program is
//! there. The page itself stays one file for everybody, compressed when the app is built.

use std::fmt::Write as _;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{self, Data, ServiceConfig},
};
use sha2::{Digest, Sha256};

use crate::{
    app::App,
    auth::Permit,
    features::settings,
    hex,
    http::{mount::refuse, tag},
};

/// Mounts the sheet.
pub fn mount(config: &mut ServiceConfig) {
    config.route("/fleet.css", web::get().to(sheet));
    config.route("/fleet.css", web::head().to(sheet));
}

async fn sheet(request: HttpRequest, app: Data<App>) -> HttpResponse {
    // The sign-in screen tells everybody the same.
    let name = app
        .db
        .read(&Permit::for_auth(), |tx| Ok(settings::store::current(tx)?.settings.fleet_name));
    let style = match name {
        Ok(name) => style(&name),
        Err(error) => return refuse(&request, &error),
    };
    let etag = format!("\"{}\"", hex::encode(&Sha256::digest(&style)));
    let is_known = tag::is_known(&request, &etag);
    let mut answer = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, etag)).insert_header((header::CACHE_CONTROL, "no-cache"));
    match is_known {
        true => answer.finish(),
        false => answer.content_type("text/css; charset=utf-8").body(style),
    }
}

/// Without a name the app's own stays.
fn style(name: &str) -> String {
    match name.is_empty() {
        true => String::new(),
        false => format!(".stage__fleet::before{{content:\"{}\"}}", escaped(name)),
    }
}

/// Letters and digits stand for themselves in a string of CSS; everything else is written by its
/// number (CSS Syntax 3, 4.3.7), so that no name can end the string.
fn escaped(name: &str) -> String {
    name.chars().fold(String::new(), |mut text, letter| {
        match letter.is_alphanumeric() {
            true => text.push(letter),
            // Writing into memory cannot fail.
            false => write!(text, "\\{:x} ", u32::from(letter)).unwrap_or_default(),
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_gets_out_of_its_string() {
        assert_eq!(style("Goierri"), ".stage__fleet::before{content:\"Goierri\"}");
        let hostile = style("\"}*{display:none}\\\n</style>ñ 2");
        let inside = hostile.strip_prefix(".stage__fleet::before{content:\"");
        let inside = inside.and_then(|rest| rest.strip_suffix("\"}")).unwrap_or_default();
        assert!(inside.ends_with("ñ\\20 2"), "{inside}");
        for letter in ['"', '}', '\n', '<', '/', ';'] {
            assert!(!inside.contains(letter), "{inside}");
        }
    }

    #[test]
    fn a_fleet_without_a_name_leaves_the_apps() {
        assert_eq!(style(""), "");
    }
}
