import type { englishEditor } from "./editor.ts";
import type { english } from "./en.ts";

/** The words that the element shows before a person edits. */
export type Messages = typeof english;

/** The words of the editor, which come with it. */
export type EditorMessages = typeof englishEditor;

/** A complete translation. */
export type Translation = Messages & { editor: EditorMessages };

/** A page's own words: English takes the place of missing ones. */
export type PartialMessages = Partially<Translation>;

type Partially<T> = T extends string | ((...values: never[]) => unknown)
  ? T
  : { readonly [K in keyof T]?: Partially<T[K]> | undefined };
