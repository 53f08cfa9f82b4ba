//! What the browser calls currencies and countries.

/// The name of a currency in a language; nothing where the browser knows none.
pub fn currency_name(language: &str, code: &str) -> Option<String> {
    display_name("currency", language, code)
}

/// The name of a country in a language; nothing where the browser knows none.
pub fn country_name(language: &str, code: &str) -> Option<String> {
    display_name("region", language, code).filter(|name| name != code)
}

#[cfg(target_arch = "wasm32")]
fn display_name(kind: &str, language: &str, code: &str) -> Option<String> {
    use js_sys::{Array, Function, Object, Reflect};
    use wasm_bindgen::JsCast;

    let options = Object::new();
    Reflect::set(&options, &"type".into(), &kind.into()).ok()?;
    let class = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"DisplayNames".into()))
        .ok()?;
    let languages = Array::of2(&language.into(), &"en".into());
    let arguments = Array::of2(&languages, &options);
    let names = Reflect::construct(class.dyn_ref::<Function>()?, &arguments).ok()?;
    let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    of.call1(&names, &code.into()).ok()?.as_string()
}

/// Without a browser there are no names.
#[cfg(not(target_arch = "wasm32"))]
fn display_name(_kind: &str, _language: &str, _code: &str) -> Option<String> {
    None
}
