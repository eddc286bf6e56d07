//! Which modules the text of a Rust file uses.

use std::collections::{BTreeMap, BTreeSet};

/// What a file says of modules. Paths are as they are written: from `crate`, `super`, `self` or a child on.
#[derive(Default)]
pub(super) struct Module {
    /// What it uses.
    pub(super) uses: Vec<Vec<String>>,
    /// What it re-exports, by name: users of that don't use this file.
    pub(super) exports: BTreeMap<String, Vec<String>>,
    /// Children that are there in tests alone.
    pub(super) test_children: BTreeSet<String>,
}

/// Reads a file.
pub(super) fn read_module(text: &str) -> Module {
    let tokens = tokens(text);
    let children = tokens.windows(3).filter(|window| window[0] == "mod" && window[2] == ";").map(|window| window[1]);
    let begins: BTreeSet<&str> = children.chain(["crate", "super", "self"]).collect();
    let mut module = Module::default();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..].starts_with(&["#", "[", "cfg", "(", "test", ")", "]"]) {
            at = skip_item(&tokens, at + 7, &mut module.test_children);
            continue;
        }
        let before = at.checked_sub(1).map_or("", |before| tokens[before]);
        let is_path =
            begins.contains(tokens[at]) && tokens.get(at + 1) == Some(&"::") && !["::", "in"].contains(&before);
        let exports = before == "use" && at.checked_sub(2).is_some_and(|at| ["pub", ")"].contains(&tokens[at]));
        if is_path {
            let mut paths = Vec::new();
            at = read_tree(&tokens, at, &[], &mut paths);
            for (name, path) in paths {
                // A parent that hands on what its child has doesn't use the child.
                if !exports || matches!(path[0].as_str(), "crate" | "super") {
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

/// Skips an item that is there in tests alone; gives where the next one begins.
fn skip_item(tokens: &[&str], mut at: usize, test_children: &mut BTreeSet<String>) -> usize {
    let mut depth = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match *token {
            "mod" if tokens.get(at + 1) == Some(&";") => drop(test_children.insert(tokens[at].to_owned())),
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 && [";", "}"].contains(token) {
            break;
        }
    }
    at
}

/// Reads a path, which may branch in braces, with the name that each branch goes by; gives where it ends.
fn read_tree(tokens: &[&str], mut at: usize, start: &[String], paths: &mut Vec<(String, Vec<String>)>) -> usize {
    let mut path = start.to_vec();
    while let Some(token) = tokens.get(at) {
        match *token {
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| *token != "}") {
                    at = if tokens[at] == "," { at + 1 } else { read_tree(tokens, at, &path, paths) };
                }
                return at + 1;
            }
            name => path.push(name.to_owned()),
        }
        at += 1;
        if tokens.get(at) != Some(&"::") {
            break;
        }
        at += 1;
    }
    let mut name = path.last().cloned().unwrap_or_default();
    if tokens.get(at) == Some(&"as") {
        name = tokens.get(at + 1).map_or(name, |alias| (*alias).to_owned());
        at += 2;
    }
    paths.push((name, path));
    at
}

/// Names, `::`, and single signs of a Rust text, without comments and literals.
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
            tokens.push(&rest[..length]);
            length
        } else {
            let length = if rest.starts_with("::") { 2 } else { first.len_utf8() };
            if !first.is_whitespace() {
                tokens.push(&rest[..length]);
            }
            length
        };
        rest = &rest[length..];
    }
    tokens
}

/// How long the string or character is that a text begins with, where it begins with one.
fn literal_length(text: &str) -> Option<usize> {
    let plain = text.trim_start_matches(['b', 'c']);
    let raw = plain.strip_prefix('r').filter(|raw| raw.trim_start_matches('#').starts_with('"'));
    if let Some(raw) = raw {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let end = ["\"", &"#".repeat(hashes)].concat();
        let begin = text.len() - raw.len() + hashes + 1;
        return Some(text[begin..].find(&end).map_or(text.len(), |length| begin + length + end.len()));
    }
    let quote = plain.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
    let mut inside = plain[1..].char_indices();
    // A quote that nothing closes behind one character begins a lifetime.
    if quote == '\'' && !plain[1..].starts_with('\\') && plain[1..].chars().nth(1) != Some('\'') {
        return None;
    }
    while let Some((at, c)) = inside.next() {
        if c == quote {
            return Some(text.len() - plain.len() + 1 + at + 1);
        }
        if c == '\\' {
            inside.next();
        }
    }
    Some(text.len())
}
