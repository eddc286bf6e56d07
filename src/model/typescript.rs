//! Prints the TypeScript declarations of the model from the same doc comments that rustdoc reads.

use std::fmt::Write;

use crate::json::{Map, Raw};

/// A type with a counterpart in TypeScript.
pub(crate) trait TypeScript {
    /// Returns the name of the type in TypeScript.
    fn name() -> String;

    /// Adds the declaration of the type, if it has one, and those of the types that it refers to.
    fn declare(_declarations: &mut Declarations) {}
}

/// The declarations that have been added, by name.
#[derive(Default)]
pub(crate) struct Declarations(Vec<(&'static str, String)>);

impl Declarations {
    /// Adds a type's declaration once, then those of the types that it refers to.
    pub(crate) fn add(&mut self, name: &'static str, text: String, mentioned: &[fn(&mut Self)]) {
        if self.0.iter().all(|(known, _)| *known != name) {
            self.0.push((name, text));
            mentioned.iter().for_each(|declare| declare(self));
        }
    }

    pub(crate) fn text(&self) -> String {
        let texts: Vec<&str> = self.0.iter().map(|(_, text)| text.as_str()).collect();
        texts.join("\n")
    }
}

/// Implements the trait for types without a declaration of their own.
macro_rules! built_in {
    ($($ty:ty = $name:literal,)*) => {
        $( impl TypeScript for $ty {
            fn name() -> String {
                $name.to_owned()
            }
        } )*
    };
}

built_in! {
    String = "string",
    bool = "boolean",
    f64 = "number",
    Raw = "unknown",
}

impl<T: TypeScript> TypeScript for Vec<T> {
    fn name() -> String {
        format!("{}[]", T::name())
    }

    fn declare(declarations: &mut Declarations) {
        T::declare(declarations);
    }
}

impl<T: TypeScript> TypeScript for Map<T> {
    fn name() -> String {
        format!("{{ [name: string]: {} }}", T::name())
    }

    fn declare(declarations: &mut Declarations) {
        T::declare(declarations);
    }
}

/// A member of an interface: its kind (`required`, `optional`, `nullable` or `readonly`), name, type and documentation.
pub(crate) type Member<'a> = (&'a str, &'a str, String, &'a [&'a str]);

pub(crate) fn interface(name: &str, extends: &str, docs: &[&str], members: &[Member<'_>]) -> String {
    let mut out = comment("", docs);
    let _ = writeln!(out, "export interface {name}{extends} {{");
    for (kind, key, ty, docs) in members {
        out += &comment("  ", docs);
        let modifier = if *kind == "readonly" { "readonly " } else { "" };
        let optional = if *kind == "required" { "" } else { "?" };
        let null = if *kind == "nullable" { " | null" } else { "" };
        // A name such as `@id` must be quoted.
        let quote = if key.starts_with('@') { "\"" } else { "" };
        let _ = writeln!(out, "  {modifier}{quote}{key}{quote}{optional}: {ty}{null};");
    }
    out + "}\n"
}

/// Prints a union of string literals. `string & {}` allows any other string, while editors still offer the known
/// values.
pub(crate) fn open_enum(name: &str, docs: &[&str], values: &[&str]) -> String {
    let values: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
    format!("{}export type {name} = {} | (string & {{}});\n", comment("", docs), values.join(" | "))
}

/// Prints a union with an interface for each variant: the variant `LineChart`, whose `type` is `lineChart` and whose
/// members are those of `Chart`, becomes `LineChartConfiguration extends Chart`.
pub(crate) fn tagged(name: &str, suffix: &str, docs: &[&str], variants: &[(&str, &str, String, &[&str])]) -> String {
    let mut out = String::new();
    let mut names = Vec::new();
    for (variant, text, members, docs) in variants {
        let interface_name = format!("{variant}{suffix}");
        let tag = [("required", "type", format!("\"{text}\""), &[][..])];
        out += &interface(&interface_name, &format!(" extends {members}"), docs, &tag);
        out.push('\n');
        names.push(format!("\n  | {interface_name}"));
    }
    let _ = writeln!(out, "{}export type {name} ={};", comment("", docs), names.concat());
    out
}

fn comment(indent: &str, docs: &[&str]) -> String {
    // The examples at the end are Rust.
    let docs = docs.iter().map(|line| line.trim_end()).take_while(|line| !line.ends_with("```"));
    // TypeScript has no rustdoc links: [`Chart`] becomes `Chart`.
    let mut lines: Vec<String> = docs.map(|line| line.replace("[`", "`").replace("`]", "`")).collect();
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    match lines.as_slice() {
        [] => String::new(),
        [line] => format!("{indent}/**{line} */\n"),
        lines => {
            let body: String = lines.iter().map(|line| format!("{indent} *{line}\n")).collect();
            format!("{indent}/**\n{body}{indent} */\n")
        }
    }
}
