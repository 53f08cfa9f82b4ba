//! What the browser calls a currency.

/// The name in a language; nothing where the browser knows none.
#[cfg(target_arch = "wasm32")]
pub fn currency_name(language: &str, code: &str) -> Option<String> {
    use js_sys::{Array, Function, Object, Reflect};
    use wasm_bindgen::JsCast;

    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"currency".into()).ok()?;
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
pub fn currency_name(_language: &str, _code: &str) -> Option<String> {
    None
}
