//! Reads JSON value by value. The types know what to expect.
//!
//! What every member passes through is inlined by force: compiled for size it would be called, and that takes longer than
//! what it does.

use std::borrow::Cow;

use super::bytes::{equal, plain_length};
use super::{DecodeError, number};

/// A document may nest this deep. Deeper ones could exhaust the stack, which in a browser is a trap, not an error.
const MAX_DEPTH: usize = 128;

/// A place in a JSON document. The next value is what the reading functions read.
pub(crate) struct Reader<'a> {
    pub(super) text: &'a str,
    /// How many bytes have been read.
    pub(super) offset: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// The start of a document. A byte order mark is skipped.
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes);
        text.map(Self::over).map_err(|error| DecodeError::new("is not UTF-8", error.valid_up_to()))
    }

    /// The start of a text.
    pub(super) fn over(text: &'a str) -> Self {
        Self { text, offset: 0, depth: 0 }
    }

    /// The whole document, without a byte order mark.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Checks that nothing follows.
    pub(crate) fn end(&mut self) -> Result<(), DecodeError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.error("has something behind its end")),
        }
    }

    /// Reads an object: `member` is called with each key and reads that key's value.
    pub(crate) fn object(
        &mut self,
        expected: &str,
        member: &mut dyn FnMut(&mut Self, &str) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let mut more = self.open(b'{', expected)?;
        while more {
            let key = self.key()?;
            member(self, &key).map_err(|error| error.within(&key))?;
            more = self.more(b'{')?;
        }
        Ok(())
    }

    /// Reads an array: `item` is called at each item and reads it.
    pub(crate) fn array(
        &mut self,
        item: &mut dyn FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let mut index = 0_usize;
        let mut more = self.open(b'[', "an array")?;
        while more {
            item(self).map_err(|error| error.within(&index.to_string()))?;
            index += 1;
            more = self.more(b'[')?;
        }
        Ok(())
    }

    /// Passes over a bracket. Whether there is anything in it.
    pub(super) fn open(&mut self, bracket: u8, expected: &str) -> Result<bool, DecodeError> {
        let found = self.peek();
        if found != Some(bracket) {
            return Err(self.mismatch(expected, found));
        }
        self.offset += 1;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error("nests too deep"));
        }
        Ok(!self.close(bracket))
    }

    /// Passes over what stands behind a member or an item. Whether another one comes.
    #[inline(always)]
    pub(super) fn more(&mut self, bracket: u8) -> Result<bool, DecodeError> {
        if self.peek() == Some(b',') {
            self.offset += 1;
            return Ok(true);
        }
        if self.close(bracket) {
            return Ok(false);
        }
        let expected =
            if bracket == b'{' { "a comma or the end of the object" } else { "a comma or the end of the array" };
        Err(self.syntax(expected))
    }

    /// Whether the bracket that closes this one came next, and is behind.
    #[inline(always)]
    fn close(&mut self, bracket: u8) -> bool {
        // In ASCII it stands two behind the one that it closes.
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
        let key = self.literal()?;
        if self.peek() != Some(b':') {
            return Err(self.syntax("a colon"));
        }
        self.offset += 1;
        Ok(key)
    }

    /// Whether the next key is this one, which is then behind with its colon. `false` too where the document writes it with
    /// an escape, or the colon behind white space.
    pub(super) fn take_key(&mut self, key: &str) -> bool {
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

    /// Reads a value that may be malformed; the outer error says that the document itself is broken.
    pub(crate) fn attempt<T>(
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

    /// Reads a string, borrowed from the document where it has no escapes.
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        match self.peek() {
            Some(b'"') => self.literal(),
            found => Err(self.mismatch("a string", found)),
        }
    }

    /// Passes over a string.
    pub(crate) fn check_string(&mut self) -> Result<(), DecodeError> {
        match self.peek() {
            Some(b'"') if self.pass_plain() => Ok(()),
            _ => self.string().map(drop),
        }
    }

    pub(crate) fn boolean(&mut self) -> Result<bool, DecodeError> {
        match self.peek() {
            Some(b't' | b'f') => self.word()?.ok_or_else(|| self.syntax("true or false")),
            found => Err(self.mismatch("true or false", found)),
        }
    }

    /// Reads a finite number.
    pub(crate) fn number(&mut self) -> Result<f64, DecodeError> {
        match self.peek() {
            Some(b'-' | b'0'..=b'9') => {
                let digits = self.digits()?;
                self.finite(digits)
            }
            found => Err(self.mismatch("a number", found)),
        }
    }

    fn finite(&self, digits: &str) -> Result<f64, DecodeError> {
        let number = number::parse(digits);
        if number.is_finite() { Ok(number) } else { Err(self.error("is a number too large to hold")) }
    }

    /// Whether the next value was `null`, which is then behind.
    #[inline(always)]
    pub(crate) fn null(&mut self) -> Result<bool, DecodeError> {
        match self.peek() {
            Some(b'n') => self.word().map(|_| true),
            _ => Ok(false),
        }
    }

    pub(crate) fn next_is_object(&mut self) -> bool {
        self.peek() == Some(b'{')
    }

    /// Reads any value as it stands in the document.
    pub(crate) fn raw(&mut self) -> Result<&'a str, DecodeError> {
        let first = self.peek();
        let start = self.offset;
        match first {
            Some(b'{') => self.object("an object", &mut |reader, _| reader.raw().map(drop))?,
            Some(b'[') => self.array(&mut |reader| reader.raw().map(drop))?,
            Some(b'"') => self.skip_literal()?,
            Some(b'-' | b'0'..=b'9') => {
                // JavaScript would make an infinity of it, and write it back as null.
                let digits = self.digits()?;
                if digits.bytes().any(|byte| byte | 0x20 == b'e') || digits.len() > 300 {
                    self.finite(digits)?;
                }
            }
            Some(b't' | b'f' | b'n') => drop(self.word()?),
            _ => return Err(self.syntax("a value")),
        }
        Ok(self.text.get(start..self.offset).unwrap_or_default())
    }

    /// The member `type` of the object that comes next, which stays unread. The service writes it first.
    pub(crate) fn peek_type(&self, expected: &str) -> Result<Cow<'a, str>, DecodeError> {
        // Written as the service writes it, it needs no walk.
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

    /// The error of a required member that isn't there.
    #[cold]
    pub(crate) fn missing(&self, key: &str) -> DecodeError {
        self.error("is required but missing").within(key)
    }

    #[cold]
    pub(crate) fn error(&self, message: &str) -> DecodeError {
        DecodeError::new(message, self.offset)
    }

    /// The next value is of another kind than expected.
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

    /// The document isn't JSON.
    #[cold]
    pub(super) fn syntax(&self, expected: &str) -> DecodeError {
        let place = if self.rest().is_empty() { "ends where " } else { "is not JSON: here " };
        self.error(&[place, expected, " should stand"].concat())
    }

    /// The next byte behind white space.
    #[inline(always)]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.offset) {
                // Nearly never: then one comparison tells.
                Some(byte) if *byte <= b' ' && matches!(byte, b' ' | b'\t' | b'\n' | b'\r') => self.offset += 1,
                next => return next.copied(),
            }
        }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.offset..).unwrap_or_default()
    }
}
