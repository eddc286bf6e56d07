use super::{CODE, function_names, write_number, write_text};
use super::{HEADER, TRAP, bodies, name_by_likeness, section, sections, without_messages_of_panics};

/// A module that imports one function and has functions with these names and bodies.
fn module(functions: &[(&str, &[u8])]) -> Vec<u8> {
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

    let mut module = HEADER.to_vec();
    for (id, content) in [(2, imports), (CODE, code), (0, names)] {
        module.push(id);
        write_number(&mut module, content.len());
        module.extend(content);
    }
    module
}

#[test]
fn functions_that_panic_become_traps_and_others_stay() {
    let module = module(&[
        ("core[c593]::panicking::panic_fmt", &[0, 1, 0x0b]),
        ("<alloc[3ca5]::vec::Vec<_, _>>::remove::assert_failed", &[0, 2, 0x0b]),
        ("std[a543]::panicking::panic_count::is_zero_slow_path", &[0, 3, 0x0b]),
        ("iotcentral_web::client::handle_error", &[0; 300]),
    ]);
    let edited = without_messages_of_panics(&module).unwrap();
    let sections = sections(&edited).unwrap();
    let code = section(&sections, CODE).unwrap();
    assert_eq!(bodies(code).unwrap(), [TRAP, TRAP, &[0, 3, 0x0b], &[0; 300]]);
    assert_eq!(function_names(&sections).unwrap()[&4], "iotcentral_web::client::handle_error");
}

#[test]
fn functions_are_named_in_an_order_that_puts_like_ones_next_to_each_other() {
    let (long, like): (Vec<u8>, Vec<u8>) = ((0..60).collect(), (20..50).collect());
    let module = module(&[("a", &long), ("b", &[200; 20]), ("c", &like)]);
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
