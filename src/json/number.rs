//! The text of a JSON number as a float. Core's own parser is exact for every text, at the price of 12 KB of tables in
//! the compressed module; this one is exact wherever 19 digits suffice and the point is within 19 places of them, which
//! is wherever a double is written the usual way. Beyond that its last bits may differ.

/// The float next to the number that the text, which must be JSON's, stands for. Infinite where it is too large.
pub(super) fn parse(text: &str) -> f64 {
    const FULL: u64 = 10_u64.pow(18);
    let mut mantissa = 0_u64;
    let mut power = 0_i32;
    let mut behind_point = false;
    let mut bytes = text.as_bytes().iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'-' => {}
            b'.' => behind_point = true,
            b'e' | b'E' => {
                power += decimal_exponent(bytes.as_slice());
                break;
            }
            // Digits that don't fit only move the point.
            digit if mantissa < FULL => {
                mantissa = mantissa * 10 + u64::from(digit - b'0');
                power -= i32::from(behind_point);
            }
            _ => power += i32::from(!behind_point),
        }
    }
    let value = scale(mantissa, power);
    if text.starts_with('-') { -value } else { value }
}

/// The exponent, bounded where it is out of all range anyway.
fn decimal_exponent(text: &[u8]) -> i32 {
    let digits = text.iter().filter(|byte| byte.is_ascii_digit());
    let exponent = digits.fold(0, |exponent, digit| (exponent * 10 + i32::from(digit - b'0')).min(100_000));
    if text.first() == Some(&b'-') { -exponent } else { exponent }
}

/// `mantissa · 10^power`, rounded once.
fn scale(mantissa: u64, power: i32) -> f64 {
    const EXACT: u64 = 1 << 53;
    if mantissa == 0 {
        return 0.0;
    }
    match power {
        0 if mantissa <= EXACT => mantissa as f64,
        // A product below 2^128, and Rust rounds the conversion to the nearest float.
        0..=19 => (u128::from(mantissa) * 10_u128.pow(power.unsigned_abs())) as f64,
        // Two exact floats: the quotient is rounded once.
        -22..=-1 if mantissa <= EXACT => mantissa as f64 / 10_f64.powi(-power),
        -19..=-1 => {
            let (quotient, shift) = divide(mantissa, 10_u64.pow(power.unsigned_abs()));
            quotient as f64 / 2_f64.powi(shift)
        }
        // In two steps, so that the power itself stays finite.
        20..=400 | -400..=-1 => mantissa as f64 * 10_f64.powi(power / 2) * 10_f64.powi(power - power / 2),
        _ if power > 0 => f64::INFINITY,
        _ => 0.0,
    }
}

/// `dividend / divisor` as a quotient of at least 62 bits and how many of them stand behind the point. Its last bit is set
/// where anything is left over, so that rounding it to a float rounds the true quotient.
fn divide(dividend: u64, divisor: u64) -> (u64, i32) {
    let (mut quotient, mut rest, mut shift) = (dividend / divisor, dividend % divisor, 0);
    while quotient < 1 << 62 {
        // The rest is below the divisor, so one bit at most is shifted out.
        let carried = rest >> 63 == 1;
        rest <<= 1;
        quotient <<= 1;
        if carried || rest >= divisor {
            rest = rest.wrapping_sub(divisor);
            quotient |= 1;
        }
        shift += 1;
    }
    (quotient | u64::from(rest != 0), shift)
}
