//! Prints the plans. The same program is run natively and as WASM.

fn main() {
    portable::plans::lines().iter().for_each(|line| portable::rim::say(line));
}
