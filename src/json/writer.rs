//! Writes JSON text.

/// Serializes an object whose members are strings.
pub(crate) fn object_of_strings(members: &[(&str, &str)]) -> String {
    let mut writer = Writer::default();
    writer.object(|writer| {
        for (key, value) in members {
            writer.key(key);
            writer.string(value);
        }
    });
    writer.into_text()
}

/// Builds a JSON document.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    text: String,
}

impl Writer {
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    /// Writes an object whose members `members` writes.
    pub(crate) fn object<R>(&mut self, members: impl FnOnce(&mut Self) -> R) -> R {
        self.text.push('{');
        let result = members(self);
        self.text.push('}');
        result
    }

    /// Writes a member's key. The caller must write its value next.
    pub(crate) fn key(&mut self, key: &str) {
        self.separate();
        self.string(key);
        self.text.push(':');
    }

    /// Writes an array whose items `items` writes, each after a call of [`Writer::separate`].
    pub(crate) fn array<R>(&mut self, items: impl FnOnce(&mut Self) -> R) -> R {
        self.text.push('[');
        let result = items(self);
        self.text.push(']');
        result
    }

    /// Writes a string with the escapes that JSON requires.
    pub(crate) fn string(&mut self, text: &str) {
        self.text.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => self.text.extend(['\\', c]),
                '\0'..='\x1f' => {
                    let digit = |value: u32| char::from_digit(value, 16).unwrap_or('0');
                    let code = u32::from(c);
                    self.text.extend(['\\', 'u', '0', '0', digit(code >> 4), digit(code & 15)]);
                }
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }

    /// Writes text that is already JSON.
    pub(crate) fn raw(&mut self, json: &str) {
        self.text.push_str(json);
    }

    /// Writes the comma between two members or items; writes nothing before the first one.
    pub(crate) fn separate(&mut self) {
        if !self.text.ends_with(['{', '[']) {
            self.text.push(',');
        }
    }
}
