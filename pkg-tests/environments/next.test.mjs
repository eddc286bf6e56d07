// Next 16 with the app router: a server component reads by the client, a client component has client and element.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { launch, open } from "../support/browser.mjs";
import { DASHBOARD, READ } from "../support/consumer.mjs";
import { install, run } from "../support/install.mjs";

const FILES = {
  "app/layout.jsx": `export default function Layout({ children }) { return <html lang="en"><head><link rel="icon" href="data:," /></head><body>{children}</body></html>; }`,
  "app/read.js": `${READ} export { read };`,
  "app/page.jsx": `
    import { IotCentralClient } from "iotcentral-web";
    import { Board } from "./board";
    import { read } from "./read";
    export const dynamic = "force-dynamic";
    export default async function Page() {
      return <main><h1>{await read(IotCentralClient)}</h1><Board /></main>;
    }`,
  "app/board.jsx": `
    "use client";
    import { IotCentralClient } from "iotcentral-web";
    import "iotcentral-web/react";
    import { useEffect, useState } from "react";
    import { read } from "./read";
    const dashboard = ${JSON.stringify(DASHBOARD)};
    export function Board() {
      const [name, setName] = useState("waiting");
      useEffect(() => void read(IotCentralClient).then(setName, (error) => setName(error.message)), []);
      // React sets no properties of an element that a server rendered.
      const fill = (element) => void (element && Object.assign(element, { credential: () => "t", dashboard }));
      return <><h2>{name}</h2><iot-central-dashboard endpoint="https://contoso.azureiotcentral.com" ref={fill} /></>;
    }`,
};
const QUIET = { NEXT_TELEMETRY_DISABLED: "1" };

let root;
before(async () => (root = await install(FILES, ["next@16.4.6", "react@19.3.1", "react-dom@19.3.1"])));

for (const bundler of ["turbopack", "webpack"]) {
  test(`Next 16, ${bundler}: server component, client component and element`, async () => {
    await run(root, "next", ["build", `--${bundler}`], QUIET);
    const address = await start(root);
    const html = await (await fetch(address)).text();
    assert.match(html, /<h1>Hall 1<\/h1>/);

    const page = await open(await launch());
    await page.goto(address);
    await page.locator("h2", { hasText: "Hall 1" }).waitFor();
    await page.locator("article.tile strong", { hasText: "bold" }).waitFor();
    await page.locator('article[data-tile-type="lineChart"][data-state="nodata"]').waitFor();
    assert.deepEqual(page.complaints, []);
  });
}

/** Serves what was built until the test is over. Returns its address. */
async function start(root) {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => probe.once("listening", listening));
  const { port } = probe.address();
  await new Promise((closed) => probe.close(closed));
  const server = spawn(
    process.execPath,
    [join(root, "node_modules/next/dist/bin/next"), "start", "--port", `${port}`],
    { cwd: root, env: { ...process.env, ...QUIET } },
  );
  after(() => server.kill());
  const address = `http://127.0.0.1:${port}/`;
  for (let tries = 0; tries < 300; tries += 1) {
    if (await fetch(address).catch(() => undefined)) return address;
    await setTimeout(100);
  }
  throw new Error("next start serves nothing");
}
