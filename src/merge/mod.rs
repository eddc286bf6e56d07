//! Three-way merge of dashboards: what was read, what somebody made of it, and what somebody else wrote meanwhile. Pure:
//! from texts to a text. Members are merged one by one and `tiles` tile by tile.

#[cfg(test)]
mod tests;

use std::collections::BinaryHeap;

use crate::json::{Writer, join};
use crate::model::View;

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
fn choose<T: Copy>(base: Option<T>, mine: Option<T>, theirs: Option<T>, same: impl Fn(T, T) -> bool) -> Option<Choice> {
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

/// What makes a tile: everything but its id, which the service may change when it writes a tile.
fn content(tile: View<'_>) -> String {
    tile.canonical("id")
}

fn same_tiles(one: View<'_>, other: View<'_>) -> bool {
    let (one, other) = (one.items(), other.items());
    one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| content(*one) == content(*other))
}

/// A tile with what it is compared by. A dashboard may have thousands: each is read once.
struct Tile<'a> {
    view: View<'a>,
    id: Option<String>,
    content: String,
}

impl<'a> Tile<'a> {
    fn all(tiles: Option<View<'a>>) -> Vec<Self> {
        let read =
            |view: View<'a>| Self { view, id: view.get("id").map(|id| id.canonical("")), content: content(view) };
        tiles.map(|tiles| tiles.items()).unwrap_or_default().into_iter().map(read).collect()
    }
}

/// The tiles as they are to be; `None` where `theirs` has them so already.
fn tiles(sides: [Option<View<'_>>; 3], conflicts: &mut Vec<String>) -> Option<String> {
    let [base, mine, theirs] = sides.map(Tile::all);
    let (in_mine, in_theirs) = (pairs(&base, &mine), pairs(&base, &theirs));
    let mut merged: Vec<Option<View<'_>>> = theirs.iter().map(|tile| Some(tile.view)).collect();
    let mut changed = false;
    for (index, ((was, own), other)) in base.iter().zip(&in_mine).zip(&in_theirs).enumerate() {
        let own = own.and_then(|place| mine.get(place));
        let their = other.and_then(|place| theirs.get(place));
        let same_content = |one: &Tile<'_>, other: &Tile<'_>| one.content == other.content;
        match (choose(Some(was), own, their, same_content), other.and_then(|place| merged.get_mut(place))) {
            (Some(Choice::Theirs), _) => {}
            (Some(Choice::Mine), Some(place)) => {
                changed = true;
                *place = own.map(|tile| tile.view);
            }
            _ => conflicts.push(join("/tiles", &index.to_string())),
        }
    }
    let added_there = sorted(&theirs, free(theirs.len(), &in_theirs), |tile| Some(tile.content.clone()));
    let is_there = |tile: &Tile<'_>| added_there.binary_search_by(|(content, _)| content.cmp(&tile.content)).is_ok();
    let added_here = mine.iter().zip(free(mine.len(), &in_mine)).filter(|(_, is_free)| *is_free);
    for (tile, _) in added_here.filter(|(tile, _)| !is_there(tile)) {
        changed = true;
        merged.push(Some(tile.view));
    }
    changed.then(|| {
        let texts: Vec<&str> = merged.iter().flatten().map(|tile| tile.as_str()).collect();
        ["[", &texts.join(", "), "]"].concat()
    })
}

/// For each tile of `base` its place among `tiles`: the one that is the same, by preference under the same id, and else
/// the one of its id. In that order, since a service that numbers tiles anew gives ids to others.
fn pairs(base: &[Tile<'_>], tiles: &[Tile<'_>]) -> Vec<Option<usize>> {
    let keys: [fn(&Tile<'_>) -> Option<String>; 3] = [
        |tile| Some([tile.id.as_deref()?, &tile.content].concat()),
        |tile| Some(tile.content.clone()),
        |tile| tile.id.clone(),
    ];
    let mut pairs: Vec<Option<usize>> = vec![None; base.len()];
    for key in keys {
        let unpaired = pairs.iter().map(Option::is_none).collect();
        let mut own = sorted(base, unpaired, key).into_iter().peekable();
        let mut others = sorted(tiles, free(tiles.len(), &pairs), key).into_iter().peekable();
        while let (Some((one, index)), Some((other, place))) = (own.peek(), others.peek()) {
            let order = one.cmp(other);
            if order.is_eq()
                && let Some(pair) = pairs.get_mut(*index)
            {
                *pair = Some(*place);
            }
            // Of two keys that differ, the smaller one has no partner.
            if order.is_le() {
                own.next();
            }
            if order.is_ge() {
                others.next();
            }
        }
    }
    pairs
}

/// Keys and places of these tiles, in order.
fn sorted(tiles: &[Tile<'_>], wanted: Vec<bool>, key: fn(&Tile<'_>) -> Option<String>) -> Vec<(String, usize)> {
    let wanted = tiles.iter().enumerate().zip(wanted).filter(|(_, wanted)| *wanted);
    let keys: BinaryHeap<_> = wanted.filter_map(|((place, tile), _)| Some((key(tile)?, place))).collect();
    keys.into_sorted_vec()
}

/// For each of so many places whether it is in no pair.
fn free(places: usize, pairs: &[Option<usize>]) -> Vec<bool> {
    let mut free = vec![true; places];
    for place in pairs.iter().flatten() {
        if let Some(is_free) = free.get_mut(*place) {
            *is_free = false;
        }
    }
    free
}
