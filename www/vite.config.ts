import { defineConfig, type Plugin } from "vite";

/** What the page may do: talk to IoT Central and to this machine, show pictures it holds itself, and nothing else. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self' https://management.azure.com https://*.azureiotcentral.com http://127.0.0.1:* http://localhost:*",
  "img-src 'self' blob: data:",
  "style-src 'self'",
  "frame-src https:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/** Only in the built page: the development server injects its styles inline. */
const contentSecurityPolicy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: CONTENT_SECURITY_POLICY }, injectTo: "head-prepend" },
  ],
};

export default defineConfig({
  // Relative, so that the page works in any folder of any host.
  base: "./",
  build: {
    // The first versions with light-dark(), which the style sheets are built on.
    target: ["chrome123", "edge123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
  },
  plugins: [contentSecurityPolicy],
});
