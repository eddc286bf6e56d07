//! Reads JSON value by value. The types know what to expect; hifijson knows numbers, and strings with escapes.

use std::borrow::Cow;

use hifijson::SliceLexer;
use hifijson::num::Lex as _;
use hifijson::str::{Lex as _, LexAlloc as _};
use hifijson::token::Lex as _;

use super::{DecodeError, number};

/// A document may nest this deep. Deeper ones could exhaust the stack, which in a browser is a trap, not an error.
const MAX_DEPTH: usize = 128;

/// A place in a JSON document. The next value is what the reading functions read.
pub struct Reader<'a> {
    text: &'a str,
    /// How many bytes have been read.
    offset: usize,
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
        self.open(b'{', expected)?;
        if self.take(b'}') {
            return self.close();
        }
        loop {
            if self.peek() != Some(b'"') {
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
                let number = number::parse(self.digits()?);
                if number.is_finite() { Ok(number) } else { Err(self.error("is a number too large to hold")) }
            }
            found => Err(self.mismatch("a number", found)),
        }
    }

    /// Whether the next value was `null`, which is then behind.
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
            Some(b'-' | b'0'..=b'9') => drop(self.digits()?),
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
    fn syntax(&self, expected: &str) -> DecodeError {
        let place = if self.rest().is_empty() { "ends where " } else { "is not JSON: here " };
        self.error(&[place, expected, " should stand"].concat())
    }

    /// The next byte behind white space.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.offset) {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.offset += 1,
                next => return next.copied(),
            }
        }
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.offset..).unwrap_or_default()
    }

    fn open(&mut self, bracket: u8, expected: &str) -> Result<(), DecodeError> {
        match self.peek() {
            Some(found) if found == bracket => self.offset += 1,
            found => return Err(self.mismatch(expected, found)),
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(self.error("nests too deep")) } else { Ok(()) }
    }

    fn close(&mut self) -> Result<(), DecodeError> {
        self.depth -= 1;
        Ok(())
    }

    /// Whether the next token was this one, which is then behind.
    fn take(&mut self, token: u8) -> bool {
        let found = self.peek() == Some(token);
        self.offset += usize::from(found);
        found
    }

    /// Reads a string, whose opening quote is next. One without escapes is cut out of the document: it is known to be
    /// UTF-8.
    fn literal(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let body = self.rest().get(1..).unwrap_or_default();
        let length = plain_length(body);
        if body.get(length) == Some(&b'"') {
            let start = self.offset + 1;
            self.offset = start + length + 1;
            return Ok(Cow::Borrowed(self.text.get(start..start + length).unwrap_or_default()));
        }
        let mut lexer = SliceLexer::new(body);
        let read = lexer.str_string();
        self.offset = self.text.len() - lexer.as_slice().len();
        read.map_err(|_| self.bad_string())
    }

    /// Passes over a string. Half of a surrogate pair, which is JSON but no Rust string, is none of its business: in a list,
    /// it spoils the item that it stands in and not the page.
    fn skip_literal(&mut self) -> Result<(), DecodeError> {
        let mut lexer = SliceLexer::new(self.rest());
        let skipped = lexer.discarded().str_ignore();
        self.offset = self.text.len() - lexer.as_slice().len();
        skipped.map_err(|_| self.bad_string())
    }

    #[cold]
    fn bad_string(&self) -> DecodeError {
        self.error("is not JSON: a string is cut off, or holds a bad escape")
    }

    fn word(&mut self) -> Result<Option<bool>, DecodeError> {
        let words = [("true", Some(true)), ("false", Some(false)), ("null", None)];
        let found = words.iter().find(|(word, _)| self.rest().starts_with(word.as_bytes()));
        let (word, value) = found.ok_or_else(|| self.syntax("a value"))?;
        self.offset += word.len();
        Ok(*value)
    }

    fn digits(&mut self) -> Result<&'a str, DecodeError> {
        let start = self.offset;
        let mut lexer = SliceLexer::new(self.rest());
        let number = lexer.num_ignore().validate();
        self.offset = self.text.len() - lexer.as_slice().len();
        number.map_err(|_| self.syntax("a digit"))?;
        // A zero in front of other digits ends the number for the lexer.
        if self.rest().first().is_some_and(u8::is_ascii_digit) {
            return Err(self.syntax("no digit behind a leading zero"));
        }
        Ok(self.text.get(start..self.offset).unwrap_or_default())
    }
}

/// How many bytes stand in front of the first quote, backslash or control character; eight are looked at together.
fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let has_zero = |word: u64| word.wrapping_sub(ONES) & !word & (ONES << 7) != 0;
    let is_plain = |eight: &&[u8; 8]| {
        let word = u64::from_le_bytes(**eight);
        let quote_or_backslash = has_zero(word ^ (ONES * 0x22)) || has_zero(word ^ (ONES * 0x5c));
        !quote_or_backslash && !has_zero(word & (ONES * 0xe0))
    };
    let whole = 8 * bytes.as_chunks::<8>().0.iter().take_while(is_plain).count();
    let rest = bytes.get(whole..).unwrap_or_default().iter();
    whole + rest.take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f)).count()
}
