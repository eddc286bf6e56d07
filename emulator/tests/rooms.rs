//! The order of the rooms in `src`: no file uses a room above its own.

#[cfg(test)]
mod rooms {
    use std::{
        collections::BTreeMap,
        fs,
        path::{Path, PathBuf},
    };

    /// Returns the list in the first comment of `lib.rs`.
    fn rooms(lib: &str) -> Vec<&str> {
        let (_, list) = lib.split_once("//! Rooms, from the ground up: ").unwrap();
        let (list, _) = list.split_once('.').unwrap();
        list.split(',').map(|room| room.trim_start_matches("\n//!").trim()).collect()
    }

    #[test]
    fn no_room_reaches_up() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let lib = fs::read_to_string(source.join("lib.rs")).unwrap();
        let rooms = rooms(&lib);
        let exported = exported(&lib);
        let level = |room: &str| rooms.iter().position(|known| *known == room);
        let (mut files, mut wrong) = (0, Vec::new());
        for file in files_below(&source) {
            let relative = file.strip_prefix(&source).unwrap().with_extension("");
            let room = relative.iter().next().unwrap().to_str().unwrap();
            if ["lib", "main"].contains(&room) {
                continue;
            }
            let own = level(room).unwrap_or_else(|| panic!("lib.rs doesn't list the room {room}"));
            let text = fs::read_to_string(&file).unwrap();
            for name in names(&text) {
                let named = exported.get(name.as_str()).map_or(name.as_str(), |room| room);
                let theirs = level(named).unwrap_or_else(|| panic!("{}: {named} is no room", relative.display()));
                if theirs > own {
                    wrong.push(format!("{} names {named}, which is above {room}", relative.display()));
                }
            }
            files += 1;
        }
        assert!(files > 60, "only {files} files were found");
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    /// Returns the room of each name that the crate's root exports.
    fn exported(lib: &str) -> BTreeMap<&str, &str> {
        let uses = lib.split(';').filter_map(|part| part.trim().strip_prefix("pub use "));
        let pairs = uses.filter_map(|path| path.split_once("::")).flat_map(|(room, names)| {
            let names = names.trim_matches(['{', '}']).split(',');
            names.map(move |name| (name.trim(), room))
        });
        pairs.collect()
    }

    /// Returns the first segment of each path from the crate's root, without comments.
    fn names(text: &str) -> Vec<String> {
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect();
        let mut names = Vec::new();
        for rest in code.split("crate::").skip(1) {
            match rest.strip_prefix('{') {
                None => names.push(word(rest)),
                Some(tree) => {
                    let mut depth = 0;
                    let mut step = String::new();
                    for character in tree.chars() {
                        match character {
                            '{' => depth += 1,
                            '}' if depth == 0 => break,
                            '}' => depth -= 1,
                            ',' if depth == 0 => names.push(word(&std::mem::take(&mut step))),
                            _ if depth == 0 => step.push(character),
                            _ => {}
                        }
                    }
                    names.push(word(&step));
                }
            }
        }
        names.retain(|name| !name.is_empty());
        names
    }

    fn word(text: &str) -> String {
        text.trim_start().chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect()
    }

    fn files_below(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
        let rust = files.into_iter().filter(|file| file.extension().is_some_and(|extension| extension == "rs"));
        rust.chain(folders.iter().flat_map(|folder| files_below(folder))).collect()
    }
}
