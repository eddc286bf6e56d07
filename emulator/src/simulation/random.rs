//! Reproducible random numbers, from which the values of simulated devices are computed.

/// Hashes a text with FNV-1a, starting from the hash of the texts before it. The length is hashed first, so that ("a",
/// "bc") and ("ab", "c") differ.
pub(super) fn hash(start: u64, bytes: &[u8]) -> u64 {
    let start = (start ^ bytes.len() as u64).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The finalizer of SplitMix64: similar inputs give unrelated outputs.
pub(super) fn mix(input: u64) -> u64 {
    let mut mixed = input.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Converts a hash to a number from -1 to 1.
pub(super) fn signed(random: u64) -> f64 {
    (random >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}
