//! Three-way merge of dashboards: the version that the caller read (`base`), the version that the caller wants
//! (`mine`), and the version that is stored now (`theirs`). Pure: from texts to a text. Members are merged one by one,
//! and `tiles` tile by tile.

#[cfg(test)]
mod tests;

use std::collections::BinaryHeap;

use crate::json::{Writer, join};
use crate::model::View;

/// Members that only the service sets, so that a difference is not a change of either side.
const SET_BY_SERVICE: [&str; 2] = ["id", "etag"];

/// Returns the merge patch that applies to `theirs` the changes from `base` to `mine`; `None` if there is nothing to
/// change. If `theirs` equals `base`, the patch is just those changes. A member or a tile that `mine` lacks is removed.
/// The tiles keep the order of `theirs`; tiles that `mine` adds come last.
///
/// # Errors
/// Returns JSON pointers into `base`: the values that both sides changed, each in another way.
pub fn merge(base: View<'_>, mine: View<'_>, theirs: View<'_>) -> Result<Option<Vec<u8>>, Vec<String>> {
    let mut conflicts = Vec::new();
    let mut patch = Writer::default();
    patch.object(|patch| {
        for key in changeable_members(base, mine) {
            // A `null` counts as absent, since a merge patch cannot set a member to `null`.
            let sides @ [was, own, other] = [base, mine, theirs].map(|side| side.get(&key));
            match choose_side(was, own, other, if key == "tiles" { same_tiles } else { is_same }) {
                Some(Side::Theirs) => {}
                Some(Side::Mine) => {
                    patch.key(&key);
                    write_change(other, own, patch);
                }
                None if key == "tiles" => {
                    if let Some(tiles) = merge_tiles(sides, &mut conflicts) {
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

/// Writes the part of a merge patch that turns the value `from` into the value `to`. A merge patch merges objects, so
/// it must name each member that is to be removed.
fn write_change(from: Option<View<'_>>, to: Option<View<'_>>, patch: &mut Writer) {
    let is_object = |view: View<'_>| view.first() == Some(b'{');
    match (from, to) {
        (_, None) => patch.raw("null"),
        (Some(from), Some(to)) if is_object(from) && is_object(to) => patch.object(|patch| {
            for key in member_names(from, to) {
                let (from, to) = (from.get(&key), to.get(&key));
                if !matches!(choose_side(from, to, from, is_same), Some(Side::Theirs)) {
                    patch.key(&key);
                    write_change(from, to, patch);
                }
            }
        }),
        (_, Some(to)) => patch.raw(to.as_str()),
    }
}

/// Returns the names of all members that may have changed. If `mine` lacks `personal`, the caller left the member out
/// and did not change it.
fn changeable_members(base: View<'_>, mine: View<'_>) -> Vec<String> {
    let is_kept = |key: &str| key == "personal" && mine.get(key).is_none();
    let mut keys = member_names(base, mine);
    keys.retain(|key| !is_kept(key) && !SET_BY_SERVICE.contains(&key.as_str()));
    keys
}

/// Returns the names of both objects' members, each name once.
fn member_names(one: View<'_>, other: View<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in one.members().into_iter().chain(other.members()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The side whose value is used.
enum Side {
    Mine,
    Theirs,
}

/// Returns the side that changed the value, or `Theirs` if neither or both changed it to the same; `None` if the
/// changes differ.
fn choose_side<T: Copy>(
    base: Option<T>,
    mine: Option<T>,
    theirs: Option<T>,
    same: impl Fn(T, T) -> bool,
) -> Option<Side> {
    let same = |one: Option<T>, other: Option<T>| match (one, other) {
        (Some(one), Some(other)) => same(one, other),
        (one, other) => one.is_none() && other.is_none(),
    };
    if same(base, mine) || same(mine, theirs) {
        Some(Side::Theirs)
    } else if same(base, theirs) {
        Some(Side::Mine)
    } else {
        None
    }
}

fn is_same(one: View<'_>, other: View<'_>) -> bool {
    one.is_equivalent(&other)
}

/// Returns a canonical text of a tile without its id, which the service may change when it writes the tile.
fn content_key(tile: View<'_>) -> String {
    tile.canonical("id")
}

fn same_tiles(one: View<'_>, other: View<'_>) -> bool {
    let (one, other) = (one.items(), other.items());
    one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| content_key(*one) == content_key(*other))
}

/// A tile and the keys by which tiles are paired. A dashboard may have thousands of tiles, so the keys are computed
/// once.
struct Tile<'a> {
    view: View<'a>,
    id: Option<String>,
    content: String,
}

impl<'a> Tile<'a> {
    fn read_all(tiles: Option<View<'a>>) -> Vec<Self> {
        let read =
            |view: View<'a>| Self { view, id: view.get("id").map(|id| id.canonical("")), content: content_key(view) };
        tiles.map(|tiles| tiles.items()).unwrap_or_default().into_iter().map(read).collect()
    }
}

/// Merges the tiles. Returns their JSON text, or `None` if `theirs` already has the merged tiles.
fn merge_tiles(sides: [Option<View<'_>>; 3], conflicts: &mut Vec<String>) -> Option<String> {
    let [base, mine, theirs] = sides.map(Tile::read_all);
    let (in_mine, in_theirs) = (pair_tiles(&base, &mine), pair_tiles(&base, &theirs));
    let mut merged: Vec<Option<View<'_>>> = theirs.iter().map(|tile| Some(tile.view)).collect();
    let mut changed = false;
    for (index, ((was, own), other)) in base.iter().zip(&in_mine).zip(&in_theirs).enumerate() {
        let own = own.and_then(|place| mine.get(place));
        let their = other.and_then(|place| theirs.get(place));
        let same_content = |one: &Tile<'_>, other: &Tile<'_>| one.content == other.content;
        match (choose_side(Some(was), own, their, same_content), other.and_then(|place| merged.get_mut(place))) {
            (Some(Side::Theirs), _) => {}
            (Some(Side::Mine), Some(place)) => {
                changed = true;
                *place = own.map(|tile| tile.view);
            }
            _ => conflicts.push(join("/tiles", &index.to_string())),
        }
    }
    let added_there =
        sorted_keys(&theirs, unpaired_places(theirs.len(), &in_theirs), |tile| Some(tile.content.clone()));
    let is_there = |tile: &Tile<'_>| added_there.binary_search_by(|(content, _)| content.cmp(&tile.content)).is_ok();
    let added_here = mine.iter().zip(unpaired_places(mine.len(), &in_mine)).filter(|(_, is_free)| *is_free);
    for (tile, _) in added_here.filter(|(tile, _)| !is_there(tile)) {
        changed = true;
        merged.push(Some(tile.view));
    }
    changed.then(|| {
        let texts: Vec<&str> = merged.iter().flatten().map(|tile| tile.as_str()).collect();
        ["[", &texts.join(", "), "]"].concat()
    })
}

/// Returns for each tile of `base` the position of its counterpart in `tiles`. Looks first for a tile with the same
/// content and the same id, then with the same content, then with the same id: a service that renumbers tiles may give
/// a tile the former id of another one.
fn pair_tiles(base: &[Tile<'_>], tiles: &[Tile<'_>]) -> Vec<Option<usize>> {
    let keys: [fn(&Tile<'_>) -> Option<String>; 3] = [
        |tile| Some([tile.id.as_deref()?, &tile.content].concat()),
        |tile| Some(tile.content.clone()),
        |tile| tile.id.clone(),
    ];
    let mut pairs: Vec<Option<usize>> = vec![None; base.len()];
    for key in keys {
        let unpaired = pairs.iter().map(Option::is_none).collect();
        let mut own = sorted_keys(base, unpaired, key).into_iter().peekable();
        let mut others = sorted_keys(tiles, unpaired_places(tiles.len(), &pairs), key).into_iter().peekable();
        while let (Some((one, index)), Some((other, place))) = (own.peek(), others.peek()) {
            let order = one.cmp(other);
            if order.is_eq()
                && let Some(pair) = pairs.get_mut(*index)
            {
                *pair = Some(*place);
            }
            // The smaller one of two different keys has no counterpart.
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

/// Returns the keys and positions of the wanted tiles, sorted by key.
fn sorted_keys(tiles: &[Tile<'_>], wanted: Vec<bool>, key: fn(&Tile<'_>) -> Option<String>) -> Vec<(String, usize)> {
    let wanted = tiles.iter().enumerate().zip(wanted).filter(|(_, wanted)| *wanted);
    let keys: BinaryHeap<_> = wanted.filter_map(|((place, tile), _)| Some((key(tile)?, place))).collect();
    keys.into_sorted_vec()
}

/// Returns for each position whether it is part of no pair.
fn unpaired_places(places: usize, pairs: &[Option<usize>]) -> Vec<bool> {
    let mut free = vec![true; places];
    for place in pairs.iter().flatten() {
        if let Some(is_free) = free.get_mut(*place) {
            *is_free = false;
        }
    }
    free
}
