// The options of a client: limits, hooks, logger, and a page's own fetch.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ADDRESS, ENDPOINT, failure, ID, run, VERSION, world } from "./world.mjs";

const HALL = { json: { displayName: "Hall" } };
const PAGE = (number) => ({
  json: { value: [{ displayName: `${number}` }], nextLink: `${ENDPOINT}/api/dashboards?page=${number}` },
});

test("hooks get every attempt, without secrets", async () => {
  const answers = [
    { status: 503, text: "", headers: { "retry-after": "0" } },
    { ...HALL, headers: { "x-ms-request-id": "r-1" } },
  ];
  const { value } = await run(
    answers,
    async (id) => {
      const told = [];
      const options = { onRequest: (request) => told.push(request), onResponse: (response) => told.push(response) };
      await connect(options).dashboards.update(id, { displayName: "s3cret" }, { ifMatch: '"1"' });
      return told;
    },
    ID,
  );
  const headers = { Accept: "application/json", "Content-Type": "application/merge-patch+json", "If-Match": '"1"' };
  const sent = (attempt) => ({ method: "PATCH", url: ADDRESS, attempt, headers });
  for (const response of [value[1], value[3]]) {
    assert.ok(response.durationInMs >= 0);
    delete response.durationInMs;
  }
  assert.deepEqual(value, [
    sent(0),
    { request: sent(0), statusCode: 503, headers: { "retry-after": "0" } },
    sent(1),
    { request: sent(1), statusCode: 200, headers: { "x-ms-request-id": "r-1" } },
  ]);
  assert.doesNotMatch(JSON.stringify(value), /t0ken|s3cret/);
});

test("a hook gets the reason of a missing answer, and no filter of the URL", async () => {
  const { value } = await run(["offline"], async () => {
    const told = [];
    const options = { onResponse: (response) => told.push(response), retryOptions: { maxRetries: 0 } };
    await caught(connect(options).dashboards.list({ filter: "displayName eq 's3cret'" }).next());
    return told;
  });
  assert.match(value[0].failure, /network, DNS or CORS/);
  assert.equal(value[0].request.url, `${ENDPOINT}/api/dashboards?${VERSION}&filter=***`);
  assert.equal("statusCode" in value[0], false);
});

test("an exception of a hook is reported, and the request continues", async () => {
  const page = await world([HALL]);
  const value = await page.evaluate((id) => {
    const onRequest = () => {
      throw new Error("the hook's own bug");
    };
    return connect({ onRequest }).dashboards.get(id);
  }, ID);
  assert.deepEqual(value, HALL.json);
  assert.equal(page.complaints.length, 1);
  assert.match(page.complaints[0], /onRequest failed/);
});

test("a logger gets a line for each request and the warnings, and the console gets nothing", async () => {
  const malformed = { json: { value: [{ displayName: 7 }] } };
  const { value } = await run([malformed], async () => {
    const lines = [];
    const logger = {
      debug(...line) {
        lines.push(["debug", this === logger, ...line]);
      },
      warn(...line) {
        lines.push(["warn", this === logger, ...line]);
      },
    };
    const central = new IotCentralClient(endpoint, "SharedAccessSignature sr=a&sig=s3cret&skn=b&se=1", { logger });
    for await (const _ of central.dashboards.list());
    return lines;
  });
  assert.deepEqual(
    value.map(([level, own, message]) => [level, own, message]),
    [
      ["warn", true, value[0][2]],
      ["debug", true, "iotcentral-web: request"],
      ["debug", true, "iotcentral-web: response"],
      ["warn", true, "iotcentral-web: an item of a list can't be read and was left out:"],
    ],
  );
  assert.match(value[0][2], /API token/);
  assert.equal(value[3][3].pointer, "/value/0/displayName");
  assert.doesNotMatch(JSON.stringify(value), /s3cret/);
});

test("the option fetch replaces the global function", async () => {
  const { value, sent } = await run(
    [],
    async (id) => {
      const asked = [];
      const central = connect({
        fetch: async (url, init) => {
          const { method, redirect, cache, credentials, referrerPolicy } = init;
          asked.push([url, method, redirect, cache, credentials, referrerPolicy, init.headers.get("authorization")]);
          asked.push([
            init.signal instanceof AbortSignal,
            init.body?.constructor.name,
            init.body && new TextDecoder().decode(init.body),
          ]);
          return new Response(`{"displayName":"mine"}`);
        },
      });
      return [await central.dashboards.get(id), await central.dashboards.update(id, { favorite: true }), asked];
    },
    ID,
  );
  const policy = ["error", "no-store", "omit", "no-referrer", "Bearer t0ken"];
  const asked = [
    [ADDRESS, "GET", ...policy],
    [true, undefined, undefined],
    [ADDRESS, "PATCH", ...policy],
    [true, "Uint8Array", `{"favorite":true}`],
  ];
  assert.deepEqual(value, [{ displayName: "mine" }, { displayName: "mine" }, asked]);
  assert.deepEqual(sent, []);
});

test("a fetch that throws or returns no Response fails only its request, as an option and as the page's own", async () => {
  const { value } = await run(
    [{ json: { displayName: "Hall" } }],
    async (id) => {
      const fetches = [
        () => {
          throw new Error("Bearer s3cret");
        },
        async () => {
          throw "no";
        },
        () => undefined,
        () => ({}),
        () => ({ status: 200, headers: {}, arrayBuffer: () => new ArrayBuffer(2) }),
      ];
      const get = (fetch) => caught(connect({ fetch, retryOptions: { maxRetries: 0 } }).dashboards.get(id));
      const failures = await Promise.all(fetches.map(get));
      const own = globalThis.fetch;
      for (const fetch of fetches) {
        globalThis.fetch = fetch;
        failures.push(await get());
      }
      globalThis.fetch = own;
      return { failures, then: await connect().dashboards.get(id) };
    },
    ID,
  );
  assert.equal(value.failures.length, 10);
  for (const error of value.failures) assert.equal(error.code, "Network", JSON.stringify(error));
  assert.deepEqual(value.then, { displayName: "Hall" });
  assert.doesNotMatch(JSON.stringify(value), /s3cret/);
});

test("an answer of another fetch that throws on any access is an error, with the exception as its cause", async () => {
  const { value } = await run(
    [],
    async (id) => {
      const thrown = new RangeError("odd");
      const throws = () => {
        throw thrown;
      };
      const answer = (changes) => Object.defineProperties(new Response(`{"displayName":"Hall"}`), changes);
      const reader = (read) => ({ body: { value: { getReader: () => ({ read }) } } });
      let turns = 0;
      const answers = {
        "a status that throws": answer({ status: { get: throws } }),
        "a status that throws the second time": answer({ status: { get: () => (turns++ ? throws() : 200) } }),
        "headers that throw": answer({ headers: { get: throws } }),
        "a header that throws": answer({ headers: { value: { get: throws } } }),
        "a body that throws": answer({ body: { get: throws } }),
        "a reader that throws": answer(reader(throws)),
        "a reader that rejects": answer(reader(async () => throws())),
        "a piece that throws": answer(
          reader(async () => ({
            get value() {
              throw thrown;
            },
          })),
        ),
        "an arrayBuffer that throws": answer({ body: { value: null }, arrayBuffer: { value: throws } }),
        "a proxy that throws": new Proxy({}, { get: (_, name) => (name === "then" ? undefined : throws()) }),
        "pieces of text": answer(reader(async () => ({ value: "text" }))),
        "pieces that are nothing": answer(reader(async () => ({}))),
        "a status of text": answer({ status: { value: "text" } }),
        "nothing to read": { status: 200, headers: new Headers() },
        text: "text",
      };
      const ends = Object.entries(answers).map(async ([what, answer]) => {
        const central = connect({ fetch: async () => answer, retryOptions: { maxRetries: 0 } });
        const ending = central.dashboards.get(id).then(
          ({ displayName }) => displayName,
          ({ code, cause }) => [code, cause === thrown || cause.name],
        );
        const late = new Promise((turn) => setTimeout(turn, 2000, "no end"));
        return [what, await Promise.race([ending, late])];
      });
      return Object.fromEntries(await Promise.all(ends));
    },
    ID,
  );
  assert.equal(value["a status that throws the second time"], "Hall", "it is read once");
  delete value["a status that throws the second time"];
  const names = Object.keys(value);
  const type = names.indexOf("pieces of text");
  const expected = names.map((name, index) => [name, ["Network", index < type || "TypeError"]]);
  assert.deepEqual(value, Object.fromEntries(expected));
});

test("an exception of fetch is the cause of the error", async () => {
  const { value } = await run(
    ["offline"],
    async (id) => {
      const retryOptions = { maxRetries: 0 };
      const own = await connect({ retryOptions })
        .dashboards.get(id)
        .catch(({ cause }) => [cause instanceof TypeError, cause.message]);
      const thrown = { odd: true };
      return [
        own,
        await connect({
          retryOptions,
          fetch: () => {
            throw thrown;
          },
        })
          .dashboards.get(id)
          .catch(({ cause }) => cause === thrown),
      ];
    },
    ID,
  );
  assert.deepEqual(value, [[true, "Failed to fetch"], true]);
});

for (const [options, said] of [
  [{ maxPages: 2 }, "2 pages (maxPages)"],
  [{ maxItems: 2 }, "2 items (maxItems)"],
]) {
  test(`a list of more than ${said} ends with an error that has a continuation token`, async () => {
    const { error, sent } = await failure(
      [PAGE(1), PAGE(2), PAGE(3)],
      (options) =>
        caught(async () => {
          for await (const _ of connect(options).dashboards.list());
        }),
      options,
    );
    assert.deepEqual([error.code, error.continuationToken], ["Limit", `${ENDPOINT}/api/dashboards?page=2`]);
    assert.ok(error.message.includes(said), error.message);
    assert.equal(sent.length, 2);
  });
}

test("requestsPerSecond limits all clients of an application in the page together", async () => {
  const page = await world([], { clock: true });
  await page.evaluate((id) => {
    globalThis.moments = [];
    const options = {
      rateLimit: { requestsPerSecond: 20 },
      fetch: async () => (moments.push(Date.now()), new Response(`{"displayName":"Hall"}`)),
    };
    const clients = [connect(options), connect(options)];
    globalThis.ended = Promise.all(
      Array.from({ length: 26 }, (_, index) => clients[index % 2].dashboards.get(id)),
    ).then(() => undefined);
  }, ID);
  await page.advance(2_000);
  await page.evaluate(() => ended);
  const moments = await page.evaluate(() => moments);
  assert.equal(moments.length, 26);
  for (const [place, moment] of moments.slice(20).entries())
    assert.ok(moment - moments[place] >= 1_000, String(moments));
});

test("the timeout of an operation includes its waits", async () => {
  const options = { timeout: { overallInMs: 30 } };
  const { error, sent } = await failure(
    [{ status: 503, text: "", headers: { "retry-after": "5" } }, HALL],
    ([id, options]) => caught(connect(options).dashboards.get(id)),
    [ID, options],
  );
  assert.ok(error.code === "Timeout", error.message);
  assert.match(error.message, /30 ms; timeout\.overallInMs/);
  assert.equal(sent.length, 1);
});

test("after a claims challenge, the token has the claims", async () => {
  const claims = `{"access_token":{"nbf":{"essential":true}}}`;
  const challenge = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString("base64")}"`;
  const { value, sent } = await run(
    [{ status: 401, text: "", headers: { "www-authenticate": challenge } }, HALL],
    async (id) => {
      const asked = [];
      await connect({}, (_scope, { claims, enableCae, abortSignal }) => {
        asked.push([claims ?? "none", enableCae, abortSignal instanceof AbortSignal]);
        return `t${asked.length}`;
      }).dashboards.get(id);
      return asked;
    },
    ID,
  );
  assert.deepEqual(value, [
    ["none", true, true],
    [claims, true, true],
  ]);
  assert.deepEqual(
    sent.map(({ headers }) => headers.authorization),
    ["Bearer t1", "Bearer t2"],
  );
});

test("the signal of getToken is aborted when no call waits for the token any more", async () => {
  const { value, sent } = await run(
    [],
    async (id) => {
      let signal;
      const controller = new AbortController();
      const waiting = connect(
        {},
        (_, options) => ((signal = options.abortSignal), new Promise(() => {})),
      ).dashboards.get(id, { abortSignal: controller.signal });
      await until(() => signal);
      controller.abort();
      const { name } = await caught(waiting);
      await until(() => signal.aborted);
      return name;
    },
    ID,
  );
  assert.deepEqual([value, sent], ["AbortError", []]);
});

test("a change without an answer is read back", async () => {
  const { value, sent } = await run(
    ["offline", { json: { displayName: "new", etag: '"2"' } }],
    (id) => connect().dashboards.update(id, { displayName: "new" }, { ifMatch: '"1"' }),
    ID,
  );
  assert.deepEqual(value, { displayName: "new", etag: '"2"' });
  assert.deepEqual(
    sent.map(({ method }) => method),
    ["PATCH", "GET"],
  );
});

const CUSTOM = { requestOptions: { customHeaders: { "x-trace": "t-1" } } };

test("customHeaders go with every request of their operation only, and no hook sees them", async () => {
  const answers = [PAGE(1), { status: 503, text: "", headers: { "retry-after": "0" } }, { json: { value: [] } }, HALL];
  const { value, sent } = await run(
    answers,
    async ({ id, custom }) => {
      const told = [];
      const central = connect({ onRequest: (request) => told.push(request), onResponse: (it) => told.push(it) });
      for await (const _ of central.dashboards.list(custom));
      await central.dashboards.get(id);
      return JSON.stringify(told);
    },
    { id: ID, custom: CUSTOM },
  );
  assert.deepEqual(
    sent.map(({ headers }) => headers["x-trace"]),
    ["t-1", "t-1", "t-1", undefined],
  );
  assert.deepEqual(new Set(sent.map(({ headers }) => headers.authorization)), new Set(["Bearer t0ken"]));
  assert.doesNotMatch(value, /t-1|x-trace/);
});

test("customHeaders of one operation stay out of others that run at the same time", async () => {
  const { sent } = await run(
    [HALL, HALL, HALL],
    async (custom) => {
      const { dashboards } = connect();
      await Promise.all([dashboards.get("a"), dashboards.get("b", custom), dashboards.get("c")]);
    },
    CUSTOM,
  );
  const custom = sent.filter(({ headers }) => "x-trace" in headers).map(({ url }) => new URL(url).pathname);
  assert.deepEqual([sent.length, custom], [3, ["/api/dashboards/b"]]);
});

for (const [customHeaders, what] of [
  [{ Authorization: "Bearer s3cret" }, "the token"],
  [{ "CONTENT-TYPE": "s3cret" }, "the type of the body"],
  [{ accept: "s3cret" }, "the type of the answer"],
  [{ "if-match": "s3cret" }, "the etag"],
  [{ "x-trace": "s3cret\r\nAuthorization: x" }, "two lines"],
  [{ "x trace": "s3cret" }, "a space in its name"],
  [{ "x-trace": 7 }, "a number"],
  ["s3cret", "a text"],
]) {
  test(`customHeaders with ${what} are refused, and nothing is sent`, async () => {
    const { error, sent } = await failure(
      [],
      ({ id, options }) => caught(() => connect().dashboards.get(id, options)),
      { id: ID, options: { requestOptions: { customHeaders } } },
    );
    assert.deepEqual([error.code, error.pointer], ["InvalidInput", "/requestOptions"]);
    assert.match(
      error.message,
      /requestOptions should be \{ customHeaders: .* without Authorization, Accept, Content-Type and If-Match/,
    );
    assert.doesNotMatch(JSON.stringify(error), /s3cret/);
    assert.deepEqual(sent, []);
  });
}

test("onResponse of an operation is told of each of its tries, after that of the client", async () => {
  const answers = [{ status: 503, text: "", headers: { "retry-after": "0" } }, HALL, HALL];
  const { value } = await run(
    answers,
    async (id) => {
      const told = [];
      const note =
        (who) =>
        ({ statusCode, request: { attempt } }) =>
          told.push(`${who} ${attempt} ${statusCode}`);
      const central = connect({ onResponse: note("client") });
      await central.dashboards.get(id, { onResponse: note("call") });
      await central.dashboards.get(id);
      return told;
    },
    ID,
  );
  assert.deepEqual(value, ["client 0 503", "call 0 503", "client 1 200", "call 1 200", "client 0 200"]);
});
