//! The TypeScript declarations of the model, printed from the same doc comments that rustdoc reads.

use std::fmt::Write;

use crate::json::{Map, Raw};

/// A type that TypeScript has too.
pub(crate) trait TypeScript {
    /// What TypeScript calls it.
    fn name() -> String;

    /// Adds its declaration, if it has one, and those of the types that it mentions.
    fn declare(_declarations: &mut Declarations) {}
}

/// The declarations so far, by name: of the types that are asked for, and of all types that they are made of.
#[derive(Default)]
pub(crate) struct Declarations(Vec<(&'static str, String)>);

impl Declarations {
    /// Adds a type's declaration, once, and then those of the types that it mentions.
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

/// Types without a declaration of their own.
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

/// A member of an interface: `required`, `optional`, `nullable` or `readonly`, its name, its type and its documentation.
pub(crate) type Member<'a> = (&'a str, &'a str, String, &'a [&'a str]);

pub(crate) fn interface(name: &str, extends: &str, docs: &[&str], members: &[Member<'_>]) -> String {
    let mut out = comment("", docs);
    let _ = writeln!(out, "export interface {name}{extends} {{");
    for (kind, key, ty, docs) in members {
        out += &comment("  ", docs);
        let modifier = if *kind == "readonly" { "readonly " } else { "" };
        let optional = if *kind == "required" { "" } else { "?" };
        let null = if *kind == "nullable" { " | null" } else { "" };
        // `@id` is no name.
        let quote = if key.starts_with('@') { "\"" } else { "" };
        let _ = writeln!(out, "  {modifier}{quote}{key}{quote}{optional}: {ty}{null};");
    }
    out + "}\n"
}

/// `string & {}` keeps the known values in an editor's completion while any other string stays allowed.
pub(crate) fn open_enum(name: &str, docs: &[&str], values: &[&str]) -> String {
    let values: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
    format!("{}export type {name} = {} | (string & {{}});\n", comment("", docs), values.join(" | "))
}

/// A union of interfaces, one for each variant: `LineChart` = `lineChart` with the members of `Chart` becomes
/// `LineChartConfiguration extends Chart`.
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
    // Rustdoc links have no meaning in TypeScript: [`Chart`] becomes `Chart`.
    let lines: Vec<String> = docs.iter().map(|line| line.trim_end().replace("[`", "`").replace("`]", "`")).collect();
    match lines.as_slice() {
        [] => String::new(),
        [line] => format!("{indent}/**{line} */\n"),
        lines => {
            let body: String = lines.iter().map(|line| format!("{indent} *{line}\n")).collect();
            format!("{indent}/**\n{body}{indent} */\n")
        }
    }
}
