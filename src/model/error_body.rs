//! The service's error body. Nobody promises that one is there, or that it is JSON.

use super::wire::{Decode, DecodeError, Reader, decode};

/// The body of an answer that isn't a success, as far as it could be understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorBody {
    /// The service's code, such as `NotFound`. There is no public list of them.
    pub code: Option<String>,
    /// What the service says.
    pub message: Option<String>,
    /// The service's id of the request, for a support case.
    pub request_id: Option<String>,
}

impl ErrorBody {
    /// Reads whatever came: `{"error":{"code","message"}}`, a flat or OData body, a string, or nothing useful.
    /// HTML (a proxy's page) gives neither code nor message.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        match decode::<Lenient>(bytes) {
            Ok(Lenient { error: Some(error), .. }) => error,
            Ok(Lenient { flat, .. }) => flat,
            Err(_) => Self { message: plain_text(bytes), ..Self::default() },
        }
    }

    /// The error in a body that came with a success status: `{"error":{"code":…}}`.
    pub(crate) fn hidden_in(bytes: &[u8]) -> Option<Self> {
        decode::<Lenient>(bytes).ok()?.error.filter(|error| error.code.is_some())
    }

    /// Reads an object's code, message and request id, or a string as the message; the rest is passed over.
    fn read_value(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        if reader.next_is_object() {
            reader.object("an error", &mut |reader, key| self.read_member(reader, key))
        } else {
            self.message = text(reader)?;
            Ok(())
        }
    }

    fn read_member(&mut self, reader: &mut Reader<'_>, key: &str) -> Result<(), DecodeError> {
        match key {
            "code" => self.code = text(reader)?,
            "message" => self.message = text(reader)?,
            "requestId" => self.request_id = text(reader)?,
            _ => drop(reader.raw()?),
        }
        Ok(())
    }
}

/// What may stand in an error body, at whatever level it stands.
#[derive(Default)]
struct Lenient {
    error: Option<ErrorBody>,
    flat: ErrorBody,
}

impl Decode for Lenient {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let Self { mut error, mut flat } = Self::default();
        if !reader.next_is_object() {
            flat.read_value(reader)?;
            return Ok(Self { error, flat });
        }
        reader.object("an error body", &mut |reader, key| match key {
            "error" | "odata.error" => error.insert(ErrorBody::default()).read_value(reader),
            _ => flat.read_member(reader, key),
        })?;
        Ok(Self { error, flat })
    }
}

/// A string, or the `value` of a localized one; `None` for anything else.
fn text(reader: &mut Reader<'_>) -> Result<Option<String>, DecodeError> {
    if reader.next_is_string() {
        return reader.string().map(|text| Some(text.into_owned()));
    }
    if !reader.next_is_object() {
        return reader.raw().map(|_| None);
    }
    let mut found = None;
    reader.object("a text", &mut |reader, key| {
        if key == "value" && reader.next_is_string() {
            found = Some(reader.string()?.into_owned());
            return Ok(());
        }
        reader.raw().map(drop)
    })?;
    Ok(found)
}

/// A short plain text is a message; a page of HTML is not.
fn plain_text(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.trim();
    (!text.is_empty() && text.len() <= 500 && !text.starts_with('<')).then(|| text.to_owned())
}
