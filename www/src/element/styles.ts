import { unsafeCSS } from "lit";

import base from "./styles/base.css?inline";
import board from "./styles/board.css?inline";
import tokens from "./styles/tokens.css?inline";

/** Style sheets of the element (its tiles bring their own), which all elements of a page share: nothing that a strict policy for styles forbids. */
export const styles = [tokens, base, board].map(text => unsafeCSS(text));
