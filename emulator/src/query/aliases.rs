//! The aliases of a query's items.

use super::{
    QueryError,
    syntax::{Condition, Item, Operand, Query},
};

/// Replaces aliases by their items. An alias may stand for an item anywhere, but must not be the name of another item.
pub(super) fn resolve(query: &mut Query) -> Result<(), QueryError> {
    for (index, item) in query.items.iter().enumerate() {
        let same = |other: &&Item| other.operand.value == item.operand.value && other.function == item.function;
        if query.items.iter().take(index).any(|other| other.name == item.name && !same(&other)) {
            let problem = format!("two items are called {}; name one of them otherwise, with AS", item.name);
            return Err(QueryError { position: item.operand.position, problem });
        }
    }
    for item in &query.items {
        let Operand::Path(path) = &item.operand.value else { continue };
        if item.function.is_none() && item.name != *path && query.items.iter().any(|other| names(other, &item.name)) {
            let problem = format!("the alias {} is what another item selects; choose another name", item.name);
            return Err(QueryError { position: item.operand.position, problem });
        }
    }
    for condition in query.alternatives.iter_mut().flatten() {
        let Condition::Compare { operand, .. } = condition else { continue };
        let Operand::Path(path) = &operand.value else { continue };
        let named = query.items.iter().find(|item| item.function.is_none() && item.name == *path);
        if let Some(item) = named {
            operand.value = item.operand.value.clone();
        }
    }
    Ok(())
}

fn names(item: &Item, name: &str) -> bool {
    matches!(&item.operand.value, Operand::Path(path) if path == name)
}
