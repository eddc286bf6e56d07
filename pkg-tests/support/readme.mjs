// README's examples, as programs.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { installed } from "./pack.mjs";

const README = readFileSync(installed("README.md"), "utf8");

/** The code blocks of a language, in order: under which heading each stands, and its text. */
export function examples(...languages) {
  const found = [];
  let heading = "";
  for (const [, title, language, text] of README.matchAll(/^#+ ([^\n]+)$|^```(\w+)\n(.*?)^```$/gms)) {
    if (title) heading = title;
    else if (languages.includes(language)) found.push({ heading, text });
  }
  return found;
}

/** JavaScript and TypeScript, as modules of a project: path → text, with what they take for granted declared beside them. */
export function typed() {
  const declared = readFileSync(fileURLToPath(new URL("readme.d.ts", import.meta.url)), "utf8");
  // A module, also where nothing is imported: what one example declares is no matter of the next.
  const modules = examples("ts", "js").map(({ heading, text }, place) => [`${place + 1}.ts`, `// ${heading}\n${text}export {};\n`]);
  return { "granted.d.ts": declared, ...Object.fromEntries(modules) };
}
