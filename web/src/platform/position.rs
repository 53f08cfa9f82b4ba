//! Where this device is, if its owner lets the browser tell.

use furgo_shared::geo::Point;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// How long a receiver may look for satellites.
const PATIENCE_MS: u32 = 20_000;
/// A door is not nearer than that: 0.00001° is about a metre.
const DECIMALS: f64 = 100_000.0;

/// Where the device is; `None` where that is forbidden, unknown, or asked over plain HTTP.
pub async fn here() -> Option<Point> {
    let navigator = super::window().navigator();
    // Absent where the page is no secure context: reached through `Reflect` to notice that.
    let place = Reflect::get(&navigator, &"geolocation".into()).ok()?;
    let ask: Function = Reflect::get(&place, &"getCurrentPosition".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"enableHighAccuracy".into(), &true.into()).ok()?;
    Reflect::set(&options, &"timeout".into(), &PATIENCE_MS.into()).ok()?;
    let answer = Promise::new(&mut |found, failed| {
        let arguments = Array::of3(&found, &failed, &options);
        if let Err(error) = ask.apply(&place, &arguments) {
            // It fails on what is no function, and this one is.
            failed.call1(&JsValue::UNDEFINED, &error).unwrap_or_default();
        }
    });
    let position = wasm_bindgen_futures::JsFuture::from(answer).await.ok()?;
    let coordinates = Reflect::get(&position, &"coords".into()).ok()?;
    let degrees = |name: &str| Reflect::get(&coordinates, &name.into()).ok()?.as_f64();
    let rounded = |degrees: f64| (degrees * DECIMALS).round() / DECIMALS;
    Some(Point {
        latitude: rounded(degrees("latitude")?),
        longitude: rounded(degrees("longitude")?),
    })
}
