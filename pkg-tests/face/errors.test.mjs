// Failures on the wire, and the errors that operations throw for them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ADDRESS, ENDPOINT, failure, ID, run, world } from "./world.mjs";

const get = (id) => caught(() => connect().dashboards.get(id));
const WHERE = `GET ${ENDPOINT}/api/dashboards/dtmi%3Akkfvwa2xi%3Ap7pyt5x38`;
const HTML = "<!DOCTYPE html><html><title>Bad gateway</title><body>nginx at 10.0.0.7</body></html>";
const service = (status, code, message, rest) => ({ status, json: { error: { code, message, ...rest } } });

/** An answer, the members of the error, and how often the request is sent. */
const ANSWERS = {
  400: [service(400, "BadRequest", "No."), { code: "BadRequest", statusCode: 400, words: /BadRequest: No\./ }, 1],
  403: [service(403, "Forbidden", "No."), { code: "Forbidden", statusCode: 403, words: /role/ }, 1],
  404: [
    service(404, "NotFound", "There is none.", { requestId: "r-1" }),
    { code: "NotFound", statusCode: 404, requestId: "r-1", words: /There is none\./ },
    1,
  ],
  409: [service(409, "Conflict", "Twice."), { code: "Conflict", statusCode: 409, words: /Twice/ }, 1],
  412: [
    service(412, "PreconditionFailed", "Old."),
    { code: "PreconditionFailed", statusCode: 412, words: /read it again/ },
    1,
  ],
  422: [
    service(422, "UnprocessableEntity", "/tiles/0/x: is required."),
    { code: "UnprocessableEntity", statusCode: 422, words: /is required/ },
    1,
  ],
  501: [service(501, "NotImplemented", "Not yet."), { code: "NotImplemented", statusCode: 501, words: /Not yet/ }, 1],
  505: [{ status: 505, text: "" }, { code: "Service", statusCode: 505, words: /505/ }, 1],
  408: [{ status: 408, text: "" }, { code: "Service", statusCode: 408, words: /408/ }, 4],
  429: [
    service(429, "TooManyRequests", "Slow down."),
    { code: "TooManyRequests", statusCode: 429, words: /20 a second/ },
    4,
  ],
  500: [
    service(500, "InternalServerError", "Oops."),
    { code: "InternalServerError", statusCode: 500, words: /Oops/ },
    4,
  ],
  "502 with HTML": [{ status: 502, text: HTML }, { code: "Service", statusCode: 502, words: /502/ }, 4],
  "503 without a body": [{ status: 503, text: "" }, { code: "Service", statusCode: 503, words: /503/ }, 4],
  504: [
    { status: 504, text: "upstream timed out" },
    { code: "Service", statusCode: 504, words: /upstream timed out/ },
    4,
  ],
  "a code in the header alone": [
    { status: 404, text: "", headers: { "x-ms-error-code": "NotFound", "x-ms-request-id": "r-2" } },
    { code: "NotFound", statusCode: 404, requestId: "r-2", words: /NotFound/ },
    1,
  ],
  "an error that is null": [{ status: 400, text: "null" }, { code: "Service", statusCode: 400, words: /400/ }, 1],
  "an error that is a string": [
    { status: 400, json: "bad id" },
    { code: "Service", statusCode: 400, words: /bad id/ },
    1,
  ],
  "a flat error": [
    { status: 400, json: { code: "Flat", message: "flat words" } },
    { code: "Flat", statusCode: 400, words: /flat words/ },
    1,
  ],
  "an OData error": [
    { status: 400, json: { "odata.error": { code: "OData", message: { lang: "en", value: "odata words" } } } },
    { code: "OData", statusCode: 400, words: /odata words/ },
    1,
  ],
  "a plain text": [{ status: 400, text: "just words" }, { code: "Service", statusCode: 400, words: /just words/ }, 1],
  "no network": ["offline", { code: "Network", words: /network, DNS or CORS/ }, 4],
  "an empty 200": [{ text: "" }, { code: "Decode", statusCode: 200, words: /empty body/ }, 1],
  "an HTML 200": [{ text: HTML }, { code: "Decode", statusCode: 200, words: /proxy, or a login page/ }, 1],
  "a JSON error under a 200": [
    service(200, "Hidden", "It failed after all."),
    { code: "Hidden", statusCode: 200, words: /It failed after all/ },
    1,
  ],
  "truncated JSON": [{ text: `{"displayName":"Ha` }, { code: "Decode", statusCode: 200, words: /byte \d+/ }, 1],
  "garbage behind the JSON": [
    { text: `{"displayName":"Hall"}x` },
    { code: "Decode", statusCode: 200, words: /byte \d+/ },
    1,
  ],
  NaN: [{ text: `{"displayName":"Hall","tiles":NaN}` }, { code: "Decode", statusCode: 200, words: /\/tiles/ }, 1],
  "Infinity in what isn't known": [
    { text: `{"displayName":"Hall","future":-Infinity}` },
    { code: "Decode", statusCode: 200, words: /\/future/ },
    1,
  ],
  "a number that no double holds": [
    { text: `{"displayName":"Hall","future":{"x":1e400}}` },
    { code: "Decode", statusCode: 200, pointer: "/future/x", words: /too large/ },
    1,
  ],
  null: [{ text: "null" }, { code: "Decode", statusCode: 200, words: /dashboard/ }, 1],
  "a missing member": [
    { json: {} },
    { code: "Decode", statusCode: 200, pointer: "/displayName", words: /displayName/ },
    1,
  ],
  "a wrong type": [
    { json: { displayName: "Hall", tiles: [{ displayName: "t", x: 0, y: null, width: 1, height: 1 }] } },
    { code: "Decode", statusCode: 200, pointer: "/tiles/0/y", words: /\/tiles\/0\/y/ },
    1,
  ],
  "a known type that is malformed": [
    {
      json: {
        displayName: "Hall",
        tiles: [{ displayName: "t", x: 0, y: 0, width: 1, height: 1, configuration: { type: "markdown" } }],
      },
    },
    { code: "Decode", statusCode: 200, pointer: "/tiles/0/configuration/description", words: /description/ },
    1,
  ],
  "very deep nesting": [
    { text: `{"displayName":"Hall","future":${"[".repeat(1000)}${"]".repeat(1000)}}` },
    { code: "Decode", statusCode: 200, words: /deep/ },
    1,
  ],
};

for (const [what, [answer, { words, ...expected }, times]] of Object.entries(ANSWERS)) {
  test(`get, answered by ${what}`, async () => {
    const { error, sent } = await failure(Array(times).fill(answer), get, ID);
    const { name, isError, isIotCentralError, isTransient, message, text, ...details } = error;
    assert.deepEqual(
      { name, isError, isIotCentralError },
      { name: "IotCentralError", isError: true, isIotCentralError: true },
    );
    // A read is sent again after each transient failure.
    assert.equal(isTransient, times > 1);
    if (!("pointer" in expected)) delete details.pointer;
    assert.deepEqual(details, expected);
    assert.match(message, words);
    assert.ok(message.startsWith(WHERE), `it doesn't say what failed: ${message}`);
    assert.equal(text, `IotCentralError: ${message}`);
    assert.doesNotMatch(message, /<|nginx|10\.0\.0\.7|t0ken/);
    assert.equal(sent.length, times);
    for (const { url } of sent) assert.equal(url, ADDRESS);
  });
}

test("a caller sees no transient failure", async () => {
  const answers = [
    { status: 503, text: HTML },
    "offline",
    { status: 429, json: {} },
    { json: { displayName: "Hall" } },
  ];
  const { value, sent } = await run(answers, (id) => connect().dashboards.get(id), ID);
  assert.deepEqual([value, sent.length], [{ displayName: "Hall" }, 4]);
});

/** How often each operation is sent after no answer, or after an answer that leaves the outcome unknown. */
const REPEATED = {
  get: [(id) => caught(() => connect().dashboards.get(id)), { offline: 4, 500: 4, 503: 4 }],
  create: [(id) => caught(() => connect().dashboards.create(id, { displayName: "t" })), { offline: 4, 500: 4, 503: 4 }],
  update: [(id) => caught(() => connect().dashboards.update(id, { displayName: "t" })), { offline: 1, 500: 1, 503: 4 }],
  delete: [(id) => caught(() => connect().dashboards.delete(id)), { offline: 4, 500: 4, 503: 4 }],
};

for (const [operation, [work, times]] of Object.entries(REPEATED)) {
  for (const [how, expected] of Object.entries(times)) {
    test(`${operation}, answered by ${how}, is sent ${expected} times`, async () => {
      const answer = how === "offline" ? how : { status: Number(how), json: {} };
      const { sent } = await failure(Array(expected + 1).fill(answer), work, ID);
      assert.equal(sent.length, expected);
      assert.equal(new Set(sent.map(({ body }) => body)).size, 1);
    });
  }
}

test("a deletion without an answer succeeds if the dashboard is gone", async () => {
  const gone = service(404, "NotFound", "There is none.");
  const { value, sent } = await run(["offline", gone], (id) => connect().dashboards.delete(id), ID);
  assert.deepEqual([value, sent.length], [undefined, 2]);
  const { error } = await failure([gone], (id) => caught(connect().dashboards.delete(id)), ID);
  assert.equal(error.statusCode, 404);
});

test("maxRetries: 0 turns retries off", async () => {
  const { sent } = await failure(
    ["offline", "offline"],
    (id) => caught(() => connect({ retryOptions: { maxRetries: 0 } }).dashboards.get(id)),
    ID,
  );
  assert.equal(sent.length, 1);
});

test("a 412 names the outdated etag", async () => {
  const { error } = await failure(
    [service(412, "PreconditionFailed", "Old.")],
    (id) => caught(() => connect().dashboards.update(id, {}, { ifMatch: '"etag-1"' })),
    ID,
  );
  assert.match(error.message, /etag "etag-1" is out of date/);
});

/** Secrets, and texts in which the service, a proxy or a credential could repeat them. */
const SECRETS = {
  "bearer token": "rejected: Bearer s3cret-token, sorry",
  "bearer token in capitals": "AUTHORIZATION: BEARER s3cret-token",
  "API token": "SharedAccessSignature sr=a&sig=s3cret%3D&skn=x&se=1 is over",
  signature: "https://store/blob?sv=1&sig=s3cret%3D&se=2",
  "account key": "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=s3cret==;EndpointSuffix=y",
  "bare web token": "the token eyJ0eXAi.s3cret.s3cret is over",
  "shared access key": "HostName=x;SharedAccessKeyName=y;SharedAccessKey=s3cret=",
};

for (const [kind, text] of Object.entries(SECRETS)) {
  test(`a ${kind} is in no error`, async () => {
    const inPage = async ([id, text]) => {
      const thrown = async (work) =>
        work().catch((error) => [
          error.message,
          String(error),
          error.stack,
          JSON.stringify(error),
          ...Object.values(error),
        ]);
      const refuse = () => {
        throw new Error(text);
      };
      return [
        await thrown(() => connect().dashboards.get(id)),
        await thrown(() => connect({}, refuse).dashboards.get(id)),
      ].flat();
    };
    const { value } = await run([service(400, "BadRequest", text)], inPage, [ID, text]);
    assert.ok(value.length > 8);
    for (const shown of value) assert.doesNotMatch(String(shown), /s3cret/);
    assert.match(value[0], /\*\*\*/);
  });
}

test("a signed continuation token is on the error, and not on the console", async () => {
  const link = `${ENDPOINT}/api/dashboards?sv=1&sig=s3cret`;
  const { value } = await run([{ json: { value: [], nextLink: link } }, { status: 403, json: {} }], async () => {
    const walk = connect().dashboards.list().byPage();
    await walk.next();
    const error = await walk.next().catch((error) => error);
    return [error.continuationToken, JSON.stringify(error), JSON.stringify({ ...error }), String(error), error.stack];
  });
  assert.equal(value[0], link);
  for (const shown of value.slice(1)) assert.doesNotMatch(shown, /s3cret/);
});

test("a truncated answer names the place and the request", async () => {
  const text = `{"displayName":"Ha`;
  const { value } = await run(
    [{ text, headers: { "x-ms-request-id": "r-1" } }],
    (id) =>
      connect()
        .dashboards.get(id)
        .catch(({ code, requestId, offset }) => ({ code, requestId, offset })),
    ID,
  );
  assert.deepEqual(value, { code: "Decode", requestId: "r-1", offset: text.length });
});

for (const fault of ["offline", { status: 500, json: {} }]) {
  test(`a query that got ${JSON.stringify(fault)} is sent again`, async () => {
    const work = () => connect({ rateLimit: { queriesPerSecond: 0 } }).query.run("SELECT $id FROM dtmi:a;1");
    const { value, sent } = await run([fault, { json: { results: [{ $id: "a" }] } }], work);
    assert.deepEqual(
      [value, sent.map(({ method }) => method), new Set(sent.map(({ body }) => body)).size],
      [[{ $id: "a" }], ["POST", "POST"], 1],
    );
  });
}

for (const [what, answer] of Object.entries({
  "a login page": { text: HTML },
  "an error": service(200, "Hidden", "No."),
})) {
  test(`${what} under a 200 is not a successful deletion`, async () => {
    const { error, sent } = await failure([answer], (id) => caught(connect().dashboards.delete(id)), ID);
    assert.deepEqual([error.statusCode, sent.length], [200, 1]);
    assert.match(error.code, /^(Decode|Hidden)$/);
  });
}

test("a change that was not made rejects with the original failure", async () => {
  for (const found of [
    { displayName: "old", etag: '"1"' },
    { displayName: "new", later: { a: 1 }, etag: '"2"' },
  ]) {
    const work = (id) =>
      caught(connect().dashboards.update(id, { displayName: "new", later: { a: null } }, { ifMatch: '"1"' }));
    const { error, sent } = await failure(["offline", { json: found }], work, ID);
    assert.deepEqual([error.code, sent.map(({ method }) => method)], ["Network", ["PATCH", "GET"]]);
  }
});

test("a pointer contains no secret", async () => {
  const { error } = await failure([{ text: `{"displayName":"Hall","sig=s3cret":NaN}` }], get, ID);
  assert.deepEqual([error.code, error.pointer], ["Decode", "/sig=***"]);
  assert.doesNotMatch(JSON.stringify(error), /s3cret/);
});

test("a long message of the service is shortened, and an HTML page is left out", async () => {
  for (const [message, expected] of [
    ["x".repeat(2_000_000), /x{1000}…/],
    ["<html>10.0.0.7</html>", /BadRequest$/],
  ]) {
    const { error } = await failure([service(400, "BadRequest", message)], get, ID);
    assert.match(error.message, expected);
    assert.ok(error.message.length < 1_500);
  }
});

test("a late answer is a Timeout, and its fetch is aborted", async () => {
  const { error, sent } = await failure(
    ["silence"],
    (id) => caught(() => connect({ timeout: { tryInMs: 20 }, retryOptions: { maxRetries: 0 } }).dashboards.get(id)),
    ID,
  );
  assert.equal(error.code, "Timeout");
  assert.match(error.message, /20 ms; timeout.tryInMs/);
  assert.equal(sent[0].aborted, true);
});

test("the timeout of an attempt covers the body", async () => {
  const { error } = await failure(
    [{ stalls: true }],
    (id) => caught(() => connect({ timeout: { tryInMs: 20 }, retryOptions: { maxRetries: 0 } }).dashboards.get(id)),
    ID,
  );
  assert.equal(error.code, "Timeout");
});

test("the client waits as long as Retry-After says", async () => {
  const page = await world(
    [{ status: 429, headers: { "Retry-After": "7" }, json: {} }, { json: { displayName: "Hall" } }],
    { clock: true },
  );
  await page.evaluate((id) => void (globalThis.result = connect().dashboards.get(id)), ID);
  await page.advance(6_999);
  assert.equal((await page.sent()).length, 1);
  await page.advance(1);
  assert.deepEqual(await page.evaluate(() => result), { displayName: "Hall" });
});

test("too long a wait is not started, and the error contains its length", async () => {
  const page = await world([{ status: 429, headers: { "Retry-After": "86400" }, json: {} }], { clock: true });
  const error = await page.evaluate(get, ID);
  assert.deepEqual([error.statusCode, error.retryAfterInMs], [429, 86_400_000]);
  await page.advance(3_600_000);
  const later = await page.evaluate(get, ID);
  assert.deepEqual(
    [later.code, later.statusCode, later.retryAfterInMs],
    ["Service", 429, 82_800_000],
    "another client is held, too",
  );
  assert.match(later.message, /was not sent: with status 429 the service asked to wait another 82800000 ms$/);
  assert.equal((await page.sent()).length, 1);
});

/** By how much the clock is set during a wait of a minute, and after how long the wait ends. */
for (const [what, set, over] of [
  ["set back", -600_000, 60_000],
  ["ahead after the machine has slept", 58_000, 5_000],
]) {
  test(`a clock that is ${what} delays no retry`, async () => {
    const page = await world(
      [{ status: 429, headers: { "Retry-After": "60" }, json: {} }, { json: { displayName: "Hall" } }],
      { clock: true },
    );
    await page.evaluate(
      (id) =>
        void connect()
          .dashboards.get(id)
          .then(({ displayName }) => void (globalThis.result = displayName)),
      ID,
    );
    await page.advance(0);
    await page.evaluate((set) => setClock(set), set);
    await page.advance(over - 1);
    assert.equal(await page.evaluate(() => globalThis.result), undefined);
    await page.advance(1);
    assert.equal(await page.evaluate(() => globalThis.result), "Hall");
  });
}

for (const value of ["-5", "soon", "Thu, 01 Jan 1970 00:00:00 GMT", ""]) {
  test(`Retry-After: ${value || "nothing"} is ignored`, async () => {
    const { value: dashboard } = await run(
      [{ status: 429, headers: { "Retry-After": value }, json: {} }, { json: { displayName: "Hall" } }],
      (id) => connect().dashboards.get(id),
      ID,
    );
    assert.deepEqual(dashboard, { displayName: "Hall" });
  });
}

test("the error has the details that Azure Resource Manager gives", async () => {
  const detail = { code: "Quota", message: "10 at most", target: "sku" };
  const found = await run([service(409, "Conflict", "Not so.", { details: [detail] })], get, ID);
  assert.match(JSON.stringify(found), /"details":\[\{"code":"Quota","message":"10 at most","target":"sku"\}\]/);
});
