//! Splits a query into tokens.

use std::{iter::Peekable, str::Chars};

use super::{QueryError, syntax::Placed};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A keyword, a name, a path, a template id or a duration; the parser decides which.
    Word(String),
    Text(String),
    Number(f64),
    Symbol(&'static str),
    End,
}

impl std::fmt::Display for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Word(word) => write!(formatter, "{word:?}"),
            Self::Text(text) => write!(formatter, "the string '{text}'"),
            Self::Number(number) => write!(formatter, "{number}"),
            Self::Symbol(symbol) => write!(formatter, "\"{symbol}\""),
            Self::End => formatter.write_str("the end"),
        }
    }
}

/// Symbols of two characters, before the shorter symbols with which they start.
const SYMBOLS: [&str; 11] = ["!=", "<>", ">=", "<=", "=", "<", ">", "(", ")", "[", "]"];

/// Returns the tokens of a query; the last one is [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<Placed<Token>>, QueryError> {
    let mut lexer = Lexer { rest: text.chars().peekable(), position: 1 };
    let mut tokens = Vec::new();
    loop {
        lexer.take_while(char::is_whitespace);
        let position = lexer.position;
        let token = lexer.token()?;
        let end = token == Token::End;
        tokens.push(Placed { position, value: token });
        if end {
            return Ok(tokens);
        }
    }
}

struct Lexer<'a> {
    rest: Peekable<Chars<'a>>,
    position: usize,
}

impl Lexer<'_> {
    fn token(&mut self) -> Result<Token, QueryError> {
        let position = self.position;
        let fail = |problem: String| Err(QueryError { position, problem });
        let Some(first) = self.next() else { return Ok(Token::End) };
        match first {
            ',' => Ok(Token::Symbol(",")),
            '\'' | '"' => {
                let text = self.take_while(|next| next != first);
                match self.next() {
                    Some(_) => Ok(Token::Text(text)),
                    None => fail(format!("the string is not closed by {first}")),
                }
            }
            '$' | '_' | 'a'..='z' | 'A'..='Z' => Ok(Token::Word(format!(
                "{first}{}",
                self.take_while(|next| next.is_ascii_alphanumeric() || "_.:;-".contains(next))
            ))),
            '-' | '0'..='9' => {
                let number = format!("{first}{}", self.take_while(|next| next.is_ascii_digit() || next == '.'));
                match number.parse() {
                    Ok(number) => Ok(Token::Number(number)),
                    Err(_) => fail(format!("{number:?} is not a number")),
                }
            }
            _ => {
                let pair: String = [Some(first), self.rest.peek().copied()].into_iter().flatten().collect();
                match SYMBOLS.into_iter().find(|symbol| pair.starts_with(symbol)) {
                    Some(symbol) => {
                        if symbol.len() == 2 {
                            self.next();
                        }
                        Ok(Token::Symbol(symbol))
                    }
                    None => fail(format!("unexpected {first:?}")),
                }
            }
        }
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest.next();
        self.position += usize::from(next.is_some());
        next
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(next) = self.rest.next_if(|next| wanted(*next)) {
            self.position += 1;
            taken.push(next);
        }
        taken
    }
}
