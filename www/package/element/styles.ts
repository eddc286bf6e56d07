import { unsafeCSS } from "lit";

import base from "./styles/base.css?inline";
import board from "./styles/board.css?inline";
import contrast from "./styles/contrast.css?inline";
import tokens from "./styles/tokens.css?inline";

const contrastFor = (host: string): string => contrast.replace(":host", host);
/** A rule can't apply to a media query or an attribute, so the rules appear twice. */
const highContrast = `${contrastFor(':host([theme="high-contrast"])')} @media (prefers-contrast: more) and (forced-colors: none) { ${contrastFor(':host(:not([theme="light"], [theme="dark"]))')} }`;

/**
 * Style sheets that all elements of a page share. They are constructed sheets, which a strict content security policy
 * allows. Tiles adopt their own.
 */
export const styles = [tokens, highContrast, base, board].map((text) => unsafeCSS(text));
