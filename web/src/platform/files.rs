//! Files that somebody chooses: a photo made smaller, a paper as it is, and the SHA-256 of either.

use furgo_shared::files::{FILE_BYTES_MAX, FileDigest, FileType, PHOTO_BYTES_MAX};
use js_sys::{Array, Promise, Uint8Array};
use sha2::{Digest as _, Sha256};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, Event, File, HtmlCanvasElement, HtmlImageElement,
    HtmlInputElement, Url,
};

/// Longest sides of a photo to try, in pixels, until it is small enough. The first one reads well.
const SIDES: [f64; 5] = [1600.0, 1280.0, 1024.0, 800.0, 640.0];
/// How much of a photo's detail JPEG keeps.
const QUALITY: f64 = 0.8;
/// What draws flat pictures.
const PEN: &str = "2d";
/// Bytes that are hashed at a time.
const SLICE_BYTES: f64 = 1_048_576.0;

/// The bytes of a file, which the browser holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Content(Blob);

/// A file that can be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    pub name: String,
    pub kind: FileType,
    pub length: u64,
    pub sha256: FileDigest,
    pub content: Content,
}

/// Why a file cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Neither a photo nor a paper.
    Kind,
    TooLarge,
}

impl Content {
    /// The bytes from one place to another, unless the device no longer gives them.
    pub async fn part(&self, from: u64, to: u64) -> Option<Uint8Array> {
        let part = self.0.slice_with_f64_and_f64(as_f64(from), as_f64(to)).ok()?;
        Some(Uint8Array::new(&JsFuture::from(part.array_buffer()).await.ok()?))
    }

    /// Bytes that were kept.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let parts = Array::of1(&Uint8Array::from(bytes));
        Blob::new_with_u8_array_sequence(&parts).ok().map(Self)
    }

    /// No browser is there to hold one.
    #[cfg(test)]
    pub fn nowhere() -> Self {
        Self(JsValue::NULL.unchecked_into())
    }

    /// An address under which the page can show it, as long as it lives.
    pub fn address(&self) -> Option<Address> {
        Url::create_object_url_with_blob(&self.0).ok().map(Address)
    }
}

/// See [`Content::address`].
#[derive(Debug, PartialEq)]
pub struct Address(String);

impl Address {
    /// As a link.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        Url::revoke_object_url(&self.0).unwrap_or_default();
    }
}

/// A file as somebody chose it.
#[derive(Clone, Debug, PartialEq)]
pub struct Picked(File);

/// The files that were chosen in an input of type `file`, which is empty again afterwards.
pub fn picked(event: &Event) -> Vec<Picked> {
    let input = event.target().and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return Vec::new() };
    let files = input.files();
    let picked = files.iter().flat_map(|files| (0..files.length()).filter_map(|at| files.get(at)));
    let picked = picked.map(Picked).collect();
    // So that the same file can be chosen again.
    input.set_value("");
    picked
}

/// Makes a photo small enough and takes what else is in it (where it was taken, by which camera)
/// out of it; a paper stays as it is.
///
/// # Errors
/// Why it cannot be sent.
pub async fn prepare(Picked(file): Picked) -> Result<Chosen, Unfit> {
    let (name, kind) = (file.name(), file.type_());
    let content: Blob = match kind.as_str() {
        "application/pdf" => file.into(),
        _ if kind.starts_with("image/") => smaller(&file).await.ok_or(Unfit::Kind)?,
        _ => return Err(Unfit::Kind),
    };
    if content.size() > as_f64(FILE_BYTES_MAX) {
        return Err(Unfit::TooLarge);
    }
    let (sha256, kind, length) = digest(&content).await.ok_or(Unfit::Kind)?;
    let kind = kind.ok_or(Unfit::Kind)?;
    let name = if kind == FileType::Jpeg { as_jpeg(&name) } else { name };
    Ok(Chosen { name, kind, length, sha256, content: Content(content) })
}

/// Drawn anew, in sizes that become smaller, until it is small enough.
async fn smaller(photo: &Blob) -> Option<Blob> {
    let address = Content(photo.clone()).address()?;
    let image = HtmlImageElement::new().ok()?;
    image.set_src(address.as_str());
    JsFuture::from(image.decode()).await.ok()?;
    let (width, height) = (f64::from(image.natural_width()), f64::from(image.natural_height()));
    let mut drawn = None;
    for side in SIDES {
        let scale = (side / width.max(height)).min(1.0);
        drawn = draw(&image, width * scale, height * scale).await;
        if drawn.as_ref().is_some_and(|drawn| drawn.size() <= as_f64(PHOTO_BYTES_MAX)) {
            break;
        }
    }
    drawn
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 1600")]
async fn draw(image: &HtmlImageElement, width: f64, height: f64) -> Option<Blob> {
    let canvas: HtmlCanvasElement =
        super::document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width.round().max(1.0) as u32);
    canvas.set_height(height.round().max(1.0) as u32);
    let pen: CanvasRenderingContext2d = canvas.get_context(PEN).ok()??.dyn_into().ok()?;
    // JPEG knows no transparency: what is seen through is white.
    pen.set_fill_style_str("white");
    pen.fill_rect(0.0, 0.0, width, height);
    pen.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height).ok()?;
    let drawn = Promise::new(&mut |resolve, _| {
        let take = Closure::once_into_js(move |blob: JsValue| {
            resolve.call1(&JsValue::UNDEFINED, &blob).unwrap_or_default();
        });
        canvas
            .to_blob_with_type_and_encoder_options(
                take.unchecked_ref(),
                FileType::Jpeg.media_type(),
                &QUALITY.into(),
            )
            .unwrap_or_default();
    });
    JsFuture::from(drawn).await.ok()?.dyn_into().ok()
}

/// The SHA-256, the kind by how the file begins, and the length. The browser's own digest would
/// want TLS, and all of the file in memory.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size in bytes")]
async fn digest(content: &Blob) -> Option<(FileDigest, Option<FileType>, u64)> {
    let (mut digest, mut from, mut kind) = (Sha256::new(), 0.0, None);
    while from < content.size() {
        let to = (from + SLICE_BYTES).min(content.size());
        let slice = content.slice_with_f64_and_f64(from, to).ok()?;
        let bytes = Uint8Array::new(&JsFuture::from(slice.array_buffer()).await.ok()?).to_vec();
        if from == 0.0 {
            kind = FileType::of_bytes(&bytes);
        }
        digest.update(&bytes);
        from = to;
    }
    Some((FileDigest(digest.finalize().into()), kind, content.size() as u64))
}

#[allow(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
const fn as_f64(bytes: u64) -> f64 {
    bytes as f64
}

/// A photo's name with the ending that it has now.
fn as_jpeg(name: &str) -> String {
    let stem = match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    };
    format!("{stem}.jpg")
}

#[cfg(test)]
mod tests {
    use super::as_jpeg;

    #[test]
    fn a_photo_is_called_what_it_is() {
        assert_eq!(as_jpeg("IMG_1.HEIC"), "IMG_1.jpg");
        assert_eq!(as_jpeg("photo"), "photo.jpg");
        assert_eq!(as_jpeg(".png"), ".png.jpg");
    }
}
