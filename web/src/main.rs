//! The office's program, with every page: everything is in the library, so that it can be tested
//! natively.

fn main() {
    furgo_web::i18n::with_office_texts();
    furgo_web::start(furgo_web::office::here);
}
