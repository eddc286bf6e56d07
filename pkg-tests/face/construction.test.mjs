// `new IotCentralClient(…)`: which arguments it accepts, and the errors for others.
import assert from "node:assert/strict";
import { test } from "node:test";
import { failure, run } from "./world.mjs";

const construct = ([endpoint, options]) => caught(() => new IotCentralClient(endpoint, () => "t", options).endpoint);

/** Endpoints as people write them, and as the client uses them. */
const ENDPOINTS = {
  "https://contoso.azureiotcentral.com": "https://contoso.azureiotcentral.com",
  "https://contoso.azureiotcentral.com/": "https://contoso.azureiotcentral.com",
  " https://contoso.azureiotcentral.com\n": "https://contoso.azureiotcentral.com",
  "HTTPS://Contoso.AzureIotCentral.com:443": "https://contoso.azureiotcentral.com",
  "https://contoso.azureiotcentral.com:8443": "https://contoso.azureiotcentral.com:8443",
  "http://127.0.0.1:7071": "http://127.0.0.1:7071",
  "http://localhost": "http://localhost",
  "http://[::1]:7071": "http://[::1]:7071",
  "http://iot.localhost:80": "http://iot.localhost",
};

for (const [written, meant] of Object.entries(ENDPOINTS)) {
  test(`the endpoint ${JSON.stringify(written)}`, async () => {
    const { value } = await run([], construct, [written]);
    assert.deepEqual(value, { nothing: meant });
  });
}

/** Invalid endpoints, and the words of the error. */
const REFUSED = {
  "": /https:\/\//,
  contoso: /https:\/\//,
  "contoso.azureiotcentral.com": /https:\/\//,
  "http://contoso.azureiotcentral.com": /http, which would show the token/,
  "http://127.0.0.1.attacker.example": /http, which would show the token/,
  "http://localhost.attacker.example": /http, which would show the token/,
  "https://contoso.azureiotcentral.com/api": /path/,
  "https://contoso.azureiotcentral.com?x=1": /query/,
  "https://contoso.azureiotcentral.com#x": /query/,
  "https://user:s3cret@contoso.azureiotcentral.com": /user name/,
  "https://contoso.azureiotcentral.com@attacker.example": /user name/,
  "https://contoso.azureiotcentral.com\\attacker.example": /path/,
  "https://": /host/,
  "https://contoso..com": /host/,
  "https://contoso azureiotcentral.com": /host/,
  "https://contoso.azureiotcentral.com:99999": /port/,
  "https://contoso.azureiotcentral.com:x": /port/,
  "ftp://contoso.azureiotcentral.com": /https/,
  "javascript:alert(1)": /https/,
};

for (const [endpoint, words] of Object.entries(REFUSED)) {
  test(`${JSON.stringify(endpoint)} is an invalid endpoint`, async () => {
    const { error } = await failure([], construct, [endpoint]);
    assert.deepEqual([error.name, error.code, error.pointer], ["IotCentralError", "InvalidInput", "/endpoint"]);
    assert.match(error.message, words);
    assert.match(error.message, /https:\/\/contoso\.azureiotcentral\.com/, "it doesn't show how one looks");
    assert.doesNotMatch(error.message, /s3cret/);
  });
}

for (const endpoint of [undefined, null, 42, {}, ["https://contoso.azureiotcentral.com"]]) {
  test(`${JSON.stringify(endpoint)} is an invalid endpoint`, async () => {
    const { error } = await failure([], construct, [endpoint]);
    assert.deepEqual([error.code, error.pointer], ["InvalidInput", "/endpoint"]);
    assert.match(error.message, /endpoint should be a string/);
  });
}

/** Invalid options, the error's pointer, and its words. */
const OPTIONS = [
  [
    { apiversion: "2022-10-31-preview" },
    "/apiversion",
    /unknown option `apiversion`; known here: apiVersion, audience, retryOptions, timeout, rateLimit, maxPages, maxItems, fetch, onRequest, onResponse, logger/,
  ],
  [{ timeoutInMs: 1 }, "/timeoutInMs", /unknown option `timeoutInMs`/],
  [
    { retryOptions: { maxRetry: 1 } },
    "/retryOptions/maxRetry",
    /unknown option `maxRetry`; known here: maxRetries, retryDelayInMs, maxRetryDelayInMs/,
  ],
  [{ apiVersion: 2022 }, "/apiVersion", /apiVersion should be a string/],
  [{ audience: ["a"] }, "/audience", /audience should be a string/],
  [{ retryOptions: 3 }, "/retryOptions", /should be an object/],
  [{ retryOptions: { maxRetries: "3" } }, "/retryOptions/maxRetries", /maxRetries should be a whole number, 0 or more/],
  [{ retryOptions: { maxRetries: -1 } }, "/retryOptions/maxRetries", /0 or more/],
  [{ retryOptions: { retryDelayInMs: NaN } }, "/retryOptions/retryDelayInMs", /a whole number/],
  [{ retryOptions: { maxRetryDelayInMs: Infinity } }, "/retryOptions/maxRetryDelayInMs", /a whole number/],
  [{ timeout: 30_000 }, "/timeout", /should be an object/],
  [{ timeout: { tryInMs: 0 } }, "/timeout/tryInMs", /1 or more/],
  [{ timeout: { overallInMs: "30s" } }, "/timeout/overallInMs", /overallInMs should be a whole number/],
  [{ timeout: { perTry: 1 } }, "/timeout/perTry", /known here: tryInMs, overallInMs/],
  [{ rateLimit: { queriesPerSecond: 0.5 } }, "/rateLimit/queriesPerSecond", /a whole number/],
  [{ maxPages: 0 }, "/maxPages", /1 or more/],
  [{ maxItems: 0.5 }, "/maxItems", /whole number/],
  [{ fetch: "fetch" }, "/fetch", /fetch should be a function/],
  [{ onRequest: {} }, "/onRequest", /onRequest should be a function/],
  [{ onResponse: 1 }, "/onResponse", /onResponse should be a function/],
  [{ logger: { warn: 1, debug: 2 } }, "/logger", /logger should be an object with the functions debug and warn/],
  ["fast", "", /options should be an object/],
];

for (const [options, pointer, words] of OPTIONS) {
  test(`the options ${JSON.stringify(options)} are refused`, async () => {
    const { error } = await failure([], construct, ["https://contoso.azureiotcentral.com", options]);
    assert.deepEqual([error.code, error.pointer], ["InvalidInput", pointer]);
    assert.match(error.message, words);
  });
}

test("all options together, and no options", async () => {
  const all = {
    apiVersion: "v",
    audience: "s",
    retryOptions: { maxRetries: 0, retryDelayInMs: 0, maxRetryDelayInMs: 0 },
    timeout: { tryInMs: 1, overallInMs: 1 },
    rateLimit: { requestsPerSecond: 20, queriesPerSecond: 0 },
    maxPages: 1,
    maxItems: 1,
  };
  for (const options of [all, {}, null, undefined, { retryOptions: undefined }]) {
    const { value } = await run([], construct, ["https://contoso.azureiotcentral.com", options]);
    assert.deepEqual(value, { nothing: "https://contoso.azureiotcentral.com" });
  }
});

test("a client's operations are always the same object, and differ between clients", async () => {
  const { value } = await run([], () => {
    const [one, other] = [connect(), connect()];
    return [one.dashboards === one.dashboards, one.dashboards === other.dashboards];
  });
  assert.deepEqual(value, [true, false]);
});

test("the package's exports are those that its types declare", async () => {
  const { value } = await run([], async () => Object.keys(await import("./node_modules/iotcentral-web/index.js")));
  for (const name of ["IotCentralClient", "IotCentralError"]) assert.ok(value.includes(name), value.join());
});

test("creating a client sends nothing", async () => {
  const { sent } = await run([], () => void connect().dashboards);
  assert.deepEqual(sent, []);
});
