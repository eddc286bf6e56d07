//! Edits of a WebAssembly module that no option of the compiler or of wasm-opt makes. They change whole function bodies
//! and names, so nothing here needs to know instructions.

use anyhow::{Context, Result, bail, ensure};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

#[cfg(test)]
mod tests;

/// The magic number and the version, with which every module begins.
const HEADER: &[u8] = b"\0asm\x01\0\0\0";
const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const CODE: u8 = 10;
const DATA: u8 = 11;

const I32_CONST: u8 = 0x41;
const END: u8 = 0x0b;

/// A body without locals that traps: `unreachable`, `end`.
const TRAP: &[u8] = &[0, 0x00, END];

/// How the names of functions of Rust's own libraries begin.
const STANDARD: [&str; 3] = ["core[", "alloc[", "hashbrown["];

/// What the names of functions contain that do nothing but panic.
const PANICS: [&str; 11] = [
    "::panicking::",
    "::panic_already_",
    "::unwrap_failed",
    "::expect_failed",
    "::assert_failed",
    "::slice_index_fail",
    "::slice_error_fail",
    "::len_mismatch_fail",
    "::capacity_overflow",
    "::handle_error",
    "::handle_alloc_error",
];

/// Replaces the bodies of functions that panic by a trap, which is how each panic ends, and clears the places in the
/// source that their messages name. Rust formats the messages for a hook, which a page does not have. Returns the
/// module.
pub(crate) fn without_messages_of_panics(module: &[u8]) -> Result<Vec<u8>> {
    let sections = sections(module)?;
    let names = function_names(&sections)?;
    let imported = count_imports(&sections)?;
    let panics = |index: usize| {
        let name = names.get(&(imported + index)).map_or("", |name| name.trim_start_matches('<'));
        STANDARD.iter().any(|start| name.starts_with(start)) && PANICS.iter().any(|part| name.contains(part))
    };
    let mut count = 0;
    let code = section(&sections, CODE)?;
    let mut bodies = bodies(code)?;
    for (_, body) in bodies.iter_mut().enumerate().filter(|(index, _)| panics(*index)) {
        *body = TRAP;
        count += 1;
    }
    ensure!(count > 0, "no function panics: does Rust name them in another way? See PANICS in xtask/src/wasm.rs");
    let mut code = Vec::new();
    write_number(&mut code, bodies.len());
    for body in bodies {
        write_number(&mut code, body.len());
        code.extend(body);
    }
    let data = without_places_in_source(section(&sections, DATA)?)?;
    Ok(write(&sections, |id, content| match id {
        CODE => code.clone(),
        DATA => data.clone(),
        _ => content.to_vec(),
    }))
}

/// Clears each `core::panic::Location` of a data section, and the path that it names: address and length of the path,
/// line and column, four bytes each. Only messages of panics read them.
fn without_places_in_source(data: &[u8]) -> Result<Vec<u8>> {
    let segments = segments(data)?;
    let end = segments.iter().map(|(address, bytes)| address + bytes.len()).max().unwrap_or_default();
    let mut memory = vec![0; end];
    for (address, bytes) in &segments {
        memory.get_mut(*address..address + bytes.len()).context("a segment overlaps")?.copy_from_slice(bytes);
    }
    let word = |address: usize| {
        let bytes = memory.get(address..address + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u32::from_le_bytes) as usize
    };
    let begin = segments.iter().map(|(address, _)| *address).min().unwrap_or_default();
    let places = (begin.next_multiple_of(4)..end).step_by(4).filter_map(|address| {
        let path = word(address)..word(address) + word(address + 4);
        let is_path = memory.get(path.clone())?.ends_with(b".rs") && memory.get(path.clone())?.is_ascii();
        is_path.then_some([address..address + 16, path])
    });
    for place in places.flatten().collect::<Vec<Range<usize>>>() {
        memory.get_mut(place).context("a place in the source is cut off")?.fill(0);
    }
    let mut data = Vec::new();
    write_number(&mut data, segments.len());
    for (address, bytes) in segments {
        data.extend([0, I32_CONST]);
        write_signed(&mut data, address);
        data.push(END);
        write_number(&mut data, bytes.len());
        data.extend(memory.get(address..address + bytes.len()).unwrap_or_default());
    }
    Ok(data)
}

/// Renames the functions so that sorting by name puts each next to the one that it has most in common with, which
/// compresses better than any order by origin. Returns the module.
pub(crate) fn name_by_likeness(module: &[u8]) -> Result<Vec<u8>> {
    let sections = sections(module)?;
    let imported = count_imports(&sections)?;
    let order = by_likeness(&bodies(section(&sections, CODE)?)?);
    let mut places: Vec<(usize, usize)> = order.into_iter().enumerate().map(|(place, index)| (index, place)).collect();
    places.sort_unstable();
    let mut names = Vec::new();
    write_number(&mut names, places.len());
    for (index, place) in places {
        write_number(&mut names, imported + index);
        write_text(&mut names, &format!("{place:06}"));
    }
    let mut content = Vec::new();
    write_text(&mut content, "name");
    content.push(1);
    write_number(&mut content, names.len());
    content.extend(names);
    Ok(write(&sections, |id, old| if is_names(id, old) { content.clone() } else { old.to_vec() }))
}

/// Returns the indexes of the bodies in an order in which each body has much in common with the three before it.
fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    /// The length of the sequences of bytes that are compared.
    const LENGTH: usize = 6;
    /// A sequence that is in more bodies says nothing of their likeness.
    const MOST: usize = 40;
    /// Added to the length of each body, since short ones have a few sequences in common with many.
    const BASE: usize = 60;

    let mut owners: HashMap<&[u8], HashSet<usize>> = HashMap::new();
    for (index, body) in bodies.iter().enumerate() {
        for sequence in body.windows(LENGTH) {
            owners.entry(sequence).or_default().insert(index);
        }
    }
    owners.retain(|_, owners| owners.len() <= MOST);
    let mut left: Vec<(usize, &[u8])> = bodies.iter().copied().enumerate().collect();
    let mut order: Vec<(usize, &[u8])> = Vec::new();
    loop {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for (_, body) in order.iter().rev().take(3) {
            let sequences: HashSet<&[u8]> = body.windows(LENGTH).collect();
            let owners = sequences.into_iter().filter_map(|sequence| owners.get(sequence)).flatten();
            owners.for_each(|owner| *shared.entry(*owner).or_default() += 1);
        }
        // If no body has anything in common with those before it, the longest one is the next.
        let likeness = |(index, body): &(usize, &[u8])| {
            let shared = shared.get(index).copied().unwrap_or_default();
            (shared * 1_000_000 / (body.len() + BASE), body.len(), Reverse(*index))
        };
        let Some(place) = (0..left.len()).max_by_key(|place| left.get(*place).map(likeness)) else { break };
        order.push(left.swap_remove(place));
    }
    order.into_iter().map(|(index, _)| index).collect()
}

/// Returns the sections of a module: their ids and contents.
fn sections(module: &[u8]) -> Result<Vec<(u8, &[u8])>> {
    let mut rest = module.strip_prefix(HEADER).context("this is no WebAssembly module")?;
    let mut sections = Vec::new();
    while let Some((id, after)) = rest.split_first() {
        rest = after;
        let length = read_number(&mut rest)?;
        sections.push((*id, take(&mut rest, length)?));
    }
    Ok(sections)
}

fn write(sections: &[(u8, &[u8])], mut content: impl FnMut(u8, &[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut module = HEADER.to_vec();
    for (id, old) in sections {
        let content = content(*id, old);
        module.push(*id);
        write_number(&mut module, content.len());
        module.extend(content);
    }
    module
}

fn section<'a>(sections: &[(u8, &'a [u8])], id: u8) -> Result<&'a [u8]> {
    let found = sections.iter().find(|(other, _)| *other == id);
    found.map(|(_, content)| *content).with_context(|| format!("the module has no section {id}"))
}

fn is_names(id: u8, content: &[u8]) -> bool {
    id == CUSTOM && content.starts_with(b"\x04name")
}

/// Returns the names of functions by index.
fn function_names<'a>(sections: &[(u8, &'a [u8])]) -> Result<HashMap<usize, &'a str>> {
    let found = sections.iter().find(|(id, content)| is_names(*id, content));
    let mut rest = found.context("the module has no names of functions")?.1;
    take(&mut rest, b"\x04name".len())?;
    let mut names = HashMap::new();
    while !rest.is_empty() {
        let kind = take(&mut rest, 1)?;
        let length = read_number(&mut rest)?;
        let mut map = take(&mut rest, length)?;
        if kind == [1] {
            for _ in 0..read_number(&mut map)? {
                let index = read_number(&mut map)?;
                names.insert(index, read_text(&mut map)?);
            }
        }
    }
    Ok(names)
}

/// Returns the number of imported functions, which come first in the list of functions. The glue imports nothing else.
fn count_imports(sections: &[(u8, &[u8])]) -> Result<usize> {
    let mut rest = section(sections, IMPORTS)?;
    let count = read_number(&mut rest)?;
    for _ in 0..count {
        let (module, name) = (read_text(&mut rest)?, read_text(&mut rest)?);
        ensure!(take(&mut rest, 1)? == [0], "{module} {name} is no function");
        read_number(&mut rest)?;
    }
    Ok(count)
}

fn bodies(code: &[u8]) -> Result<Vec<&[u8]>> {
    let mut rest = code;
    let count = read_number(&mut rest)?;
    (0..count).map(|_| read_number(&mut rest).and_then(|length| take(&mut rest, length))).collect()
}

/// Returns the segments of a data section: their addresses and contents.
fn segments(data: &[u8]) -> Result<Vec<(usize, &[u8])>> {
    let mut rest = data;
    let count = read_number(&mut rest)?;
    let segment = |_| {
        ensure!(take(&mut rest, 2)? == [0, I32_CONST], "a segment of data has no fixed address");
        // The sign of an address is positive, so its last byte only has to be below 0x40.
        let address = read_number(&mut rest)?;
        ensure!(take(&mut rest, 1)? == [END], "a segment of data has a computed address");
        let length = read_number(&mut rest)?;
        Ok((address, take(&mut rest, length)?))
    };
    (0..count).map(segment).collect()
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Result<&'a [u8]> {
    let (taken, after) = rest.split_at_checked(length).context("the module is cut off")?;
    *rest = after;
    Ok(taken)
}

fn read_text<'a>(rest: &mut &'a [u8]) -> Result<&'a str> {
    let length = read_number(rest)?;
    Ok(std::str::from_utf8(take(rest, length)?)?)
}

/// Reads a number in LEB128: seven bits a byte, the lowest ones first.
fn read_number(rest: &mut &[u8]) -> Result<usize> {
    let mut number = 0;
    for shift in (0..32).step_by(7) {
        let byte = *take(rest, 1)?.first().context("the module is cut off")?;
        number |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(number);
        }
    }
    bail!("the module has a number of more than 32 bits")
}

fn write_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Writes a number that a reader takes for a signed one: the highest bit of its last byte but one is the sign.
fn write_signed(bytes: &mut Vec<u8>, number: usize) {
    write_number(bytes, number);
    if let Some(last) = bytes.last_mut()
        && *last & 0x40 != 0
    {
        *last |= 0x80;
        bytes.push(0);
    }
}

fn write_text(bytes: &mut Vec<u8>, text: &str) {
    write_number(bytes, text.len());
    bytes.extend(text.as_bytes());
}
