//! The program: everything is in the library, so that it can be tested natively.

fn main() {
    furgo_web::start();
}
