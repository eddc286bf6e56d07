//! Converts the text of a JSON number to a float. The parser of `core` is exact for every text, but its tables cost 12
//! KB in the compressed module. This one is exact for numbers of at most 19 digits whose decimal point is within 19
//! places of them, which includes every double in its usual spelling. For other numbers the last bits may differ.

/// Returns the float nearest to the number, or infinity where the number is too large. `text` must be a JSON number.
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
            // A digit beyond the mantissa's capacity only moves the decimal point.
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

/// Parses the exponent, capped at a value that is beyond the range of floats anyway.
fn decimal_exponent(text: &[u8]) -> i32 {
    let digits = text.iter().filter(|byte| byte.is_ascii_digit());
    let exponent = digits.fold(0, |exponent, digit| (exponent * 10 + i32::from(digit - b'0')).min(100_000));
    if text.first() == Some(&b'-') { -exponent } else { exponent }
}

/// Returns `mantissa · 10^power`, rounded once.
fn scale(mantissa: u64, power: i32) -> f64 {
    const EXACT: u64 = 1 << 53;
    if mantissa == 0 {
        return 0.0;
    }
    match power {
        0 if mantissa <= EXACT => mantissa as f64,
        // The product is below 2^128, and Rust rounds the conversion to the nearest float.
        0..=19 => (u128::from(mantissa) * 10_u128.pow(power.unsigned_abs())) as f64,
        // Both operands are exact floats, so only the quotient is rounded.
        -22..=-1 if mantissa <= EXACT => mantissa as f64 / 10_f64.powi(-power),
        -19..=-1 => {
            let (quotient, shift) = divide(mantissa, 10_u64.pow(power.unsigned_abs()));
            quotient as f64 / 2_f64.powi(shift)
        }
        _ if is_too_large(mantissa, power) => f64::INFINITY,
        // Two factors, so that each power of ten stays finite. Their rounding may pass the largest float.
        -400..=400 => {
            let value = mantissa as f64 * 10_f64.powi(power / 2) * 10_f64.powi(power - power / 2);
            value.min(f64::MAX)
        }
        _ => 0.0,
    }
}

/// Returns whether `mantissa · 10^power` would be rounded to infinity.
fn is_too_large(mantissa: u64, power: i32) -> bool {
    /// The first nineteen digits of half way between the largest float and the next power of two, rounded up.
    const LIMIT: u64 = 1_797_693_134_862_315_808;
    let digits = mantissa.ilog10();
    (power + digits as i32, mantissa * 10_u64.pow(18 - digits)) >= (308, LIMIT)
}

/// Divides to a quotient of at least 62 bits, and returns how many of its bits are behind the binary point. The last
/// bit is set where a remainder is left, so that rounding the quotient to a float rounds the true quotient.
fn divide(dividend: u64, divisor: u64) -> (u64, i32) {
    let (mut quotient, mut rest, mut shift) = (dividend / divisor, dividend % divisor, 0);
    while quotient < 1 << 62 {
        // The remainder is below the divisor, so the shift loses at most one bit.
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
