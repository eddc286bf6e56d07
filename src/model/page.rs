//! A page of a list.

use super::wire::{Decode, DecodeError, Reader};

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

/// Reads `{"value":[…],"nextLink":"…"}`; an empty `nextLink` counts as none.
impl<T: Decode> Decode for Page<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut items: Option<Vec<T>> = None;
        let mut malformed = Vec::new();
        let mut next_link: Option<String> = None;
        reader.object("a page", &mut |reader, key| {
            match key {
                "value" => {
                    let items = items.insert(Vec::new());
                    malformed.clear();
                    let mut index = 0;
                    reader.array(&mut |reader| {
                        match reader.attempt(T::read)? {
                            Ok(item) => items.push(item),
                            Err(error) => {
                                malformed.push(Malformed { index, error: error.within(&index.to_string()).within(key) })
                            }
                        }
                        index += 1;
                        Ok(())
                    })?;
                }
                "nextLink" => next_link = Decode::read(reader)?,
                _ => drop(reader.raw()?),
            }
            Ok(())
        })?;
        let next_link = next_link.filter(|link| !link.is_empty());
        Ok(Self { items: items.ok_or_else(|| reader.missing("value"))?, malformed, next_link })
    }
}
