// Next 16 with the app router: a server component uses the client, and a client component uses client and element.
import { before, test } from "node:test";
import { DASHBOARD, READ } from "../support/consumer.mjs";
import { install, run } from "../support/install.mjs";
import { checkServed } from "../support/served.mjs";

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
      // React sets no properties on a server-rendered element, so a ref does.
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
    await checkServed(root, ["node_modules/next/dist/bin/next", "start", "--port", "{port}"], QUIET);
  });
}
