//! The values that objects are made of.

use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::{Shape, View, Wire};

/// Any JSON value, kept as its text, so that all digits of a number and unpaired surrogates survive. Like [`RawValue`],
/// only serde_json can read and write it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Raw(Box<RawValue>);

impl Raw {
    /// Serializes a value to its JSON text.
    ///
    /// # Errors
    /// Returns serde_json's error, for example for a map whose keys are not strings.
    ///
    /// ```
    /// use iotcentral_web::model::Raw;
    ///
    /// let location = Raw::new(&[47.6, -122.1])?;
    /// assert_eq!(location.as_str(), "[47.6,-122.1]");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn new(value: &impl Serialize) -> Result<Self, serde_json::Error> {
        to_raw_value(value).map(Self)
    }

    /// Returns the value's JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// Returns a view into the value.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        View::new(self.as_str())
    }
}

impl PartialEq for Raw {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Raw {}

impl Wire for Raw {
    const SHAPE: &'static Shape = &Shape::Any;
}

impl Wire for String {
    const SHAPE: &'static Shape = &Shape::Text;
}

impl Wire for bool {
    const SHAPE: &'static Shape = &Shape::Flag;
}

impl Wire for f64 {
    const SHAPE: &'static Shape = &Shape::Number;

    /// Writes a whole number without a decimal point: the service reads some numbers as integers.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let is_whole = self.fract() == 0.0 && self.abs() <= EXACT;
        if is_whole { serializer.serialize_i64(*self as i64) } else { serializer.serialize_f64(*self) }
    }
}

impl<T: Wire> Wire for Vec<T> {
    const SHAPE: &'static Shape = &Shape::List(T::SHAPE);

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Exact))
    }
}

/// `null` is `None`.
impl<T: Wire> Wire for Option<T> {
    const SHAPE: &'static Shape = T::SHAPE;

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(serializer),
            None => serializer.serialize_none(),
        }
    }
}

/// Values under names that the user chooses, such as tags, in the order of the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Map<T>(pub Vec<(String, T)>);

/// An object of any members.
pub type Record = Map<Raw>;

impl<T: Wire> Wire for Map<T> {
    const SHAPE: &'static Shape = &Shape::Map(T::SHAPE);
}

/// Serializes a value by [`Wire::write`].
pub(super) struct Exact<'a, T>(pub(super) &'a T);

impl<T: Wire> Serialize for Exact<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}
