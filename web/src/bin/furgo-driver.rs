//! The driver's program: signing in, the day on the road and one's own account. What every first
//! visit downloads.

fn main() {
    furgo_web::start(furgo_web::office::elsewhere);
}
