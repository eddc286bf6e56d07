//! The values that objects are made of.

use super::{Decode, DecodeError, Reader, Shape, View, Wire, Writer};

/// Any JSON value, as its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw(String);

impl Raw {
    /// The value's JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A look into it.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        View::new(&self.0)
    }
}

impl Decode for Raw {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.raw().map(|text| Self(text.to_owned()))
    }
}

impl Wire for Raw {
    const SHAPE: &'static Shape = &Shape::Any;

    fn write(&self, writer: &mut Writer) {
        writer.raw(&self.0);
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn typescript() -> String {
        "unknown".into()
    }
}

/// An object of which nothing is known but that it is one.
pub type Record = Map<Raw>;

impl Decode for String {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.string().map(|text| text.into_owned())
    }
}

impl Wire for String {
    const SHAPE: &'static Shape = &Shape::Text;

    fn write(&self, writer: &mut Writer) {
        writer.string(self);
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn typescript() -> String {
        "string".into()
    }
}

impl Decode for bool {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.boolean()
    }
}

impl Wire for bool {
    const SHAPE: &'static Shape = &Shape::Flag;

    fn write(&self, writer: &mut Writer) {
        writer.raw(if *self { "true" } else { "false" });
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn typescript() -> String {
        "boolean".into()
    }
}

impl Decode for f64 {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.number()
    }
}

impl Wire for f64 {
    const SHAPE: &'static Shape = &Shape::Number;

    /// JSON has no way to write a number that isn't finite: it becomes `null`, as in `JSON.stringify`.
    fn write(&self, writer: &mut Writer) {
        if self.is_finite() { writer.raw(&self.to_string()) } else { writer.raw("null") }
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn typescript() -> String {
        "number".into()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut items = Self::new();
        reader.array(&mut |reader| {
            items.push(T::read(reader)?);
            Ok(())
        })?;
        Ok(items)
    }
}

impl<T: Wire> Wire for Vec<T> {
    const SHAPE: &'static Shape = &Shape::List(T::SHAPE);

    fn write(&self, writer: &mut Writer) {
        writer.array(|writer| {
            for item in self {
                writer.separate();
                item.write(writer);
            }
        });
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn typescript() -> String {
        format!("{}[]", T::typescript())
    }
}

/// Values by names that the user chooses, such as tags; in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Map<T>(pub Vec<(String, T)>);

impl<T: Decode> Decode for Map<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut members = Vec::new();
        reader.object("an object", &mut |reader, key| {
            members.push((key.to_owned(), T::read(reader)?));
            Ok(())
        })?;
        Ok(Self(members))
    }
}

impl<T: Wire> Wire for Map<T> {
    const SHAPE: &'static Shape = &Shape::Map(T::SHAPE);

    fn write(&self, writer: &mut Writer) {
        writer.object(|writer| {
            for (key, value) in &self.0 {
                writer.member(key, value);
            }
        });
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn typescript() -> String {
        format!("{{ [name: string]: {} }}", T::typescript())
    }
}

/// `null` is `None`.
impl<T: Decode> Decode for Option<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if reader.null()? { Ok(None) } else { T::read(reader).map(Some) }
    }
}

impl<T: Wire> Wire for Option<T> {
    const SHAPE: &'static Shape = T::SHAPE;

    fn write(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.write(writer),
            None => writer.raw("null"),
        }
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn typescript() -> String {
        format!("{} | null", T::typescript())
    }
}
