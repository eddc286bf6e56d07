//! Scans text eight bytes at a time.

/// Returns how many bytes precede the first quote, backslash or control character.
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let (eights, rest) = bytes.as_chunks::<8>();
    for (index, eight) in eights.iter().enumerate() {
        let word = u64::from_le_bytes(*eight);
        // A byte's high bit is set where that byte ends the plain text. A subtraction's borrow can only falsify bytes
        // after the first such byte, and only the first one counts. With bit 1 flipped, a quote (0x22) becomes 0x20 and
        // joins the control characters (0x00–0x1f, which become other values up to 0x1f).
        let control_or_quote = (word ^ (ONES * 2)).wrapping_sub(ONES * 0x21);
        let backslash = (word ^ (ONES * 0x5c)).wrapping_sub(ONES);
        let ends = (control_or_quote | backslash) & !word & (ONES << 7);
        if ends != 0 {
            return 8 * index + ends.trailing_zeros() as usize / 8;
        }
    }
    let plain = rest.iter().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f));
    8 * eights.len() + plain.count()
}

/// Returns whether two texts of the same length are equal.
pub(super) fn equal(one: &[u8], other: &[u8]) -> bool {
    let ((eights, rest), (other_eights, other_rest)) = (one.as_chunks::<8>(), other.as_chunks::<8>());
    eights.iter().zip(other_eights).all(|(one, other)| u64::from_le_bytes(*one) == u64::from_le_bytes(*other))
        && rest.iter().zip(other_rest).all(|(one, other)| one == other)
}
