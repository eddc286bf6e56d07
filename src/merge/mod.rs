//! Three-way merge of dashboards: what was read, what somebody made of it, and what somebody else wrote meanwhile. Pure:
//! from texts to a text. Members are merged one by one and `tiles` tile by tile.

#[cfg(test)]
mod tests;

use crate::json::{Writer, join};
use crate::model::{Dashboard, Json, View};

/// Two changes that can't both be.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The dashboard as it was read.
    pub base: Json<Dashboard>,
    /// What was to be written.
    pub mine: Json<Dashboard>,
    /// What somebody else wrote meanwhile.
    pub theirs: Json<Dashboard>,
    /// JSON pointers, into `base`, to what both changed, and not to the same.
    pub pointers: Vec<String>,
}

/// The members that the service sets: nobody's change.
const SET_BY_SERVICE: [&str; 2] = ["id", "etag"];

/// A merge patch that makes of `theirs` what it is to be with the changes from `base` to `mine`; `None` where nothing is
/// left to change. With `theirs` the same as `base`, it is the changes themselves. A member that `mine` lacks is removed,
/// and of `tiles` a tile; tiles come in the order of `theirs`, then those that `mine` adds.
///
/// # Errors
/// JSON pointers, into `base`, to what both sides changed, and not to the same.
pub fn merge(base: View<'_>, mine: View<'_>, theirs: View<'_>) -> Result<Option<Vec<u8>>, Vec<String>> {
    let mut conflicts = Vec::new();
    let mut patch = Writer::default();
    patch.object(|patch| {
        for key in keys(base, mine) {
            // `null` is the same as nothing: a merge patch couldn't set it.
            let sides @ [was, own, other] = [base, mine, theirs].map(|side| side.get(&key));
            match choose(was, own, other, if key == "tiles" { same_tiles } else { same }) {
                Some(Choice::Theirs) => {}
                Some(Choice::Mine) => {
                    patch.key(&key);
                    write_change(other, own, patch);
                }
                None if key == "tiles" => {
                    if let Some(tiles) = tiles(sides, &mut conflicts) {
                        patch.key(&key);
                        patch.raw(&tiles);
                    }
                }
                None => conflicts.push(join("", &key)),
            }
        }
    });
    let patch = patch.into_bytes();
    if conflicts.is_empty() { Ok(Some(patch).filter(|patch| patch != b"{}")) } else { Err(conflicts) }
}

/// Writes what a merge patch says to make the one value of the other. It merges objects, so that it has to say which
/// members are to go.
fn write_change(from: Option<View<'_>>, to: Option<View<'_>>, patch: &mut Writer) {
    let is_object = |view: View<'_>| view.first() == Some(b'{');
    match (from, to) {
        (_, None) => patch.raw("null"),
        (Some(from), Some(to)) if is_object(from) && is_object(to) => patch.object(|patch| {
            for key in names(from, to) {
                let (from, to) = (from.get(&key), to.get(&key));
                if !matches!(choose(from, to, from, same), Some(Choice::Theirs)) {
                    patch.key(&key);
                    write_change(from, to, patch);
                }
            }
        }),
        (_, Some(to)) => patch.raw(to.as_str()),
    }
}

/// The names of all members that may have changed. Whoever hands in a dashboard without `personal` means no change.
fn keys(base: View<'_>, mine: View<'_>) -> Vec<String> {
    let is_kept = |key: &str| key == "personal" && mine.get(key).is_none();
    let mut keys = names(base, mine);
    keys.retain(|key| !is_kept(key) && !SET_BY_SERVICE.contains(&key.as_str()));
    keys
}

/// The names of both objects' members, each once.
fn names(one: View<'_>, other: View<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in one.members().into_iter().chain(other.members()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Whose value stands.
enum Choice {
    Mine,
    Theirs,
}

/// Whoever changed it; `None` where both did, and not to the same.
fn choose<T: Copy>(base: Option<T>, mine: Option<T>, theirs: Option<T>, same: fn(T, T) -> bool) -> Option<Choice> {
    let same = |one: Option<T>, other: Option<T>| match (one, other) {
        (Some(one), Some(other)) => same(one, other),
        (one, other) => one.is_none() && other.is_none(),
    };
    if same(base, mine) || same(mine, theirs) {
        Some(Choice::Theirs)
    } else if same(base, theirs) {
        Some(Choice::Mine)
    } else {
        None
    }
}

fn same(one: View<'_>, other: View<'_>) -> bool {
    one.same(&other)
}

/// Whether two tiles mean the same. Their ids don't count: nobody says that a write leaves them as they are.
fn same_tile(one: View<'_>, other: View<'_>) -> bool {
    one.same_without("id", &other)
}

fn same_tiles(one: View<'_>, other: View<'_>) -> bool {
    let (one, other) = (one.items(), other.items());
    one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| same_tile(*one, *other))
}

/// The tiles as they are to be; `None` where `theirs` has them so already.
fn tiles(sides: [Option<View<'_>>; 3], conflicts: &mut Vec<String>) -> Option<String> {
    let [base, mine, theirs] = sides.map(|tiles| tiles.map(|tiles| tiles.items()).unwrap_or_default());
    let (in_mine, in_theirs) = (pairs(&base, &mine), pairs(&base, &theirs));
    let mut merged: Vec<Option<View<'_>>> = theirs.iter().copied().map(Some).collect();
    let mut changed = false;
    for (index, was) in base.iter().enumerate() {
        let place = |pairs: &[Option<usize>]| pairs.get(index).copied().flatten();
        let (own, other) = (place(&in_mine), place(&in_theirs));
        let [own_tile, other_tile] = [(own, &mine), (other, &theirs)].map(|(place, tiles)| tiles.get(place?).copied());
        match (choose(Some(*was), own_tile, other_tile, same_tile), other) {
            (Some(Choice::Theirs), _) => {}
            (Some(Choice::Mine), Some(other)) => {
                changed = true;
                if let Some(tile) = merged.get_mut(other) {
                    *tile = own_tile;
                }
            }
            _ => conflicts.push(join("/tiles", &index.to_string())),
        }
    }
    let is_added = |pairs: &[Option<usize>], index: usize| !pairs.contains(&Some(index));
    for (_, tile) in mine.iter().enumerate().filter(|(index, _)| is_added(&in_mine, *index)) {
        let both_added = |(place, other): (usize, &View<'_>)| is_added(&in_theirs, place) && same_tile(*tile, *other);
        if !theirs.iter().enumerate().any(both_added) {
            changed = true;
            merged.push(Some(*tile));
        }
    }
    changed.then(|| {
        let texts: Vec<&str> = merged.iter().flatten().map(|tile| tile.as_str()).collect();
        ["[", &texts.join(", "), "]"].concat()
    })
}

/// For each tile of `base` its place among `tiles`: the one that is the same, by preference under the same id, and else
/// the one of its id. In that order, since a service that numbers tiles anew gives ids to others.
fn pairs(base: &[View<'_>], tiles: &[View<'_>]) -> Vec<Option<usize>> {
    let same_id = |one: &View<'_>, other: &View<'_>| match (one.get("id"), other.get("id")) {
        (Some(one), Some(other)) => one.same(&other),
        _ => false,
    };
    let mut pairs: Vec<Option<usize>> = vec![None; base.len()];
    let fits = |pass: usize, one: &View<'_>, other: &View<'_>| match pass {
        0 => same_id(one, other) && same_tile(*one, *other),
        1 => same_tile(*one, *other),
        _ => same_id(one, other),
    };
    for pass in 0..3 {
        for (index, tile) in base.iter().enumerate() {
            if pairs.get(index).is_some_and(Option::is_some) {
                continue;
            }
            let free = |place: usize| !pairs.contains(&Some(place));
            let found = tiles.iter().enumerate().find(|(place, other)| free(*place) && fits(pass, tile, other));
            let found = found.map(|(place, _)| place);
            if let Some(pair) = pairs.get_mut(index) {
                *pair = found;
            }
        }
    }
    pairs
}
