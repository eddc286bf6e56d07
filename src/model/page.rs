//! A page of a list.

use serde::de::{Error, MapAccess};
use serde_json::Value;

use super::wire::{self, DecodeError, Extra, Object, Wire};

/// A page of a list. One malformed item doesn't lose the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The items that could be read, in their order.
    pub items: Vec<T>,
    /// The items that could not.
    pub malformed: Vec<Malformed>,
    /// Address of the next page; absent on the last one. Opaque: hand it back as it is.
    pub next_link: Option<String>,
}

/// An item of a page that isn't what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// Its place in the page, from 0.
    pub index: usize,
    /// What is wrong with it; the pointer starts at the page: `/value/3/tiles/0/x`.
    pub error: DecodeError,
}

/// The page as it stands on the wire.
struct Envelope<T> {
    value: Vec<T>,
    next_link: Option<String>,
}

impl<T: Wire> Object for Envelope<T> {
    const EXPECTED: &'static str = "a page";
    type Draft = (Option<Vec<T>>, Option<String>);

    fn read_member<'de, A: MapAccess<'de>>(draft: &mut Self::Draft, key: &str, map: &mut A) -> Result<bool, A::Error> {
        match key {
            "value" => wire::read_value(&mut draft.0, key, map)?,
            "nextLink" => wire::read_value(&mut draft.1, key, map)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn finish<E: Error>((value, next_link): Self::Draft, _: Extra) -> Result<Self, E> {
        Ok(Self { value: value.ok_or_else(|| wire::missing("value"))?, next_link })
    }
}

impl<T: Wire> Page<T> {
    /// Reads `{"value":[…],"nextLink":"…"}`; an empty `nextLink` counts as none.
    ///
    /// # Errors
    /// [`DecodeError`] where the page itself can't be read; a bad item is in [`Page::malformed`].
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let page = match wire::decode_object::<Envelope<T>>(bytes) {
            Ok(Envelope { value, next_link }) => Self { items: value, malformed: Vec::new(), next_link },
            Err(_) => Self::decode_one_by_one(bytes)?,
        };
        Ok(Self { next_link: page.next_link.filter(|link| !link.is_empty()), ..page })
    }

    #[cold]
    fn decode_one_by_one(bytes: &[u8]) -> Result<Self, DecodeError> {
        let raw: Envelope<Value> = wire::decode_object(bytes)?;
        let mut page = Self { items: Vec::new(), malformed: Vec::new(), next_link: raw.next_link };
        for (index, item) in raw.value.iter().enumerate() {
            match wire::encode(item).and_then(|item| wire::decode::<T>(&item)) {
                Ok(item) => page.items.push(item),
                Err(error) => {
                    let pointer = format!("/value/{index}{}", error.pointer);
                    page.malformed.push(Malformed { index, error: DecodeError { pointer, offset: None, ..error } });
                }
            }
        }
        Ok(page)
    }
}
