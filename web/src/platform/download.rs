//! Gives the person a file.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlAnchorElement, Response, Url};

/// Saves the body of an answer under the name that the server gave it, or under `name`. The browser
/// holds the body; it does not pass through the program's own memory. False when it broke off.
pub async fn save(response: Response, name: &str) -> bool {
    let given = response.headers().get("Content-Disposition").ok().flatten();
    let name = given.as_deref().and_then(file_name).unwrap_or(name).to_owned();
    let Ok(body) = response.blob() else { return false };
    let Ok(body) = JsFuture::from(body).await else { return false };
    offer(body.unchecked_ref(), &name).is_some()
}

/// Saves a text under a name. False when the browser refuses.
pub fn save_text(text: &str, name: &str) -> bool {
    let parts = js_sys::Array::of1(&text.into());
    let body = Blob::new_with_str_sequence(&parts);
    body.is_ok_and(|body| offer(&body, name).is_some())
}

fn offer(body: &Blob, name: &str) -> Option<()> {
    let url = Url::create_object_url_with_blob(body).ok()?;
    let link: HtmlAnchorElement = super::document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has its own hold on the file by then.
    gloo_timers::callback::Timeout::new(60_000, move || {
        Url::revoke_object_url(&url).unwrap_or_default()
    })
    .forget();
    Some(())
}

/// The plain name in `attachment; filename="furgo.redb"`.
fn file_name(disposition: &str) -> Option<&str> {
    let name = disposition.split_once("filename=")?.1.split(';').next()?.trim().trim_matches('"');
    Some(name).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn the_servers_name_is_read() {
        assert_eq!(
            file_name("attachment; filename=\"furgo-2026-11-22.redb\""),
            Some("furgo-2026-11-22.redb")
        );
        assert_eq!(file_name("attachment; filename=a.redb; x=y"), Some("a.redb"));
        assert_eq!(file_name("inline"), None);
    }
}
