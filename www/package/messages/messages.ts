import type { english } from "./en.ts";

/** All words of the element. */
export type Messages = typeof english;

/** A page's own words: English takes the place of missing ones. */
export type PartialMessages = Partially<Messages>;

type Partially<T> = T extends string | ((...values: never[]) => unknown) ? T : { readonly [K in keyof T]?: Partially<T[K]> | undefined };
