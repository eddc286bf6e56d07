// What people write, for the compiler only: `types.test.mjs` compiles it against the packed package.
import { IotCentralClient } from "iotcentral-web";
import { IotCentralClient as InlineClient } from "iotcentral-web/inline";
import { IotCentralClient as SlimClient, init, initSync, type ModuleSource } from "iotcentral-web/slim";

const endpoint: string = new IotCentralClient("https://contoso.azureiotcentral.com", async () => "token").endpoint;

new InlineClient(endpoint, "SharedAccessSignature sr=…");

const sources: ModuleSource[] = ["module.wasm", new URL("https://cdn.example/module.wasm"), new Uint8Array(), new Response()];
for (const source of sources) await init({ module_or_path: source });
await init({ module_or_path: fetch("module.wasm") });
initSync({ module: new Uint8Array() });
new SlimClient(endpoint, { getToken: async () => ({ token: "t", expiresOnTimestamp: 0 }) });

// @ts-expect-error: the module's source must be named
await init();
// @ts-expect-error: an endpoint is a string
new IotCentralClient(42, "token");
