//! The tokens of JSON: strings, numbers, words. Text is looked at by eight bytes; hifijson knows escapes.

use std::borrow::Cow;

use hifijson::SliceLexer;
use hifijson::str::{Lex as _, LexAlloc as _};
use hifijson::token::Lex as _;

use super::bytes::plain_length;
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
