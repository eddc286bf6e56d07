//! TypeScript out of the declarations that the code works by. wasm-bindgen puts it into the package's types.

/// A doc comment from its lines.
macro_rules! comment {
    ($indent:literal $($line:literal)*) => { concat!($indent, "/**\n", $($indent, " *", $line, "\n",)* $indent, " */\n") };
}

/// An interface: its doc comment, its head, and of each member the doc comment, the name, and what follows the name.
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
