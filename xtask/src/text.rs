//! Checks all text in the repository: lines end at column 120, sentences name who acts, and no conflict of a merge is
//! left.

use crate::shell::read;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

const COLUMNS: usize = 120;

/// A word without spaces that starts before this column and ends after `COLUMNS` can't be broken: usually a URL.
const FIRST_WORD: usize = 20;

/// Words that leave open who or what is meant, and names that were replaced by clearer ones.
const WORDS: [&str; 13] = [
    "nobody",
    "somebody",
    "anybody",
    "everybody",
    "whoever",
    "whomever",
    "whatever",
    "in doubt",
    "in_doubt",
    "foreign text",
    "is_passing",
    "patience_ms",
    "manners",
];

/// Text that is generated or was written elsewhere, and this list of words.
const UNCHECKED: [&str; 3] = ["pkg-tests/golden/", "xtask/src/notices/", "xtask/src/text.rs"];

/// Fails with a line for each place that breaks a rule. Reads the files that git tracks, and new ones that it doesn't
/// ignore.
pub(crate) fn check() -> Result<()> {
    let files = read(Command::new("git").args(["ls-files", "--cached", "--others", "--exclude-standard"]))?;
    let mut complaints = Vec::new();
    for path in files.lines().filter(|path| !UNCHECKED.iter().any(|start| path.starts_with(start))) {
        // git tracks a removed file until the removal is staged.
        let Some(kind) = Kind::of(path).filter(|_| Path::new(path).is_file()) else { continue };
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
        for (number, line) in (1..).zip(text.lines()) {
            complaints.extend(complaint(kind, line).map(|complaint| format!("{path}:{number}: {complaint}")));
        }
    }
    let list = complaints.join("\n  ");
    ensure!(
        complaints.is_empty(),
        "text breaks the rules of xtask/src/text.rs in {} lines:\n  {list}",
        complaints.len()
    );
    Ok(())
}

/// The kind of a file, by its extension.
#[derive(Clone, Copy)]
enum Kind {
    /// Text and style sheets: all lines have a maximum width.
    Text,
    /// Code with this comment sign. Only lines with a comment are checked: formatters limit the others, except for
    /// string literals, which can't be broken.
    Code(&'static str),
}

impl Kind {
    fn of(path: &str) -> Option<Self> {
        match path.rsplit('.').next()? {
            "css" | "md" | "txt" => Some(Self::Text),
            "cts" | "js" | "mjs" | "rs" | "ts" | "tsx" => Some(Self::Code("//")),
            "html" => Some(Self::Code("<!--")),
            "sh" | "toml" | "yml" => Some(Self::Code("#")),
            _ => None,
        }
    }

    /// Whether a line has a maximum width. Table rows have none, because they can't be broken.
    fn limits(self, line: &str) -> bool {
        let start = line.trim_start();
        if start.trim_start_matches(['/', '!', '*', ' ']).starts_with('|') {
            return false;
        }
        match self {
            Self::Text => true,
            Self::Code(sign) => {
                let starts = [sign, "/*", "* "].iter().any(|sign| start.starts_with(sign));
                starts || line.contains(&format!(" {sign} "))
            }
        }
    }
}

/// Returns the rule that a line breaks.
fn complaint(kind: Kind, line: &str) -> Option<String> {
    if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
        return Some("is a marker of a merge conflict".to_owned());
    }
    let columns = line.chars().count();
    let can_be_broken = line.chars().skip(FIRST_WORD).any(|character| character == ' ');
    if columns > COLUMNS && can_be_broken && kind.limits(line) {
        return Some(format!("is {columns} columns wide, and {COLUMNS} is the limit"));
    }
    let line = line.to_lowercase();
    let word = WORDS.iter().find(|word| has_word(&line, word))?;
    Some(format!("says \"{word}\": name who or what is meant"))
}

/// Whether a text contains a word, and not only as a part of another.
fn has_word(text: &str, word: &str) -> bool {
    let is_end = |character: Option<char>| character.is_none_or(|character| !character.is_alphanumeric());
    text.match_indices(word).any(|(place, _)| {
        let before = text.get(..place).and_then(|text| text.chars().next_back());
        let after = text.get(place + word.len()..).and_then(|text| text.chars().next());
        is_end(before) && is_end(after)
    })
}

#[cfg(test)]
mod tests {
    use super::{Kind, complaint};

    fn breaks(path: &str, line: &str) -> bool {
        complaint(Kind::of(path).expect("a kind of text"), line).is_some()
    }

    #[test]
    fn comments_and_prose_end_at_the_limit() {
        let words = "word ".repeat(30);
        for (path, line) in [
            ("a.md", words.clone()),
            ("a.css", words.clone()),
            ("a.rs", format!("/// {words}")),
            ("a.ts", format!("let a = 1; // {words}")),
            ("a.ts", format!(" * {words}")),
            ("a.toml", format!("a = 1  # {words}")),
        ] {
            assert!(breaks(path, &line), "{path}: {line}");
        }
        let full = format!("{}{}", "word ".repeat(23), "ä".repeat(5));
        assert!(!breaks("a.md", &full), "120 characters of more bytes");
        assert!(breaks("a.md", &format!("{full}.")));
    }

    #[test]
    fn what_cannot_be_broken_may_be_longer() {
        let words = "word ".repeat(30);
        let address = format!("https://example.com/{}", "a".repeat(120));
        for (path, line) in [
            ("a.md", format!("| {words} |")),
            ("a.rs", format!("//! | {words} |")),
            ("a.md", format!("- {address}")),
            ("a.rs", format!("    // {address}")),
            ("a.rs", format!("    let text = \"{words}\";")),
            ("a.toml", format!("description = \"{words}\"")),
        ] {
            assert!(!breaks(path, &line), "{path}: {line}");
        }
    }

    #[test]
    fn markers_of_a_conflict_are_found() {
        assert!(breaks("a.md", &["<<<<<<<", " HEAD"].concat()));
        assert!(!breaks("a.md", "======="));
    }

    #[test]
    fn words_that_name_no_one_are_found_as_words() {
        assert!(breaks("a.md", "Whoever calls it"));
        assert!(breaks("a.rs", "fn a_call_that_nobody_hears() {}"));
        assert!(breaks("a.rs", "// it is nobody's"));
        assert!(!breaks("a.rs", "let whatevers = 1;"));
        assert!(!breaks("a.md", "The caller decides."));
    }
}
