//! Reads JSON value by value; hifijson knows the syntax, the types know what to expect.

use std::borrow::Cow;

use hifijson::SliceLexer;
use hifijson::num::Lex as _;
use hifijson::str::LexAlloc as _;
use hifijson::token::Lex as _;

use super::{DecodeError, number};

/// A document may nest this deep. Deeper ones could exhaust the stack, which in a browser is a trap, not an error.
const MAX_DEPTH: usize = 128;

/// A place in a JSON document. The next value is what the reading functions read.
pub struct Reader<'a> {
    text: &'a str,
    lexer: SliceLexer<'a>,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// The start of a document. A byte order mark is skipped.
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|error| DecodeError {
            pointer: String::new(),
            message: "is not UTF-8".into(),
            offset: error.valid_up_to(),
        })?;
        Ok(Self { text, lexer: SliceLexer::new(bytes), depth: 0 })
    }

    /// The whole document, without a byte order mark.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Checks that nothing follows.
    pub(crate) fn end(&mut self) -> Result<(), DecodeError> {
        match self.lexer.ws_peek() {
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
        self.open(b'{', expected)?;
        if self.take(b'}') {
            return self.close();
        }
        loop {
            if self.lexer.ws_peek() != Some(b'"') {
                return Err(self.syntax("a key"));
            }
            let key = self.literal()?;
            if !self.take(b':') {
                return Err(self.syntax("a colon"));
            }
            member(self, &key).map_err(|error| error.within(&key))?;
            if self.take(b'}') {
                return self.close();
            }
            if !self.take(b',') {
                return Err(self.syntax("a comma or the end of the object"));
            }
        }
    }

    /// Reads an array: `item` is called at each item and reads it.
    pub(crate) fn array(
        &mut self,
        item: &mut dyn FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.open(b'[', "an array")?;
        if self.take(b']') {
            return self.close();
        }
        let mut index = 0_usize;
        loop {
            item(self).map_err(|error| error.within(&index.to_string()))?;
            index += 1;
            if self.take(b']') {
                return self.close();
            }
            if !self.take(b',') {
                return Err(self.syntax("a comma or the end of the array"));
            }
        }
    }

    /// Reads a value that may be malformed; the outer error says that the document itself is broken.
    pub(crate) fn attempt<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Result<T, DecodeError>, DecodeError> {
        let (start, depth) = (self.lexer.as_slice(), self.depth);
        let result = read(self);
        if result.is_err() {
            self.lexer = SliceLexer::new(start);
            self.depth = depth;
            self.raw()?;
        }
        Ok(result)
    }

    /// Reads a string, borrowed from the document where it has no escapes.
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        match self.lexer.ws_peek() {
            Some(b'"') => self.literal(),
            found => Err(self.mismatch("a string", found)),
        }
    }

    pub(crate) fn boolean(&mut self) -> Result<bool, DecodeError> {
        match self.lexer.ws_peek() {
            Some(b't' | b'f') => self.word()?.ok_or_else(|| self.syntax("true or false")),
            found => Err(self.mismatch("true or false", found)),
        }
    }

    /// Reads a finite number.
    pub(crate) fn number(&mut self) -> Result<f64, DecodeError> {
        match self.lexer.ws_peek() {
            Some(b'-' | b'0'..=b'9') => {
                let number = number::parse(self.digits()?);
                if number.is_finite() { Ok(number) } else { Err(self.error("is a number too large to hold")) }
            }
            found => Err(self.mismatch("a number", found)),
        }
    }

    /// Whether the next value was `null`, which is then behind.
    pub(crate) fn null(&mut self) -> Result<bool, DecodeError> {
        match self.lexer.ws_peek() {
            Some(b'n') => self.word().map(|_| true),
            _ => Ok(false),
        }
    }

    pub(crate) fn next_is_object(&mut self) -> bool {
        self.lexer.ws_peek() == Some(b'{')
    }

    /// Reads any value as it stands in the document.
    pub(crate) fn raw(&mut self) -> Result<&'a str, DecodeError> {
        let first = self.lexer.ws_peek();
        let start = self.offset();
        match first {
            Some(b'{') => self.object("an object", &mut |reader, _| reader.raw().map(drop))?,
            Some(b'[') => self.array(&mut |reader| reader.raw().map(drop))?,
            Some(b'"') => drop(self.literal()?),
            Some(b'-' | b'0'..=b'9') => drop(self.digits()?),
            Some(b't' | b'f' | b'n') => drop(self.word()?),
            _ => return Err(self.syntax("a value")),
        }
        Ok(self.text.get(start..self.offset()).unwrap_or_default())
    }

    /// The member `type` of the object that comes next, which stays unread. The service writes it first.
    pub(crate) fn peek_type(&self, expected: &str) -> Result<Cow<'a, str>, DecodeError> {
        let mut ahead = Self { text: self.text, lexer: SliceLexer::new(self.lexer.as_slice()), depth: self.depth };
        let mut found = None;
        let first = ahead.lexer.ws_peek();
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
        DecodeError { pointer: String::new(), message: message.to_owned(), offset: self.offset() }
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
    fn syntax(&self, expected: &str) -> DecodeError {
        let place = if self.lexer.as_slice().is_empty() { "ends where " } else { "is not JSON: here " };
        self.error(&[place, expected, " should stand"].concat())
    }

    fn offset(&self) -> usize {
        self.text.len() - self.lexer.as_slice().len()
    }

    fn open(&mut self, bracket: u8, expected: &str) -> Result<(), DecodeError> {
        match self.lexer.ws_peek() {
            Some(found) if found == bracket => self.lexer.discarded(),
            found => return Err(self.mismatch(expected, found)),
        };
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(self.error("nests too deep")) } else { Ok(()) }
    }

    fn close(&mut self) -> Result<(), DecodeError> {
        self.depth -= 1;
        Ok(())
    }

    /// Whether the next token was this one, which is then behind.
    fn take(&mut self, token: u8) -> bool {
        let found = self.lexer.ws_peek() == Some(token);
        if found {
            self.lexer.discarded();
        }
        found
    }

    fn literal(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        self.lexer
            .discarded()
            .str_string()
            .map_err(|_| self.error("is not JSON: a string is cut off, or holds a bad escape"))
    }

    fn word(&mut self) -> Result<Option<bool>, DecodeError> {
        self.lexer.null_or_bool().ok_or_else(|| self.syntax("a value"))
    }

    fn digits(&mut self) -> Result<&'a str, DecodeError> {
        let start = self.offset();
        self.lexer.num_ignore().validate().map_err(|_| self.syntax("a digit"))?;
        // A zero in front of other digits ends the number for the lexer.
        if self.lexer.as_slice().first().is_some_and(u8::is_ascii_digit) {
            return Err(self.syntax("no digit behind a leading zero"));
        }
        Ok(self.text.get(start..self.offset()).unwrap_or_default())
    }
}
