//! Parses tokens to a [`Query`].

use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};
use serde_json::Value;

use super::{
    MAX_ITEMS, MAX_OPERATORS, MAX_ROWS, QueryError, aliases,
    lexer::{Token, tokens},
    syntax::{Condition, Function, Item, Operand, Operator, Order, Placed, Query, Range},
};

const FUNCTIONS: [(&str, Function); 7] = [
    ("sum", Function::Sum),
    ("max", Function::Max),
    ("min", Function::Min),
    ("count", Function::Count),
    ("avg", Function::Avg),
    ("first", Function::First),
    ("last", Function::Last),
];

const OPERATORS: [(&str, Operator); 7] = [
    ("=", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("<>", Operator::NotEqual),
    ("<", Operator::Less),
    ("<=", Operator::LessOrEqual),
    (">", Operator::Greater),
    (">=", Operator::GreaterOrEqual),
];

/// Parses `SELECT [TOP n] item, … FROM template [WHERE … AND … OR …] [GROUP BY WINDOW(…)] [ORDER BY x [ASC|DESC]]`.
pub(super) fn parse(text: &str) -> Result<Query, QueryError> {
    let mut query = Parser { tokens: tokens(text)?, next: 0, operators_left: MAX_OPERATORS }.query()?;
    aliases::resolve(&mut query)?;
    Ok(query)
}

/// The service's message about the filter of a device group.
pub(crate) const ONLY_PROPERTIES: &str =
    "a device group's filter can only reference properties and can't contain nested conditions";

/// Parses the filter of a device group: `SELECT * FROM devices [WHERE … AND … OR …]`.
pub(crate) fn parse_filter(text: &str) -> Result<Vec<Vec<Condition>>, QueryError> {
    // Queries have no wildcard, so the lexer does not know `*`.
    let Some((before, after)) = text.split_once('*').filter(|(before, _)| before.trim().eq_ignore_ascii_case("select"))
    else {
        return Err(QueryError { position: 1, problem: "expected SELECT * FROM devices".into() });
    };
    let mut parser = Parser { tokens: tokens(after)?, next: 0, operators_left: usize::MAX };
    parser.filter().map_err(|error| QueryError { position: error.position + before.chars().count() + 1, ..error })
}

struct Parser {
    tokens: Vec<Placed<Token>>,
    next: usize,
    /// The number of further AND and OR that are allowed.
    operators_left: usize,
}

impl Parser {
    fn query(&mut self) -> Result<Query, QueryError> {
        self.keyword("SELECT")?;
        let top = if self.accept("TOP") { Some(self.top()?) } else { None };
        let items = self.items()?;
        self.keyword("FROM")?;
        let template = self.word("a device template id")?;
        let alternatives = if self.accept("WHERE") { self.alternatives()? } else { Vec::new() };
        let window = if self.accept("GROUP") { Some(self.window()?) } else { None };
        let order = if self.accept("ORDER") { Some(self.order()?) } else { None };
        match self.peek() {
            Token::End => Ok(Query { top, items, template, alternatives, window, order }),
            _ => self.expected("AND, OR, GROUP BY, ORDER BY or the end, in this order"),
        }
    }

    fn top(&mut self) -> Result<usize, QueryError> {
        match self.peek() {
            Token::Number(rows) if rows.fract() == 0.0 && (1.0..=MAX_ROWS as f64).contains(rows) => {
                let rows = *rows as usize;
                self.advance();
                Ok(rows)
            }
            _ => self.expected(&format!("a whole number from 1 to {MAX_ROWS}")),
        }
    }

    fn items(&mut self) -> Result<Vec<Item>, QueryError> {
        let mut items = Vec::new();
        loop {
            if items.len() == MAX_ITEMS {
                return self.fail(format!("SELECT takes at most {MAX_ITEMS} items"));
            }
            items.push(self.item()?);
            if !self.accept_symbol(",") {
                return Ok(items);
            }
        }
    }

    fn item(&mut self) -> Result<Item, QueryError> {
        let word = self.word("an item: $id, $ts, a telemetry, a property or an aggregate")?;
        let (function, operand, mut name) = if self.accept_symbol("(") {
            let Some((prefix, function)) =
                FUNCTIONS.into_iter().find(|(name, _)| word.value.eq_ignore_ascii_case(name))
            else {
                let problem =
                    format!("{} is no aggregate; there are SUM, MAX, MIN, COUNT, AVG, FIRST, LAST", word.value);
                return Err(QueryError { position: word.position, problem });
            };
            let path = self.word("a telemetry")?;
            self.symbol(")")?;
            // The service does not document the name of an average of a component's telemetry; the emulator uses the
            // path.
            let name = format!("{prefix}_{}", path.value);
            (Some(function), operand(path)?, name)
        } else {
            let name = word.value.clone();
            (None, operand(word)?, name)
        };
        if self.accept("AS") {
            name = self.word("an alias")?.value;
        }
        Ok(Item { name, function, operand })
    }

    /// Parses the part after `SELECT *`.
    fn filter(&mut self) -> Result<Vec<Vec<Condition>>, QueryError> {
        self.keyword("FROM")?;
        self.keyword("devices")?;
        let alternatives = if self.accept("WHERE") { self.alternatives()? } else { Vec::new() };
        for condition in alternatives.iter().flatten() {
            let (position, what) = match condition {
                Condition::Within(Placed { position, .. }) => (position, "WITHIN_WINDOW is for telemetry"),
                Condition::Compare { operand: Placed { position, value: Operand::Timestamp }, .. } => {
                    (position, "$ts is for telemetry")
                }
                Condition::Compare { listed: Some(position), .. } => (position, "write x = 1 OR x = 2 instead of IN"),
                Condition::Compare { .. } => continue,
            };
            return Err(QueryError { position: *position, problem: format!("{ONLY_PROPERTIES}: {what}") });
        }
        if *self.peek() == Token::End { Ok(alternatives) } else { self.expected("AND, OR or the end") }
    }

    /// Parses conditions: AND binds tighter than OR. Parentheses are not documented.
    fn alternatives(&mut self) -> Result<Vec<Vec<Condition>>, QueryError> {
        let mut alternatives = Vec::new();
        loop {
            let mut conditions = vec![self.condition()?];
            while self.accept("AND") {
                self.count_operator()?;
                conditions.push(self.condition()?);
            }
            alternatives.push(conditions);
            if !self.accept("OR") {
                return Ok(alternatives);
            }
            self.count_operator()?;
        }
    }

    fn condition(&mut self) -> Result<Condition, QueryError> {
        let word = self.word("a condition: WITHIN_WINDOW, $id or a telemetry")?;
        if word.value.eq_ignore_ascii_case("WITHIN_WINDOW") {
            let range = self.range()?;
            return Ok(Condition::Within(Placed { position: word.position, value: range }));
        }
        let operand = operand(word)?;
        let position = self.position();
        if self.accept("IN") {
            let values = self.list()?;
            return Ok(Condition::Compare { operand, operator: Operator::Equal, values, listed: Some(position) });
        }
        let operator = match self.peek() {
            Token::Symbol(symbol) => OPERATORS.into_iter().find(|(text, _)| text == symbol),
            _ => None,
        };
        let Some((_, operator)) = operator else { return self.expected("=, !=, <>, <, <=, >, >= or IN") };
        self.advance();
        let value = match operand.value {
            Operand::Timestamp => self.time()?,
            _ => self.null_or_literal(operator)?,
        };
        Ok(Condition::Compare { operand, operator, values: vec![value], listed: None })
    }

    /// Parses `'2026-01-01T00:00:00Z'`, with which `$ts` is compared, to milliseconds since 1970.
    fn time(&mut self) -> Result<Value, QueryError> {
        let moment = if let Token::Text(text) = self.peek() { text.parse::<Timestamp>().ok() } else { None };
        let Some(moment) = moment else { return self.expected("an RFC 3339 time, like '2026-01-01T00:00:00Z'") };
        self.advance();
        Ok(Value::from(moment.as_nanosecond() as f64 / 1e6))
    }

    /// Parses a value. NULL stands for a value that a message or a device lacks.
    fn null_or_literal(&mut self, operator: Operator) -> Result<Value, QueryError> {
        match operator {
            Operator::Equal | Operator::NotEqual if self.accept("NULL") => Ok(Value::Null),
            _ => self.literal(),
        }
    }

    /// Parses `(PT30M)` or `('2026-01-01T00:00:00Z/2026-01-02T00:00:00Z')`.
    fn range(&mut self) -> Result<Range, QueryError> {
        self.symbol("(")?;
        let range = match self.peek() {
            Token::Text(text) => {
                let ends = text.split_once('/').and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
                match ends {
                    Some((from, to)) if from <= to => Range::Between(from, to),
                    Some::<(Timestamp, Timestamp)>(_) => return self.fail("the window ends before it starts"),
                    None => return self.expected("two RFC 3339 times as 'from/to'"),
                }
            }
            _ => {
                let duration = self.duration()?;
                self.symbol(")")?;
                return Ok(Range::Last(duration));
            }
        };
        self.advance();
        self.symbol(")")?;
        Ok(range)
    }

    /// Parses `['a', 'b']`.
    fn list(&mut self) -> Result<Vec<Value>, QueryError> {
        self.symbol("[")?;
        let mut values = vec![self.literal()?];
        while self.accept_symbol(",") {
            values.push(self.literal()?);
        }
        self.symbol("]")?;
        Ok(values)
    }

    fn literal(&mut self) -> Result<Value, QueryError> {
        let value = match self.peek() {
            Token::Text(text) => Value::from(text.clone()),
            Token::Number(number) => Value::from(*number),
            Token::Word(word) if word.eq_ignore_ascii_case("true") => Value::Bool(true),
            Token::Word(word) if word.eq_ignore_ascii_case("false") => Value::Bool(false),
            _ => return self.expected("a number, a quoted string, true or false"),
        };
        self.advance();
        Ok(value)
    }

    /// Parses `BY WINDOW(PT10M)`.
    fn window(&mut self) -> Result<SignedDuration, QueryError> {
        self.keyword("BY")?;
        self.keyword("WINDOW")?;
        self.symbol("(")?;
        let window = self.duration()?;
        self.symbol(")")?;
        Ok(window)
    }

    fn duration(&mut self) -> Result<SignedDuration, QueryError> {
        let word = self.word("an ISO 8601 duration, like PT30M or P1D")?;
        let span = word.value.parse::<Span>().and_then(|span| span.to_duration(SpanRelativeTo::days_are_24_hours()));
        match span {
            Ok(duration) if duration >= SignedDuration::from_secs(1) => Ok(duration),
            _ => {
                let problem = format!(
                    "expected an ISO 8601 duration of a second or more, like PT30M or P1D, found {:?}",
                    word.value
                );
                Err(QueryError { position: word.position, problem })
            }
        }
    }

    /// Parses `BY x [ASC|DESC]`.
    fn order(&mut self) -> Result<Order, QueryError> {
        self.keyword("BY")?;
        let name = self.word("what to order by")?;
        let operand = operand(name.clone())?;
        let descending = self.accept("DESC");
        if !descending {
            self.accept("ASC");
        }
        Ok(Order { name, operand, descending })
    }

    fn count_operator(&mut self) -> Result<(), QueryError> {
        match self.operators_left.checked_sub(1) {
            Some(left) => self.operators_left = left,
            None => return self.fail(format!("WHERE takes at most {MAX_OPERATORS} logical operators, AND and OR")),
        }
        Ok(())
    }

    fn keyword(&mut self, keyword: &str) -> Result<(), QueryError> {
        if self.accept(keyword) { Ok(()) } else { self.expected(keyword) }
    }

    fn accept(&mut self, keyword: &str) -> bool {
        let found = matches!(self.peek(), Token::Word(word) if word.eq_ignore_ascii_case(keyword));
        if found {
            self.advance();
        }
        found
    }

    fn symbol(&mut self, symbol: &str) -> Result<(), QueryError> {
        if self.accept_symbol(symbol) { Ok(()) } else { self.expected(&format!("\"{symbol}\"")) }
    }

    fn accept_symbol(&mut self, symbol: &str) -> bool {
        let found = matches!(self.peek(), Token::Symbol(found) if *found == symbol);
        if found {
            self.advance();
        }
        found
    }

    fn word(&mut self, what: &str) -> Result<Placed<String>, QueryError> {
        let position = self.position();
        let Token::Word(word) = self.peek() else { return self.expected(what) };
        let value = word.clone();
        self.advance();
        Ok(Placed { position, value })
    }

    fn peek(&self) -> &Token {
        self.tokens.get(self.next).map_or(&Token::End, |token| &token.value)
    }

    fn position(&self) -> usize {
        self.tokens.get(self.next).map_or(0, |token| token.position)
    }

    fn advance(&mut self) {
        self.next += 1;
    }

    fn expected<T>(&self, what: &str) -> Result<T, QueryError> {
        self.fail(format!("expected {what}, found {}", self.peek()))
    }

    fn fail<T>(&self, problem: impl Into<String>) -> Result<T, QueryError> {
        Err(QueryError { position: self.position(), problem: problem.into() })
    }
}

fn operand(Placed { position, value }: Placed<String>) -> Result<Placed<Operand>, QueryError> {
    let operand = match value.to_ascii_lowercase().as_str() {
        "$id" => Operand::Id,
        "$ts" => Operand::Timestamp,
        "$provisioned" => Operand::Flag("provisioned"),
        "$simulated" => Operand::Flag("simulated"),
        "$template" => Operand::Template,
        name if name.starts_with('$') => {
            let problem = format!("there is no {value}; there are $id, $ts, $provisioned and $simulated");
            return Err(QueryError { position, problem });
        }
        _ => Operand::Path(value),
    };
    Ok(Placed { position, value: operand })
}
