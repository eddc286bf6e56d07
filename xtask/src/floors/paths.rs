//! Which modules the text of a Rust file uses.

use std::collections::{BTreeMap, BTreeSet};

/// The modules in a file. Paths are as written: they start with `crate`, `super`, `self` or a child module.
#[derive(Default)]
pub(super) struct Module {
    /// The paths that the file uses.
    pub(super) uses: Vec<Vec<String>>,
    /// The re-exports by name. Users of a re-export don't use this file.
    pub(super) exports: BTreeMap<String, Vec<String>>,
    /// Child modules that exist only in tests.
    pub(super) test_children: BTreeSet<String>,
}

/// Reads the modules in a file's text.
pub(super) fn read_module(text: &str) -> Module {
    let tokens = Tokens(tokens(text));
    let children = (0..tokens.0.len()).filter(|at| tokens.get(*at) == "mod" && tokens.get(at + 2) == ";");
    let begins: BTreeSet<&str> = children.map(|at| tokens.get(at + 1)).chain(["crate", "super", "self"]).collect();
    let mut module = Module::default();
    let mut at = 0;
    while at < tokens.0.len() {
        let (before, next) = (tokens.before(at, 1), tokens.get(at + 1));
        if tokens.0.get(at..).is_some_and(|rest| rest.starts_with(&["#", "[", "cfg", "(", "test", ")", "]"])) {
            at = tokens.skip_item(at + 7, &mut module.test_children);
        } else if begins.contains(tokens.get(at)) && next == "::" && !["::", "in"].contains(&before) {
            let exports = before == "use" && ["pub", ")"].contains(&tokens.before(at, 2));
            let mut paths = Vec::new();
            at = tokens.read_tree(at, &[], &mut paths);
            for (name, path) in paths {
                // A module that only re-exports a child's items doesn't use the child.
                if !exports || path.first().is_some_and(|first| ["crate", "super"].contains(&first.as_str())) {
                    module.uses.push(path.clone());
                }
                if exports {
                    module.exports.insert(name, path);
                }
            }
        } else {
            at += 1;
        }
    }
    module
}

struct Tokens<'a>(Vec<&'a str>);

impl<'a> Tokens<'a> {
    /// Returns the token at an index; empty behind the last token.
    fn get(&self, at: usize) -> &'a str {
        self.0.get(at).copied().unwrap_or_default()
    }

    /// Returns the token a number of places before the current one; empty before the first token.
    fn before(&self, at: usize, places: usize) -> &'a str {
        at.checked_sub(places).map_or("", |at| self.get(at))
    }

    /// Skips an item that exists only in tests. Returns the start of the next item.
    fn skip_item(&self, mut at: usize, test_children: &mut BTreeSet<String>) -> usize {
        let mut depth = 0;
        while at < self.0.len() {
            let token = self.get(at);
            at += 1;
            match token {
                "mod" if self.get(at + 1) == ";" => drop(test_children.insert(self.get(at).to_owned())),
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            if depth == 0 && [";", "}"].contains(&token) {
                break;
            }
        }
        at
    }

    /// Reads a path, which may branch in braces, with the name of each branch. Returns the end of the path.
    fn read_tree(&self, mut at: usize, start: &[String], paths: &mut Vec<(String, Vec<String>)>) -> usize {
        let mut path = start.to_vec();
        loop {
            if self.get(at) == "{" {
                at += 1;
                while !["}", ""].contains(&self.get(at)) {
                    at = if self.get(at) == "," { at + 1 } else { self.read_tree(at, &path, paths) };
                }
                return at + 1;
            }
            path.push(self.get(at).to_owned());
            at += 1;
            if self.get(at) != "::" {
                break;
            }
            at += 1;
        }
        let mut name = path.last().cloned().unwrap_or_default();
        if self.get(at) == "as" {
            name = self.get(at + 1).to_owned();
            at += 2;
        }
        paths.push((name, path));
        at
    }
}

/// Splits a Rust text into names, `::` and single signs, without comments and literals. Slices the text only at
/// character boundaries.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = literal_length(rest) {
            length
        } else if is_name(first) {
            let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            tokens.extend(rest.get(..length));
            length
        } else {
            let length = if rest.starts_with("::") { 2 } else { first.len_utf8() };
            if !first.is_whitespace() {
                tokens.extend(rest.get(..length));
            }
            length
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    tokens
}

/// Returns the length of the string or character literal at the start of a text, if there is one.
fn literal_length(text: &str) -> Option<usize> {
    let plain = text.trim_start_matches(['b', 'c']);
    if let Some(raw) = plain.strip_prefix('r').filter(|raw| raw.trim_start_matches('#').starts_with('"')) {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let end = ["\"", &"#".repeat(hashes)].concat();
        let begin = text.len() - raw.len() + hashes + 1;
        return Some(text.get(begin..)?.find(&end).map_or(text.len(), |length| begin + length + end.len()));
    }
    let quote = plain.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
    let inside = plain.get(1..)?;
    // A quote without a closing quote after one character begins a lifetime.
    if quote == '\'' && !inside.starts_with('\\') && inside.chars().nth(1) != Some('\'') {
        return None;
    }
    let mut characters = inside.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => drop(characters.next()),
            _ if character == quote => return Some(text.len() - inside.len() + at + 1),
            _ => {}
        }
    }
    Some(text.len())
}
