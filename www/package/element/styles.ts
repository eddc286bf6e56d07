import { unsafeCSS } from "lit";

import base from "./styles/base.css?inline";
import board from "./styles/board.css?inline";
import contrast from "./styles/contrast.css?inline";
import tokens from "./styles/tokens.css?inline";

const contrastFor = (host: string): string => contrast.replace(":host", host);
/** A rule can't be of a media query or of an attribute, so there are two of the same. */
const highContrast = `${contrastFor(':host([theme="high-contrast"])')} @media (prefers-contrast: more) and (forced-colors: none) { ${contrastFor(':host(:not([theme="light"], [theme="dark"]))')} }`;

/**
 * Style sheets of the element (its tiles bring their own), which all elements of a page share: nothing that a strict
 * policy for styles forbids.
 */
export const styles = [tokens, highContrast, base, board].map((text) => unsafeCSS(text));
