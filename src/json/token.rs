//! Reads the tokens of JSON: strings, numbers, literals. Plain text is scanned eight bytes at a time; hifijson decodes
//! escapes.

use std::borrow::Cow;

use hifijson::SliceLexer;
use hifijson::str::{Lex as _, LexAlloc as _};
use hifijson::token::Lex as _;

use super::bytes::plain_length;
use super::{DecodeError, Reader};

impl<'a> Reader<'a> {
    /// Reads a string, whose opening quote must be next. A string without escapes is borrowed from the document.
    pub(super) fn string_token(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let start = self.offset + 1;
        if self.skip_plain_string() {
            return Ok(Cow::Borrowed(self.text.get(start..self.offset - 1).unwrap_or_default()));
        }
        let mut lexer = SliceLexer::new(self.rest().get(1..).unwrap_or_default());
        let read = lexer.str_string();
        self.offset = self.text.len() - lexer.as_slice().len();
        read.map_err(|_| self.bad_string())
    }

    /// Passes a string, whose opening quote must be next, if it has no escapes. Returns whether it was passed.
    pub(super) fn skip_plain_string(&mut self) -> bool {
        let start = self.offset + 1;
        let bytes = self.text.as_bytes();
        let end = start + plain_length(bytes.get(start..).unwrap_or_default());
        let is_plain = bytes.get(end) == Some(&b'"');
        if is_plain {
            self.offset = end + 1;
        }
        is_plain
    }

    /// Skips a string, whose opening quote must be next. Accepts an unpaired surrogate, which is valid JSON but no Rust
    /// string: in a list, it makes its own item malformed, not the page.
    pub(super) fn skip_string(&mut self) -> Result<(), DecodeError> {
        if self.skip_plain_string() {
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

    pub(super) fn literal_name(&mut self) -> Result<Option<bool>, DecodeError> {
        let words = [("true", Some(true)), ("false", Some(false)), ("null", None)];
        let found = words.iter().find(|(word, _)| self.rest().starts_with(word.as_bytes()));
        let (word, value) = found.ok_or_else(|| self.syntax("a value"))?;
        self.offset += word.len();
        Ok(*value)
    }

    /// Reads a number and returns its text.
    pub(super) fn number_token(&mut self) -> Result<&'a str, DecodeError> {
        let start = self.offset;
        self.offset += usize::from(self.byte() == Some(b'-'));
        if self.byte() == Some(b'0') {
            self.offset += 1;
            if self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
                return Err(self.syntax("no digit behind a leading zero"));
            }
        } else {
            self.skip_digits()?;
        }
        if self.byte() == Some(b'.') {
            self.offset += 1;
            self.skip_digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.offset += 1;
            self.offset += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            self.skip_digits()?;
        }
        Ok(self.text.get(start..self.offset).unwrap_or_default())
    }

    fn skip_digits(&mut self) -> Result<(), DecodeError> {
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
