// The examples in README and in the documentation, as programs.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const PAGES = here("../../www/docs/");
const pages = readdirSync(PAGES).filter((name) => name.endsWith(".md") && name !== "README.md");

/** All documents with examples: name and text. */
const documents = [
  ["README.md", readFileSync(here("../../README.md"), "utf8")],
  ...pages.map((name) => [name, readFileSync(PAGES + name, "utf8")]),
];

/**
 * Returns the code blocks of some languages in order: document, last heading, language, text, and the packages that
 * they import.
 */
export function examples(...languages) {
  return documents.flatMap(([document, markdown]) => {
    const found = [];
    let heading = document;
    for (const [, title, language, text] of markdown.matchAll(/^#+ ([^\n]+)$|^```(\w+)\n(.*?)^```$/gms)) {
      if (title) heading = title;
      else if (languages.includes(language)) found.push({ document, heading, language, text, imports: imports(text) });
    }
    return found;
  });
}

function imports(text) {
  const paths = [...text.matchAll(/^import (?:[^"]*? from )?"([^".]+)";$/gm)].map(([, path]) => path);
  return [
    ...new Set(
      paths.map((path) =>
        path
          .split("/")
          .slice(0, path.startsWith("@") ? 2 : 1)
          .join("/"),
      ),
    ),
  ];
}

/** Packages beside this one that examples import and the workspace has installed. */
export const HERE = ["uplot"];

/** Whether the workspace has all packages that an example imports. */
export const isComplete = ({ imports }) => imports.every((name) => name === "iotcentral-web" || HERE.includes(name));

/**
 * Returns examples in JavaScript and TypeScript as modules of a project: path → text, with a declaration of the names
 * that they use without declaring them.
 */
export function typed(chosen) {
  const declared = readFileSync(here("granted.d.ts"), "utf8");
  // Each becomes a module, even without imports, so that examples don't share declarations.
  const modules = chosen.map(({ document, heading, language, text }, place) => [
    `${place + 1}.${language === "tsx" ? "tsx" : "ts"}`,
    `// ${document}: ${heading}\n${text}export {};\n`,
  ]);
  return { "granted.d.ts": declared, ...Object.fromEntries(modules) };
}
