//! The tokens of JSON: strings, numbers, words. Text is looked at by eight bytes; hifijson knows escapes.

use std::borrow::Cow;

use hifijson::SliceLexer;
use hifijson::str::{Lex as _, LexAlloc as _};
use hifijson::token::Lex as _;

use super::{DecodeError, Reader};

impl<'a> Reader<'a> {
    /// Reads a string, whose opening quote is next. One without escapes is cut out of the document: it is known to be
    /// UTF-8.
    pub(super) fn literal(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let start = self.offset + 1;
        if self.pass_plain() {
            return Ok(Cow::Borrowed(self.text.get(start..self.offset - 1).unwrap_or_default()));
        }
        let mut lexer = SliceLexer::new(self.rest().get(1..).unwrap_or_default());
        let read = lexer.str_string();
        self.offset = self.text.len() - lexer.as_slice().len();
        read.map_err(|_| self.bad_string())
    }

    /// Passes over a string, whose opening quote is next, if it has no escapes. Whether it was one.
    pub(super) fn pass_plain(&mut self) -> bool {
        let start = self.offset + 1;
        let bytes = self.text.as_bytes();
        let end = start + plain_length(bytes.get(start..).unwrap_or_default());
        let is_plain = bytes.get(end) == Some(&b'"');
        if is_plain {
            self.offset = end + 1;
        }
        is_plain
    }

    /// Passes over a string. Half of a surrogate pair, which is JSON but no Rust string, is none of its business: in a list,
    /// it spoils the item that it stands in and not the page.
    pub(super) fn skip_literal(&mut self) -> Result<(), DecodeError> {
        if self.pass_plain() {
            return Ok(());
        }
        let mut lexer = SliceLexer::new(self.rest());
        let skipped = lexer.discarded().str_ignore();
        self.offset = self.text.len() - lexer.as_slice().len();
        skipped.map_err(|_| self.bad_string())
    }

    #[cold]
    fn bad_string(&self) -> DecodeError {
        self.error("is not JSON: a string is cut off, or holds a bad escape")
    }

    pub(super) fn word(&mut self) -> Result<Option<bool>, DecodeError> {
        let words = [("true", Some(true)), ("false", Some(false)), ("null", None)];
        let found = words.iter().find(|(word, _)| self.rest().starts_with(word.as_bytes()));
        let (word, value) = found.ok_or_else(|| self.syntax("a value"))?;
        self.offset += word.len();
        Ok(*value)
    }

    /// Reads a number's text.
    pub(super) fn digits(&mut self) -> Result<&'a str, DecodeError> {
        let start = self.offset;
        self.offset += usize::from(self.byte() == Some(b'-'));
        if self.byte() == Some(b'0') {
            self.offset += 1;
            if self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
                return Err(self.syntax("no digit behind a leading zero"));
            }
        } else {
            self.pass_digits()?;
        }
        if self.byte() == Some(b'.') {
            self.offset += 1;
            self.pass_digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.offset += 1;
            self.offset += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            self.pass_digits()?;
        }
        Ok(self.text.get(start..self.offset).unwrap_or_default())
    }

    fn pass_digits(&mut self) -> Result<(), DecodeError> {
        let start = self.offset;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.offset += 1;
        }
        if self.offset == start { Err(self.syntax("a digit")) } else { Ok(()) }
    }

    #[inline(always)]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }
}

/// How many bytes stand in front of the first quote, backslash or control character; eight are looked at together.
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let (eights, rest) = bytes.as_chunks::<8>();
    for (index, eight) in eights.iter().enumerate() {
        let word = u64::from_le_bytes(*eight);
        // A byte's high bit is set where it ends the plain text. The borrow of a subtraction falsifies only bytes behind
        // the first such one. Bit 1 turned over, a quote is next to the control characters.
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

/// Whether two texts of one length are equal.
pub(super) fn equal(one: &[u8], other: &[u8]) -> bool {
    let ((eights, rest), (other_eights, other_rest)) = (one.as_chunks::<8>(), other.as_chunks::<8>());
    eights.iter().zip(other_eights).all(|(one, other)| u64::from_le_bytes(*one) == u64::from_le_bytes(*other))
        && rest.iter().zip(other_rest).all(|(one, other)| one == other)
}
