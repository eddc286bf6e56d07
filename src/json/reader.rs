//! Reads a JSON document value by value. The shapes of the types decide what is expected.
//!
//! The functions that run for every member are inlined by force: at `opt-level = "z"` the compiler would call them, and
//! the call takes longer than the function's body.

use std::borrow::Cow;

use super::bytes::{equal, plain_length};
use super::{DecodeError, number};

/// The deepest nesting that is read. A deeper document could exhaust the stack, which is a trap in a browser, and a
/// trap cannot be caught.
const MAX_DEPTH: usize = 128;

/// A position in a JSON document. The reading functions read the value at this position.
pub(crate) struct Reader<'a> {
    pub(super) text: &'a str,
    /// How many bytes have been read.
    pub(super) offset: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// Starts at the beginning of a document, behind a byte order mark if there is one.
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes);
        text.map(Self::from_text).map_err(|error| DecodeError::new("is not UTF-8", error.valid_up_to()))
    }

    /// Starts at the beginning of a text.
    pub(super) fn from_text(text: &'a str) -> Self {
        Self { text, offset: 0, depth: 0 }
    }

    /// Returns the whole document, without a byte order mark.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Checks that only white space follows.
    pub(crate) fn expect_end(&mut self) -> Result<(), DecodeError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.error("has more text after its end")),
        }
    }

    /// Reads an object. Calls `member` for each key; `member` must read the value of that key.
    pub(crate) fn object(
        &mut self,
        expected: &str,
        member: &mut dyn FnMut(&mut Self, &str) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let mut more = self.enter(b'{', expected)?;
        while more {
            let key = self.key()?;
            member(self, &key).map_err(|error| error.within(&key))?;
            more = self.has_more(b'{')?;
        }
        Ok(())
    }

    /// Reads an array. Calls `item` for each item; `item` must read it.
    pub(crate) fn array(
        &mut self,
        item: &mut dyn FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let mut index = 0_usize;
        let mut more = self.enter(b'[', "an array")?;
        while more {
            item(self).map_err(|error| error.within(&index.to_string()))?;
            index += 1;
            more = self.has_more(b'[')?;
        }
        Ok(())
    }

    /// Moves past an opening bracket. Returns whether the array or object has a first element.
    pub(super) fn enter(&mut self, bracket: u8, expected: &str) -> Result<bool, DecodeError> {
        let found = self.peek();
        if found != Some(bracket) {
            return Err(self.mismatch(expected, found));
        }
        self.offset += 1;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error("nests too deep"));
        }
        Ok(!self.try_leave(bracket))
    }

    /// Moves past the comma or the closing bracket behind an element. Returns whether another element follows.
    #[inline(always)]
    pub(super) fn has_more(&mut self, bracket: u8) -> Result<bool, DecodeError> {
        if self.peek() == Some(b',') {
            self.offset += 1;
            return Ok(true);
        }
        if self.try_leave(bracket) {
            return Ok(false);
        }
        let expected =
            if bracket == b'{' { "a comma or the end of the object" } else { "a comma or the end of the array" };
        Err(self.syntax(expected))
    }

    /// Moves past the closing bracket of `bracket` if it is next. Returns whether it was.
    #[inline(always)]
    fn try_leave(&mut self, bracket: u8) -> bool {
        // In ASCII the closing bracket is two code points behind the opening one.
        let closes = self.peek() == Some(bracket + 2);
        self.offset += usize::from(closes);
        self.depth -= usize::from(closes);
        closes
    }

    /// Reads a key and its colon.
    pub(super) fn key(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        if self.peek() != Some(b'"') {
            return Err(self.syntax("a key"));
        }
        let key = self.string_token()?;
        if self.peek() != Some(b':') {
            return Err(self.syntax("a colon"));
        }
        self.offset += 1;
        Ok(key)
    }

    /// Moves past `key` and its colon if they are next, and returns whether they were. Also returns `false`, and moves
    /// past nothing, where the document escapes the key or has white space before the colon: the caller then reads the
    /// key by [`Reader::key`].
    pub(super) fn skip_key_if(&mut self, key: &str) -> bool {
        let quoted = self.peek() == Some(b'"');
        let (start, end) = (self.offset + 1, self.offset + 1 + key.len());
        let bytes = self.text.as_bytes();
        let taken = quoted
            && bytes.get(end) == Some(&b'"')
            && bytes.get(end + 1) == Some(&b':')
            && bytes.get(start..end).is_some_and(|bytes| equal(bytes, key.as_bytes()));
        self.offset += if taken { key.len() + 3 } else { 0 };
        taken
    }

    /// Reads a value that may be malformed, and skips it if it is: the inner error then says what is wrong. The outer
    /// error says why the value cannot be skipped: it is not JSON, nests too deep, or has a number too large.
    pub(crate) fn try_value<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Result<T, DecodeError>, DecodeError> {
        let (offset, depth) = (self.offset, self.depth);
        let result = read(self);
        if result.is_err() {
            self.offset = offset;
            self.depth = depth;
            self.raw()?;
        }
        Ok(result)
    }

    /// Reads a string, borrowed from the document if the string has no escapes.
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        match self.peek() {
            Some(b'"') => self.string_token(),
            found => Err(self.mismatch("a string", found)),
        }
    }

    /// Skips a string. An unpaired surrogate is an error.
    pub(crate) fn check_string(&mut self) -> Result<(), DecodeError> {
        match self.peek() {
            Some(b'"') if self.skip_plain_string() => Ok(()),
            _ => self.string().map(drop),
        }
    }

    pub(crate) fn boolean(&mut self) -> Result<bool, DecodeError> {
        match self.peek() {
            Some(b't' | b'f') => self.literal_name()?.ok_or_else(|| self.syntax("true or false")),
            found => Err(self.mismatch("true or false", found)),
        }
    }

    /// Reads a number. A number too large for a float is an error.
    pub(crate) fn number(&mut self) -> Result<f64, DecodeError> {
        match self.peek() {
            Some(b'-' | b'0'..=b'9') => {
                let digits = self.number_token()?;
                self.parse_finite(digits)
            }
            found => Err(self.mismatch("a number", found)),
        }
    }

    fn parse_finite(&self, digits: &str) -> Result<f64, DecodeError> {
        let number = number::parse(digits);
        if number.is_finite() { Ok(number) } else { Err(self.error("is a number too large to hold")) }
    }

    /// Moves past `null` if it is next. Returns whether it was.
    #[inline(always)]
    pub(crate) fn skip_null(&mut self) -> Result<bool, DecodeError> {
        match self.peek() {
            Some(b'n') => self.literal_name().map(|_| true),
            _ => Ok(false),
        }
    }

    pub(crate) fn next_is_object(&mut self) -> bool {
        self.peek() == Some(b'{')
    }

    /// Reads any value and returns its text.
    pub(crate) fn raw(&mut self) -> Result<&'a str, DecodeError> {
        let first = self.peek();
        let start = self.offset;
        match first {
            Some(b'{') => self.object("an object", &mut |reader, _| reader.raw().map(drop))?,
            Some(b'[') => self.array(&mut |reader| reader.raw().map(drop))?,
            Some(b'"') => self.skip_string()?,
            Some(b'-' | b'0'..=b'9') => {
                // `JSON.parse` would read it as infinity, and `JSON.stringify` write it back as null.
                let digits = self.number_token()?;
                if digits.bytes().any(|byte| byte | 0x20 == b'e') || digits.len() > 300 {
                    self.parse_finite(digits)?;
                }
            }
            Some(b't' | b'f' | b'n') => drop(self.literal_name()?),
            _ => return Err(self.syntax("a value")),
        }
        Ok(self.text.get(start..self.offset).unwrap_or_default())
    }

    /// Returns the member `type` of the next object without passing the object. The service writes `type` first.
    pub(crate) fn peek_type(&self, expected: &str) -> Result<Cow<'a, str>, DecodeError> {
        // The usual spelling needs no search through the members.
        let rest = self.text.get(self.offset..).and_then(|rest| rest.strip_prefix("{\"type\":\""));
        if let Some(rest) = rest {
            let (name, behind) = rest.split_at_checked(plain_length(rest.as_bytes())).unwrap_or_default();
            if behind.starts_with('"') {
                return Ok(Cow::Borrowed(name));
            }
        }
        let mut ahead = Self { text: self.text, offset: self.offset, depth: self.depth };
        let mut found = None;
        let first = ahead.peek();
        if first != Some(b'{') {
            return Err(ahead.mismatch(expected, first));
        }
        let walked = ahead.object(expected, &mut |reader, key| {
            if key != "type" {
                return reader.raw().map(drop);
            }
            found = Some(reader.string()?);
            Err(reader.error("stop"))
        });
        match (found, walked) {
            (Some(found), _) => Ok(found),
            (None, Err(error)) => Err(error),
            (None, Ok(())) => Err(ahead.missing("type")),
        }
    }

    /// Returns the error of a required member that is missing.
    #[cold]
    pub(crate) fn missing(&self, key: &str) -> DecodeError {
        self.error("is required but missing").within(key)
    }

    #[cold]
    pub(crate) fn error(&self, message: &str) -> DecodeError {
        DecodeError::new(message, self.offset)
    }

    /// Returns the error that the next value is of another kind than expected.
    #[cold]
    fn mismatch(&self, expected: &str, found: Option<u8>) -> DecodeError {
        let found = match found {
            Some(b'{') => "an object",
            Some(b'[') => "an array",
            Some(b'"') => "a string",
            Some(b'-' | b'0'..=b'9') => "a number",
            Some(b't' | b'f') => "true or false",
            Some(b'n') => "null",
            _ => return self.syntax(expected),
        };
        self.error(&["should be ", expected, " but is ", found].concat())
    }

    /// Returns the error that the document is not JSON.
    #[cold]
    pub(super) fn syntax(&self, expected: &str) -> DecodeError {
        let place = if self.rest().is_empty() { "ends where " } else { "is not JSON: here " };
        self.error(&[place, expected, " should stand"].concat())
    }

    /// Moves past white space and returns the byte behind it.
    #[inline(always)]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.offset) {
                // White space is rare: for any other byte the first comparison decides.
                Some(byte) if *byte <= b' ' && matches!(byte, b' ' | b'\t' | b'\n' | b'\r') => self.offset += 1,
                next => return next.copied(),
            }
        }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.offset..).unwrap_or_default()
    }
}
