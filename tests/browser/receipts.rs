//! Photos and papers beside records: chosen on a phone without a signal, seen in the office.

use std::{fs, time::Duration};

use serde_json::{Value, json};
use thirtyfour::By;

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    records::{PASSWORD, given_a_van},
    stage::Server,
    waiting::eventually,
};

/// Large enough that a phone makes it smaller: noise, which no format can pack.
fn picture() -> Vec<u8> {
    let (width, height) = (1_800_u32, 1_200_u32);
    let mut state = 1_u32;
    let mut rows = Vec::new();
    for _ in 0..height {
        rows.extend(*b"\0");
        for _ in 0..width * 3 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            rows.push(128 + (state >> 27) as u8);
        }
    }
    // Stored blocks of at most 65,535 bytes, as zlib wraps them.
    let mut data = vec![0x78, 0x01];
    let mut blocks = rows.chunks(65_535).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).expect("a block is small");
        data.push(u8::from(blocks.peek().is_none()));
        data.extend(length.to_le_bytes());
        data.extend((!length).to_le_bytes());
        data.extend(block);
    }
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in &rows {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    data.extend((b << 16 | a).to_be_bytes());
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    for (name, content) in [(b"IHDR", &head), (b"IDAT", &data), (b"IEND", &Vec::new())] {
        let chunk = [&name[..], content].concat();
        png.extend(u32::try_from(content.len()).expect("it is small").to_be_bytes());
        png.extend(&chunk);
        png.extend(checksum(&chunk).to_be_bytes());
    }
    png
}

/// CRC-32, as PNG wants it.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

async fn chooses(person: &Person, path: &std::path::Path) {
    let input =
        person.browser.find(By::Css("input[name='files']")).await.expect("the form has one");
    input.send_keys(path.to_string_lossy()).await.expect("a file can be chosen");
}

told!(a_receipt_that_is_photographed_without_a_signal_arrives_once in chromium, firefox, webkit);
async fn a_receipt_that_is_photographed_without_a_signal_arrives_once(engine: Engine) {
    let mut server = Server::start();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    given_a_van(&server, &office).await;
    let driver = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    driver.sign_in("ane@example.org", PASSWORD).await;
    driver.sees("No route today").await;
    driver.open("/new-expense?vehicle=Van").await;
    driver.fill("Total (€)", "12.50").await;
    driver.choose("Category", "Toll").await;
    let folder = tempfile::tempdir().expect("there is room");
    let (photo, paper) = (folder.path().join("toll.png"), folder.path().join("Factura 7.pdf"));
    fs::write(&photo, picture()).expect("there is room");
    fs::write(&paper, format!("%PDF-1.4\n{}", " ".repeat(300_000))).expect("there is room");
    chooses(&driver, &photo).await;
    driver.sees("toll.jpg").await;
    chooses(&driver, &paper).await;
    driver.sees("Factura 7.pdf").await;
    driver.is_settled().await;
    driver.photograph("driver-receipt").await;
    driver.meets_no_barrier("a form with files").await;
    driver.fits_its_width("a form with files").await;

    server.stop();
    driver.press("Save").await;
    driver.sees("Saved on this phone").await;
    driver.photograph("driver-receipt-waits").await;
    server.resume();

    let arrived = async || {
        let listed = office.calls("GET", "/api/expenses", Value::Null).await;
        assert!(listed["total"].as_u64() <= Some(1), "{listed}");
        let files = listed["items"][0]["files"].as_array()?.clone();
        files.iter().all(|file| file["state"] == "arrived").then_some((listed, files))
    };
    let (listed, files) =
        eventually(Duration::from_secs(30), arrived).await.expect("the files arrive");
    assert_eq!(files.len(), 2, "{listed}");
    assert_eq!(
        (&files[0]["type"], &files[1]["type"]),
        (&json!("image/jpeg"), &json!("application/pdf"))
    );
    let length = files[0]["length"].as_u64().expect("it has one");
    assert!((1_000..=400 << 10).contains(&length), "{length}");

    // Whoever may only read finds them in the list.
    office.open("/expenses").await;
    office.sees("toll.jpg").await;
    let links =
        "return document.querySelectorAll('a.files__clip[href^=\"/api/blobs/\"]').length === 2";
    office.shows("a link to each file", links).await;
    office.is_settled().await;
    office.photograph("office-expenses-with-files").await;
    office.meets_no_barrier("a list with files").await;
    office.fits_its_width("a list with files").await;

    let id = listed["items"][0]["id"].as_str().expect("it has one").to_owned();
    office.open(&format!("/expenses/{id}/edit")).await;
    office.sees("toll.jpg").await;
    office.is_settled().await;
    let is_drawn = "return document.querySelector('.files__picture')?.naturalWidth > 0";
    office.shows("the photo", is_drawn).await;
    office.photograph("office-receipt").await;
    office.meets_no_barrier("a record with files").await;
    office.press("Remove Factura 7.pdf").await;
    office.no_longer_sees("Factura 7.pdf").await;
    office.press("Save").await;
    office.sees("Saved").await;
    let after = office.calls("GET", &format!("/api/expenses/{id}"), Value::Null).await;
    assert_eq!(after["files"].as_array().map(Vec::len), Some(1), "{after}");
    driver.noticed_no_errors().await;
    driver.leave().await;
    office.noticed_no_errors().await;
    office.leave().await;
}

told!(what_is_neither_a_photo_nor_a_paper_is_not_taken in chromium, firefox, webkit);
async fn what_is_neither_a_photo_nor_a_paper_is_not_taken(engine: Engine) {
    let server = Server::start();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    given_a_van(&server, &office).await;
    office.open("/new-refuel?vehicle=Van").await;
    office.is_settled().await;
    let folder = tempfile::tempdir().expect("there is room");
    let text = folder.path().join("notes.pdf");
    fs::write(&text, "not a paper").expect("there is room");
    chooses(&office, &text).await;
    office.sees("This is neither a photo nor a PDF").await;
    office.meets_no_barrier("a file that is not taken").await;
    office.noticed_no_errors().await;
    office.leave().await;
}
