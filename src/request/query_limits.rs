//! Checks the documented limits of a query before it is sent, because a rejected query still takes one of the few slots
//! that all clients of an application share. A query that is not clearly over a limit is sent: the service knows its
//! language better. Source: [How to use the IoT Central REST API to query
//! devices](https://learn.microsoft.com/azure/iot-central/core/howto-query-with-rest-api).

use crate::error::Error;

/// The maximal number of characters of a query.
pub(crate) const MAX_LENGTH: usize = 350;
/// The maximal number of selected items.
pub(crate) const MAX_ITEMS: usize = 15;
/// The maximal number of operators.
const MAX_OPERATORS: usize = 10;
/// The maximal number of rows of an answer.
pub(crate) const MAX_ROWS: usize = 10_000;

/// Returns an error if the query exceeds a limit.
pub(super) fn check(text: &str) -> Result<(), Error> {
    let length = text.chars().count();
    if length > MAX_LENGTH {
        return refuse(&["has ", &length.to_string(), " characters; the service takes ", &MAX_LENGTH.to_string()]);
    }
    // The documentation does not say whether a backslash escapes a quote in a string, so it is unknown where a string
    // ends.
    if text.as_bytes().contains(&b'\\') {
        return Ok(());
    }
    let mut counts = Counts::default();
    Tokens { rest: text }.for_each(|token| counts.add(token));
    counts.check()
}

/// The numbers of items, operators and rows, counted token by token.
#[derive(Default)]
struct Counts<'a> {
    clause: Clause,
    depth: usize,
    /// The previous token.
    before: &'a str,
    top: usize,
    commas: usize,
    comparisons: usize,
    connectives: usize,
    has_wildcard: bool,
    groups_by_id: bool,
}

#[derive(Default, PartialEq)]
enum Clause {
    #[default]
    Start,
    Select,
    From,
    Where,
    GroupBy,
    OrderBy,
}

impl<'a> Counts<'a> {
    fn add(&mut self, token: &'a str) {
        let before = std::mem::replace(&mut self.before, token);
        let is = |word: &str| token.eq_ignore_ascii_case(word);
        match token.as_bytes() {
            b"(" | b"[" => self.depth += 1,
            b")" | b"]" => self.depth = self.depth.saturating_sub(1),
            _ if is("select") => self.clause = Clause::Select,
            _ if is("from") => self.clause = Clause::From,
            _ if is("where") => self.clause = Clause::Where,
            _ if is("by") && before.eq_ignore_ascii_case("group") => self.clause = Clause::GroupBy,
            _ if is("by") && before.eq_ignore_ascii_case("order") => self.clause = Clause::OrderBy,
            _ => match self.clause {
                Clause::Select if before.eq_ignore_ascii_case("top") => self.top = token.parse().unwrap_or_default(),
                Clause::Select if self.depth == 0 => {
                    self.commas += usize::from(token == ",");
                    self.has_wildcard |= token == "*";
                }
                Clause::Where if is("and") || is("or") => self.connectives += 1,
                Clause::Where => {
                    self.comparisons += usize::from(is("in") || token.starts_with(['=', '!', '<', '>']));
                }
                Clause::GroupBy => self.groups_by_id |= is("$id"),
                _ => {}
            },
        }
    }

    fn check(&self) -> Result<(), Error> {
        let items = self.commas + 1;
        // The documentation speaks of "operators" and of "logical operations", so it is unclear whether both kinds
        // count together.
        let operators = self.comparisons.max(self.connectives);
        for (count, limit, what) in
            [(items, MAX_ITEMS, " items"), (operators, MAX_OPERATORS, " operators"), (self.top, MAX_ROWS, " rows")]
        {
            if count > limit {
                return refuse(&["asks for ", &count.to_string(), what, "; the service takes ", &limit.to_string()]);
            }
        }
        match (self.has_wildcard, self.groups_by_id) {
            (true, _) => refuse(&["selects `*`, which the service doesn't know: name each item"]),
            (_, true) => refuse(&["groups by $id, which the service can't: run a query for each device"]),
            _ => Ok(()),
        }
    }
}

fn refuse(why: &[&str]) -> Result<(), Error> {
    Err(Error::invalid("/query", &["query ", &why.concat()].concat()))
}

/// Iterates over the words, symbols and strings of a query.
struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_ascii_start();
        let bytes = text.as_bytes();
        let run = |is: fn(&u8) -> bool| bytes.iter().take_while(|byte| is(byte)).count();
        let length = match bytes.first()? {
            // An unclosed string reaches to the end of the text.
            quote @ (b'\'' | b'"') => 1 + bytes.iter().skip(1).take_while(|byte| *byte != quote).count() + 1,
            b'=' | b'!' | b'<' | b'>' => run(|byte| matches!(byte, b'=' | b'!' | b'<' | b'>')),
            b'(' | b')' | b'[' | b']' | b',' | b'*' => 1,
            _ => run(|byte| !byte.is_ascii_whitespace() && !b"'\"=!<>()[],*".contains(byte)),
        };
        let (token, rest) = text.split_at_checked(length).unwrap_or((text, ""));
        self.rest = rest;
        Some(token)
    }
}
