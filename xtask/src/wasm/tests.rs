use super::{CODE, DATA, HEADER, I32_CONST, TRAP, function_names, write_number, write_signed, write_text};
use super::{bodies, name_by_likeness, section, sections, segments, without_messages_of_panics};

/// The address of the data. Its bits are those of a negative number if the sign is left out.
const ADDRESS: usize = 0x1f_fff0;

/// A module that imports one function, and has functions with these names and bodies and one segment of data.
fn module(functions: &[(&str, &[u8])], bytes: &[u8]) -> Vec<u8> {
    let mut imports = vec![1];
    write_text(&mut imports, "glue");
    write_text(&mut imports, "imported");
    imports.extend([0, 0]);

    let (mut code, mut map) = (Vec::new(), Vec::new());
    write_number(&mut code, functions.len());
    write_number(&mut map, functions.len());
    for (index, (name, body)) in functions.iter().enumerate() {
        write_number(&mut code, body.len());
        code.extend(*body);
        write_number(&mut map, index + 1);
        write_text(&mut map, name);
    }
    let mut names = b"\x04name\x01".to_vec();
    write_number(&mut names, map.len());
    names.extend(map);

    let mut data = vec![1, 0, I32_CONST];
    write_signed(&mut data, ADDRESS);
    data.push(0x0b);
    write_number(&mut data, bytes.len());
    data.extend(bytes);

    let mut module = HEADER.to_vec();
    for (id, content) in [(2, imports), (CODE, code), (DATA, data), (0, names)] {
        module.push(id);
        write_number(&mut module, content.len());
        module.extend(content);
    }
    module
}

#[test]
fn functions_that_panic_become_traps_and_others_stay() {
    let functions: [(&str, &[u8]); 4] = [
        ("core[c593]::panicking::panic_fmt", &[0, 1, 0x0b]),
        ("<alloc[3ca5]::vec::Vec<_, _>>::remove::assert_failed", &[0, 2, 0x0b]),
        ("std[a543]::panicking::panic_count::is_zero_slow_path", &[0, 3, 0x0b]),
        ("iotcentral_web::client::handle_error", &[0; 300]),
    ];
    let module = module(&functions, &[]);
    let edited = without_messages_of_panics(&module).unwrap();
    let sections = sections(&edited).unwrap();
    let code = section(&sections, CODE).unwrap();
    assert_eq!(bodies(code).unwrap(), [TRAP, TRAP, &[0, 3, 0x0b], &[0; 300]]);
    assert_eq!(function_names(&sections).unwrap()[&4], "iotcentral_web::client::handle_error");
}

#[test]
fn places_in_the_source_are_cleared_and_other_data_stays() {
    let text = b"src/json/mod.rs and more";
    let number = |number: usize| (number as u32).to_le_bytes();
    let place = [number(ADDRESS), number(15), number(120), number(9)].concat();
    let other = [number(ADDRESS), number(24), number(120), number(9)].concat();
    let module = module(&[("core[c593]::panicking::panic", TRAP)], &[&text[..], &place, &other].concat());
    let edited = without_messages_of_panics(&module).unwrap();
    let sections = sections(&edited).unwrap();
    let segments = segments(section(&sections, DATA).unwrap()).unwrap();
    assert_eq!(segments, [(ADDRESS, &[&[0; 15][..], b" and more", &[0; 16], &other].concat()[..])]);
}

#[test]
fn functions_are_named_in_an_order_that_puts_like_ones_next_to_each_other() {
    let (long, like): (Vec<u8>, Vec<u8>) = ((0..60).collect(), (20..50).collect());
    let module = module(&[("a", &long), ("b", &[200; 20]), ("c", &like)], &[]);
    let edited = name_by_likeness(&module).unwrap();
    let names = function_names(&sections(&edited).unwrap()).unwrap();
    assert_eq!([names[&1], names[&2], names[&3]], ["000000", "000002", "000001"]);
}

#[test]
fn what_is_no_module_is_an_error() {
    for bytes in [&b"not a module"[..], b"\0asm\x01\0\0\0\x0a\x05\x01"] {
        assert!(without_messages_of_panics(bytes).is_err());
    }
}
