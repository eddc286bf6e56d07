//! Builds TypeScript from the declarations of `options!` and `output!`. wasm-bindgen puts it into the package's types.

/// Writes a doc comment from its lines.
macro_rules! comment {
    ($indent:literal $($line:literal)*) => { concat!($indent, "/**\n", $($indent, " *", $line, "\n",)* $indent, " */\n") };
}

/// Writes an interface: its doc comment and its head, and for each member the doc comment, the name, and the rest of
/// the line.
macro_rules! interface {
    (($($doc:literal)*) ($($head:tt)*) $(($($note:literal)*) $member:literal ($($rest:tt)*))*) => {
        #[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
        const _: &'static str = concat!(
            $crate::js::typescript::comment!("" $($doc)*), "export interface ", $($head)*, " {\n",
            $($crate::js::typescript::comment!("  " $($note)*), "  ", $member, $($rest)*, ";\n",)* "}\n",
        );
    };
}

pub(super) use {comment, interface};
