import type { englishEditor } from "./editor.ts";
import type { english } from "./en.ts";

/** The texts of the element without those of the editor. */
export type Messages = typeof english;

/** The texts of the editor, which load with the editor. */
export type EditorMessages = typeof englishEditor;

/** A complete translation. */
export type Translation = Messages & { editor: EditorMessages };

/** A page's own texts. English replaces missing ones. */
export type PartialMessages = Partially<Translation>;

type Partially<T> = T extends string | ((...values: never[]) => unknown)
  ? T
  : { readonly [K in keyof T]?: Partially<T[K]> | undefined };
