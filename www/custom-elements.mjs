// `node www/custom-elements.mjs` writes the custom-elements manifest
// (https://github.com/webcomponents/custom-elements-manifest) of the element from its types and style sheets, for
// editors and the checkers of Vue, Svelte and others.
import { readFileSync, writeFileSync } from "node:fs";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const types = read("package/element/public.ts");
const tokens = read("package/element/styles/tokens.css");
const page = read("docs/element.md");
const sources = ["board", "card", "dashboard", "frame"].map((name) => read(`package/element/${name}.ts`)).join("");

/** Returns the members of an interface: name, type and the text of the comment. */
function membersOf(name) {
  const [, body] = types.split(`export interface ${name} {\n`);
  const inside = body.slice(0, body.indexOf("\n}"));
  const members = inside.matchAll(/\/\*\*([^]*?)\*\/\s+"?([\w-]+)"?: ([^]+?);(?=\n {2}[^ }]|\n\n|$)/g);
  return [...members].map(([, comment, name, text]) => ({
    name,
    description: comment.replace(/\s*\n\s*\*\s*/g, " ").trim(),
    type: { text: text.replace(/\s+/g, " ") },
  }));
}

const properties = membersOf("IotCentralDashboardProperties");
const attributes = properties.flatMap(({ name: fieldName, description, type }) => {
  const name = /Attribute `([\w-]+)`/.exec(description)?.[1];
  return name ? [{ name, fieldName, description, type }] : [];
});
const names = (pattern, text) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))];
/** A custom property or a part is public if the page on the element names it. */
const isPublic = (name) => page.includes(`\`${name}\``);
const isSeries = (name) => /^--series-\d$/.test(name);
const cssProperties = names(/^\s*(--[\w-]+):/gm, tokens).filter((name) => isPublic(name) || isSeries(name));
const cssParts = names(/\bpart(?:=|: )"([\w-]+)"/g, sources).filter(isPublic);
if (!cssProperties.includes("--accent") || !cssParts.includes("tile"))
  throw new Error("docs/element.md should name the custom properties and the parts of the element");

const declaration = {
  kind: "class",
  customElement: true,
  name: "IotCentralDashboardElement",
  tagName: "iot-central-dashboard",
  description: "A dashboard of Azure IoT Central with live data.",
  superclass: { name: "HTMLElement" },
  attributes,
  members: [
    ...properties.map((property) => ({
      kind: "field",
      ...property,
      attribute: attributes.find(({ fieldName }) => fieldName === property.name)?.name,
    })),
    { kind: "method", name: "refresh", description: "Reads all data now.", return: { type: { text: "void" } } },
  ],
  events: membersOf("IotCentralDashboardEvents"),
  cssProperties: cssProperties.map((name) => ({ name })),
  cssParts: cssParts.map((name) => ({ name })),
};
const path = "dist/element/index.js";
const manifest = {
  schemaVersion: "2.1.0",
  modules: [
    {
      kind: "javascript-module",
      path,
      declarations: [declaration],
      exports: [
        { kind: "js", name: declaration.name, declaration: { name: declaration.name, module: path } },
        {
          kind: "custom-element-definition",
          name: declaration.tagName,
          declaration: { name: declaration.name, module: path },
        },
      ],
    },
  ],
};
writeFileSync(
  new URL("../src/npm/custom-elements.json", import.meta.url),
  `${JSON.stringify(manifest, undefined, 2)}\n`,
);
