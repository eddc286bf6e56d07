//! A page of a list.

use std::fmt;
use std::marker::PhantomData;

use crate::json::{DecodeError, Raw, Reader, Shape, View, Wire};
use crate::redact::redact;

/// One page of a list, checked but not deserialized yet. A malformed item does not make the other items unreadable,
/// unless the reader cannot skip it: then it is not JSON, nests too deep, or has a number too large for an `f64`.
///
/// ```
/// use iotcentral_web::model::{Device, Page};
///
/// let page = Page::<Device>::parse(br#"{ "value": [{ "id": "thermostat-01" }, { "id": 2 }] }"#)?;
/// assert_eq!((page.item_count, page.malformed.len()), (2, 1));
/// assert_eq!(page.items()?[0].id.as_deref(), Some("thermostat-01"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Page<T> {
    text: String,
    /// The malformed items in their order, at most 1,000.
    pub malformed: Vec<Malformed>,
    /// The number of items on the page, malformed items included.
    pub item_count: usize,
    /// The address of the next page; absent on the last page. Opaque: pass it on unchanged.
    pub next_link: Option<String>,
    marker: PhantomData<fn() -> T>,
}

/// A malformed item of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// The item's index on the page, from 0.
    pub index: usize,
    /// What is wrong with the item. Its pointer is relative to the page: `/value/3/tiles/0/x`.
    pub error: DecodeError,
}

impl<T: Wire> Page<T> {
    /// Checks a page, `{"value":[…],"nextLink":"…"}`. An empty `nextLink` counts as absent.
    ///
    /// # Errors
    /// Returns a [`DecodeError`] if the page is not a JSON object with a `value`, has more than 1,000 malformed items,
    /// or has an item that cannot be skipped. Up to that number, malformed items are in [`Page::malformed`]. See
    /// [`Page`] for an example.
    pub fn parse(document: &[u8]) -> Result<Self, DecodeError> {
        Page::check(T::SHAPE, document).map(Page::cast)
    }
}

impl Page<Raw> {
    /// Checks a page whose items must have this shape.
    pub(crate) fn check(item: &'static Shape, document: &[u8]) -> Result<Self, DecodeError> {
        let (mut malformed, mut item_count) = (Vec::new(), 0);
        let mut next_link: Option<String> = None;
        let mut has_value = false;
        let mut reader = Reader::new(document)?;
        reader.object("a page", &mut |reader, key| {
            match key {
                "value" => {
                    has_value = true;
                    (malformed, item_count) = check_items(item, reader)?;
                }
                "nextLink" => next_link = if reader.skip_null()? { None } else { Some(reader.string()?.into_owned()) },
                _ => drop(reader.raw()?),
            }
            Ok(())
        })?;
        reader.expect_end()?;
        if !has_value {
            return Err(reader.missing("value"));
        }
        let next_link = next_link.filter(|link| !link.is_empty());
        Ok(Self { text: reader.text().to_owned(), malformed, item_count, next_link, marker: PhantomData })
    }

    /// Returns the page with the type of its items, which must have been checked against the shape of `T`.
    pub(crate) fn cast<T>(self) -> Page<T> {
        let Self { text, malformed, item_count, next_link, .. } = self;
        Page { text, malformed, item_count, next_link, marker: PhantomData }
    }
}

/// Shows the text without its secrets.
impl<T> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&redact(&self.text))
    }
}

impl<T> Page<T> {
    /// Returns the page's JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T: Wire> Page<T> {
    /// Deserializes the well-formed items, in their order. See [`Page`] for an example.
    ///
    /// # Errors
    /// Returns serde's error. In practice there is none, since the items have been checked.
    pub fn items(&self) -> Result<Vec<T>, serde_json::Error> {
        let items = View::new(&self.text).get("value").map(|value| value.items()).unwrap_or_default();
        let is_malformed = |place: usize| self.malformed.iter().any(|malformed| malformed.index == place);
        let sound = items.into_iter().enumerate().filter(|(place, _)| !is_malformed(*place));
        sound.map(|(_, item)| serde_json::from_str(item.as_str())).collect()
    }
}

/// A page with more malformed items than this is probably a list of another type.
const MAX_MALFORMED: usize = 1000;
const TOO_MANY: &str = "is the 1,001st malformed item: this is probably a list of another type";

/// Returns the malformed items, and the number of all items.
fn check_items(item: &'static Shape, reader: &mut Reader<'_>) -> Result<(Vec<Malformed>, usize), DecodeError> {
    let mut malformed = Vec::new();
    let mut index = 0;
    reader.array(&mut |reader| {
        if let Err(error) = reader.try_value(|reader| item.check(reader))? {
            if malformed.len() == MAX_MALFORMED {
                return Err(reader.error(TOO_MANY));
            }
            malformed.push(Malformed { index, error: error.within(&index.to_string()).within("value") });
        }
        index += 1;
        Ok(())
    })?;
    Ok((malformed, index))
}
