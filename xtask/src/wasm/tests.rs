use std::borrow::Cow;

use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, EntityType, FunctionSection, ImportSection, Module, NameMap,
    NameSection, TypeSection,
};

use super::{Parts, TRAP, name_by_likeness, without_messages_of_panics};

const ADDRESS: u32 = 0x1f_fff0;

/// A module that imports one function, and has functions with these names and bodies and one segment of data.
fn module(functions: &[(&str, &[u8])], bytes: &[u8]) -> Vec<u8> {
    let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
    let (mut indexes, mut code, mut map) = (FunctionSection::new(), CodeSection::new(), NameMap::new());
    types.ty().function([], []);
    imports.import("glue", "imported", EntityType::Function(0));
    for (index, (name, body)) in (1..).zip(functions) {
        indexes.function(0);
        code.raw(body);
        map.append(index, name);
    }
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(ADDRESS as i32), bytes.iter().copied());
    let mut names = NameSection::new();
    names.functions(&map);
    let other = CustomSection { name: Cow::Borrowed("target_features"), data: Cow::Borrowed(b"kept") };
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&indexes).section(&code).section(&data);
    module.section(&names).section(&other);
    module.finish()
}

#[test]
fn functions_that_panic_become_traps_and_other_parts_stay() {
    let functions: [(&str, &[u8]); 4] = [
        ("core[c593]::panicking::panic_fmt", &[0, 1, 0x0b]),
        ("<alloc[3ca5]::vec::Vec<_, _>>::remove::assert_failed", &[0, 2, 0x0b]),
        ("std[a543]::panicking::panic_count::is_zero_slow_path", &[0, 3, 0x0b]),
        ("iotcentral_web::client::handle_error", &[0; 300]),
    ];
    let edited = without_messages_of_panics(&module(&functions, &[])).unwrap();
    let parts = Parts::of(&edited).unwrap();
    assert_eq!(parts.bodies, [TRAP, TRAP, &[0, 3, 0x0b], &[0; 300]]);
    assert_eq!(parts.names[&3], "iotcentral_web::client::handle_error");
    assert!(parts.sections.last().unwrap().data.ends_with(b"kept"));
}

#[test]
fn places_in_the_source_are_cleared_and_other_data_stays() {
    let text = b"src/json/mod.rs and more";
    let place = [ADDRESS, 15, 120, 9].map(u32::to_le_bytes).concat();
    let other = [ADDRESS, 24, 120, 9].map(u32::to_le_bytes).concat();
    let module = module(&[("core[c593]::panicking::panic", TRAP)], &[&text[..], &place, &other].concat());
    let edited = without_messages_of_panics(&module).unwrap();
    let data = Parts::of(&edited).unwrap().data;
    assert_eq!(data, [(ADDRESS as usize, &[&[0; 15][..], b" and more", &[0; 16], &other].concat()[..])]);
}

#[test]
fn functions_are_named_in_an_order_that_puts_like_ones_next_to_each_other() {
    let (long, like): (Vec<u8>, Vec<u8>) = ((0..60).collect(), (20..50).collect());
    let edited = name_by_likeness(&module(&[("a", &long), ("b", &[200; 20]), ("c", &like)], &[])).unwrap();
    let names = Parts::of(&edited).unwrap().names;
    assert_eq!([names[&0], names[&1], names[&2]], ["000000", "000002", "000001"]);
}

#[test]
fn what_is_no_module_is_an_error() {
    for bytes in [&b"not a module"[..], b"\0asm\x01\0\0\0\x0a\x05\x01"] {
        assert!(without_messages_of_panics(bytes).is_err());
    }
}
