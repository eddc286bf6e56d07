//! A page of a list.

use std::fmt;
use std::marker::PhantomData;

use crate::json::{DecodeError, Raw, Reader, Shape, View, Wire};
use crate::redact::redact;

/// A page of a list, checked but not built into items yet. One malformed item doesn't lose the others.
#[derive(Clone, PartialEq)]
pub struct Page<T> {
    text: String,
    /// The items that aren't what they should be, in their order; a thousand at most.
    pub malformed: Vec<Malformed>,
    /// How many items it has, malformed ones among them.
    pub item_count: usize,
    /// Address of the next page; absent on the last one. Opaque: hand it back as it is.
    pub next_link: Option<String>,
    of: PhantomData<fn() -> T>,
}

/// An item of a page that isn't what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// Its place in the page, from 0.
    pub index: usize,
    /// What is wrong with it; the pointer starts at the page: `/value/3/tiles/0/x`.
    pub error: DecodeError,
}

impl<T: Wire> Page<T> {
    /// Checks `{"value":[…],"nextLink":"…"}`; an empty `nextLink` counts as none.
    ///
    /// # Errors
    /// [`DecodeError`] where the page itself can't be read, or more than a thousand items; a bad item is in
    /// [`Page::malformed`].
    pub fn parse(document: &[u8]) -> Result<Self, DecodeError> {
        Page::check(T::SHAPE, document).map(Page::cast)
    }
}

impl Page<Raw> {
    /// A page of items of this shape, of any type.
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
                "nextLink" => next_link = if reader.null()? { None } else { Some(reader.string()?.into_owned()) },
                _ => drop(reader.raw()?),
            }
            Ok(())
        })?;
        reader.end()?;
        if !has_value {
            return Err(reader.missing("value"));
        }
        let next_link = next_link.filter(|link| !link.is_empty());
        Ok(Self { text: reader.text().to_owned(), malformed, item_count, next_link, of: PhantomData })
    }

    /// The same page, whose items have been checked as `T`.
    pub(crate) fn cast<T>(self) -> Page<T> {
        let Self { text, malformed, item_count, next_link, .. } = self;
        Page { text, malformed, item_count, next_link, of: PhantomData }
    }
}

/// Without what follows a marker of a secret.
impl<T> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&redact(&self.text))
    }
}

impl<T> Page<T> {
    /// The page's JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T: Wire> Page<T> {
    /// The items that could be read, in their order.
    ///
    /// # Errors
    /// None in practice: the text has been checked.
    pub fn items(&self) -> Result<Vec<T>, serde_json::Error> {
        let items = View::new(&self.text).get("value").map(|value| value.items()).unwrap_or_default();
        let is_malformed = |place: usize| self.malformed.iter().any(|malformed| malformed.index == place);
        let sound = items.into_iter().enumerate().filter(|(place, _)| !is_malformed(*place));
        sound.map(|(_, item)| serde_json::from_str(item.as_str())).collect()
    }
}

/// A page with more malformed items than this isn't a page of such items at all.
const MAX_MALFORMED: usize = 1000;
const TOO_MANY: &str = "is one malformed item too many: what came is no page of such items";

/// The malformed items, and how many there are of both kinds.
fn check_items(item: &'static Shape, reader: &mut Reader<'_>) -> Result<(Vec<Malformed>, usize), DecodeError> {
    let mut malformed = Vec::new();
    let mut index = 0;
    reader.array(&mut |reader| {
        if let Err(error) = reader.attempt(|reader| item.check(reader))? {
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
