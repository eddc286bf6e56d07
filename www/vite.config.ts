import { defineConfig, type Plugin } from "vite";

/** The URL of the map's pictures, with `{z}`, `{x}` and `{y}`. Without it, maps show outlines of the land. */
const { MAP_TILES } = process.env;

/** Allows requests to IoT Central and this machine, and pictures of the page itself and of the map's server. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self' https://management.azure.com https://*.azureiotcentral.com http://127.0.0.1:* http://localhost:* http://*.localhost:*",
  `img-src 'self' blob: data: http://127.0.0.1:* http://localhost:*${MAP_TILES ? ` ${new URL(MAP_TILES).origin}` : ""}`,
  "style-src 'self'",
  "frame-src https:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/** Added only to the built page: the development server injects inline styles. */
const contentSecurityPolicy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: CONTENT_SECURITY_POLICY },
      injectTo: "head-prepend",
    },
  ],
};

/** Lets the browser fetch the module while it still fetches the scripts that ask for it. */
const preloadModule: Plugin = {
  name: "preload-module",
  apply: "build",
  transformIndexHtml: (_, { bundle = {} }) =>
    Object.keys(bundle)
      .filter((name) => name.endsWith(".wasm"))
      .map((name) => ({
        tag: "link",
        attrs: { rel: "preload", href: `./${name}`, as: "fetch", type: "application/wasm", crossorigin: true },
        injectTo: "head",
      })),
};

const mapTiles: Plugin = {
  name: "map-tiles",
  transformIndexHtml: () =>
    MAP_TILES ? [{ tag: "meta", attrs: { name: "map-tiles", content: MAP_TILES }, injectTo: "head" }] : [],
};

export default defineConfig({
  // Relative, so that the page works in any folder of any host
  base: "./",
  build: {
    // The first versions with light-dark(), which the style sheets use
    target: ["chrome123", "edge123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
  },
  plugins: [contentSecurityPolicy, preloadModule, mapTiles],
});
