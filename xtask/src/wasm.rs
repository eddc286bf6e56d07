//! Edits of a WebAssembly module that no option of the compiler or of wasm-opt makes. They change whole function
//! bodies, names and data, so nothing here needs to know instructions.

use anyhow::{Context, Result, bail, ensure};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use wasm_encoder::{CodeSection, ConstExpr, DataSection, Module, NameMap, NameSection, RawSection, SectionId};
use wasmparser::{DataKind, KnownCustom, Name, NameSectionReader, Naming, Operator, Parser, Payload};

#[cfg(test)]
mod tests;

/// A body without locals that traps: `unreachable`, `end`.
const TRAP: &[u8] = &[0, 0x00, 0x0b];

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
    let module = Parts::of(module)?;
    let (mut code, mut count) = (CodeSection::new(), 0);
    for (index, body) in module.bodies.iter().enumerate() {
        let name = module.names.get(&index).map_or("", |name| name.trim_start_matches('<'));
        let panics =
            STANDARD.iter().any(|start| name.starts_with(start)) && PANICS.iter().any(|part| name.contains(part));
        code.raw(if panics { TRAP } else { body });
        count += usize::from(panics);
    }
    ensure!(count > 0, "no function panics: does Rust name them in another way? See PANICS in xtask/src/wasm.rs");
    let data = without_places_in_source(&module.data)?;
    let mut edited = Module::new();
    for section in &module.sections {
        match section.id {
            id if id == SectionId::Code as u8 => edited.section(&code),
            id if id == SectionId::Data as u8 => edited.section(&data),
            _ => edited.section(section),
        };
    }
    Ok(edited.finish())
}

/// Clears each `core::panic::Location` of the data, and the path that it names: address and length of the path, line
/// and column, four bytes each. Only messages of panics read them.
fn without_places_in_source(segments: &[(usize, &[u8])]) -> Result<DataSection> {
    let end = segments.iter().map(|(address, bytes)| address + bytes.len()).max().unwrap_or_default();
    let mut memory = vec![0; end];
    for (address, bytes) in segments {
        memory.get_mut(*address..address + bytes.len()).context("a segment is too long")?.copy_from_slice(bytes);
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
    let mut data = DataSection::new();
    for (address, bytes) in segments {
        let bytes = memory.get(*address..address + bytes.len()).unwrap_or_default();
        data.active(0, &ConstExpr::i32_const(i32::try_from(*address)?), bytes.iter().copied());
    }
    Ok(data)
}

/// Renames the functions so that sorting by name puts each next to the one that it has most in common with, which
/// compresses better than any order by origin. Returns the module.
pub(crate) fn name_by_likeness(module: &[u8]) -> Result<Vec<u8>> {
    let module = Parts::of(module)?;
    let order = by_likeness(&module.bodies);
    let mut places: Vec<(usize, usize)> = order.into_iter().enumerate().map(|(place, index)| (index, place)).collect();
    places.sort_unstable();
    let mut functions = NameMap::new();
    for (index, place) in places {
        functions.append(u32::try_from(module.imported + index)?, &format!("{place:06}"));
    }
    let mut names = NameSection::new();
    names.functions(&functions);
    let mut edited = Module::new();
    for section in &module.sections {
        let is_names = section.id == SectionId::Custom as u8 && section.data.starts_with(b"\x04name");
        if is_names {
            edited.section(&names)
        } else {
            edited.section(section)
        };
    }
    Ok(edited.finish())
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

/// A module's sections, and the parts of them that are edited.
#[derive(Default)]
struct Parts<'a> {
    sections: Vec<RawSection<'a>>,
    /// The number of imported functions, which come first in the list of functions. The glue imports nothing else.
    imported: usize,
    bodies: Vec<&'a [u8]>,
    /// The names of functions, by the position of their bodies.
    names: HashMap<usize, &'a str>,
    /// The segments of data: their addresses and contents.
    data: Vec<(usize, &'a [u8])>,
}

impl<'a> Parts<'a> {
    fn of(module: &'a [u8]) -> Result<Self> {
        let mut parts = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            if let Some((id, range)) = payload.as_section() {
                let data = module.get(range).context("the module is cut off")?;
                parts.sections.push(RawSection { id, data });
            }
            match payload {
                Payload::ImportSection(imports) => parts.imported = imports.into_imports().count(),
                Payload::CodeSectionEntry(body) => parts.bodies.push(body.as_bytes()),
                Payload::DataSection(segments) => {
                    for segment in segments {
                        let segment = segment?;
                        parts.data.push((address(&segment.kind)?, segment.data));
                    }
                }
                Payload::CustomSection(custom) => {
                    if let KnownCustom::Name(names) = custom.as_known() {
                        parts.read_names(names)?;
                    }
                }
                _ => {}
            }
        }
        Ok(parts)
    }

    fn read_names(&mut self, names: NameSectionReader<'a>) -> Result<()> {
        for names in names {
            let Name::Function(functions) = names? else { continue };
            for function in functions {
                let Naming { index, name } = function?;
                if let Some(index) = (index as usize).checked_sub(self.imported) {
                    self.names.insert(index, name);
                }
            }
        }
        Ok(())
    }
}

/// Returns the fixed address of a segment of data.
fn address(kind: &DataKind) -> Result<usize> {
    let DataKind::Active { offset_expr, .. } = kind else { bail!("a segment of data has no address") };
    match offset_expr.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(usize::try_from(value)?),
        _ => bail!("a segment of data has a computed address"),
    }
}
