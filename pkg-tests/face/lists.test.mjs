// Lists: items, pages, continuation, and mistakes of the service.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ENDPOINT, failure, run, VERSION, world } from "./world.mjs";

const LIST = `${ENDPOINT}/api/dashboards?${VERSION}`;
const link = (token) => `${LIST}&continuationToken=${token}`;
const page = (names, nextLink) => ({ json: { value: names.map((displayName) => ({ displayName })), nextLink } });
const urls = (sent) => sent.map(({ url }) => url);

/** Returns all names of the list. */
const names = async (options) => {
  const found = [];
  for await (const { displayName } of connect().dashboards.list(options)) found.push(displayName);
  return found;
};

/** Returns all pages of the list as names. */
const pages = async ({ options, settings }) => {
  const found = [];
  for await (const { items, malformed, continuationToken } of connect().dashboards.list(options).byPage(settings)) {
    found.push([items.map(({ displayName }) => displayName), malformed.length, continuationToken]);
  }
  return found;
};

test("items come page by page, also after an empty page, and links are followed unchanged", async () => {
  const answers = [page(["a", "b"], link("%2B%C3%A9%20")), page([], link("3")), page(["c"], null)];
  const { value, sent } = await run(answers, names);
  assert.deepEqual(value, ["a", "b", "c"]);
  assert.deepEqual(urls(sent), [LIST, link("%2B%C3%A9%20"), link("3")]);
  for (const { method, headers } of sent) {
    assert.deepEqual(
      { method, headers },
      { method: "GET", headers: { accept: "application/json", authorization: "Bearer t0ken" } },
    );
  }
});

test("the first request contains the options", async () => {
  const options = { maxPageSize: 100, filter: "displayName eq 'Hall 1' & favorite", orderby: "displayName desc" };
  const { sent } = await run([page([])], names, options);
  const query = "&maxpagesize=100&filter=displayName%20eq%20%27Hall%201%27%20%26%20favorite&orderby=displayName%20desc";
  assert.deepEqual(urls(sent), [LIST + query]);
});

test("a page has the token of the next page", async () => {
  const { value, sent } = await run([page(["a"], link("2")), page(["b"])], pages, {
    options: { maxPageSize: 5 },
    settings: { maxPageSize: 1 },
  });
  assert.deepEqual(value, [
    [["a"], 0, link("2")],
    [["b"], 0, undefined],
  ]);
  assert.deepEqual(urls(sent), [`${LIST}&maxpagesize=1`, link("2")]);
});

test("characters of any width are read correctly, at any position of a long page", async () => {
  // Characters of one to four bytes, so that some of them cross the end of a chunk.
  const sent = Array.from({ length: 4 }, (_, shift) => "x".repeat(shift) + "aß冷🌡️".repeat(8_000));
  const { value } = await run([page(sent)], names);
  assert.ok(value.join() === sent.join());
});

test("a list resumes where an earlier one ended", async () => {
  const { value, sent } = await run([page(["b"])], pages, { settings: { continuationToken: link("2") } });
  assert.deepEqual(value, [[["b"], 0, undefined]]);
  assert.deepEqual(urls(sent), [link("2")]);
});

for (const [kind, nextLink] of [
  ["null", null],
  ["an empty string", ""],
]) {
  test(`a nextLink that is ${kind} ends the list`, async () => {
    const { value, sent } = await run([page(["a"], nextLink)], pages, {});
    assert.deepEqual([value, sent.length], [[[["a"], 0, undefined]], 1]);
  });
}

for (const link of ["/api/dashboards?x=1", "?x=1", "dashboards?x=1"]) {
  test(`the nextLink ${link} is relative to its page`, async () => {
    const { sent } = await run([page(["a"], link), page(["b"])], names);
    assert.equal(sent[1].url, `${ENDPOINT}/api/dashboards?x=1`);
  });
}

test("a continuation token from a relative nextLink works from anywhere", async () => {
  const { value, sent } = await run([page(["a"], "?x=1"), page(["b"])], async () => {
    const { value } = await connect().dashboards.list().byPage().next();
    return (await connect().dashboards.list().byPage({ continuationToken: value.continuationToken }).next()).value
      .items[0].displayName;
  });
  assert.deepEqual([value, sent[1].url], ["b", `${ENDPOINT}/api/dashboards?x=1`]);
});

test("nothing is sent before the first item is requested", async () => {
  const { value, sent } = await run([], async () => {
    const list = connect().dashboards.list();
    list.byPage();
    await new Promise((turn) => setTimeout(turn));
    return [typeof list.next, list[Symbol.asyncIterator]() === list || typeof list[Symbol.asyncIterator]().next];
  });
  assert.equal(value[0], "function");
  assert.deepEqual(sent, []);
});

test("overlapping calls of next() get the items in order, with one request a page", async () => {
  const { value, sent } = await run([page(["a", "b"], link("2")), page(["c"])], async () => {
    const list = connect().dashboards.list();
    const steps = await Promise.all([list.next(), list.next(), list.next(), list.next(), list.next()]);
    return steps.map(({ done, value }) => (done ? "done" : value.displayName));
  });
  assert.deepEqual(value, ["a", "b", "c", "done", "done"]);
  assert.equal(sent.length, 2);
});

test("pages that are requested concurrently come in order", async () => {
  const { value } = await run([page(["a"], link("2")), page(["b"])], async () => {
    const walk = connect().dashboards.list().byPage();
    const steps = await Promise.all([walk.next(), walk.next(), walk.next()]);
    return steps.map(({ done, value }) => (done ? "done" : value.items[0].displayName));
  });
  assert.deepEqual(value, ["a", "b", "done"]);
});

test("leaving the loop ends the list", async () => {
  const { value, sent } = await run([page(["a", "b"], link("2"))], async () => {
    const list = connect().dashboards.list();
    for await (const { displayName } of list) if (displayName === "a") break;
    return [await list.next(), await list.return(), await list.next()].map(({ done, value }) => [done, value]);
  });
  assert.deepEqual(value, Array(3).fill([true, undefined]));
  assert.equal(sent.length, 1);
});

test("return() after next() lets that call complete, and nothing is sent afterwards", async () => {
  const { value, sent } = await run([page(["a", "b"], link("2"))], async () => {
    const list = connect().dashboards.list();
    const steps = await Promise.all([list.next(), list.return(), list.next()]);
    return steps.map(({ done, value }) => (done ? "done" : value.displayName));
  });
  assert.deepEqual(value, ["a", "done", "done"]);
  assert.equal(sent.length, 1);
});

test("return() ends an iteration of pages", async () => {
  const { value, sent } = await run([page(["a"], link("2"))], async () => {
    const walk = connect().dashboards.list().byPage();
    await walk.next();
    return [await walk.return(), await walk.next()].map(({ done, value }) => [done, value]);
  });
  assert.deepEqual(value, Array(2).fill([true, undefined]));
  assert.equal(sent.length, 1);
});

const BROKEN = {
  json: {
    value: [
      { displayName: "a" },
      {
        displayName: "b",
        tiles: [{ displayName: "t", x: "0", y: 0, width: 1, height: 1, configuration: { type: "label", text: "x" } }],
      },
      { displayName: "c" },
      "nonsense",
    ],
  },
};
const POINTERS = [
  [1, "/value/1/tiles/0/x"],
  [3, "/value/3"],
];

test("malformed items are reported, and the others are kept", async () => {
  const { value } = await run([BROKEN], async () => {
    const malformed = [],
      names = [];
    const onMalformed = ({ index, pointer, message }) => malformed.push([index, pointer, typeof message]);
    for await (const { displayName } of connect().dashboards.list({ onMalformed })) names.push(displayName);
    return { names, malformed };
  });
  assert.deepEqual(value, { names: ["a", "c"], malformed: POINTERS.map((pointer) => [...pointer, "string"]) });
});

test("a page lists its malformed items, and reports them too", async () => {
  const { value } = await run([BROKEN], async () => {
    const told = [];
    const { value } = await connect()
      .dashboards.list({ onMalformed: ({ index, pointer }) => told.push([index, pointer]) })
      .byPage()
      .next();
    return [
      value.items.map(({ displayName }) => displayName),
      value.malformed.map(({ index, pointer }) => [index, pointer]),
      told,
    ];
  });
  assert.deepEqual(value, [["a", "c"], POINTERS, POINTERS]);
});

test("a page of only malformed items is an error; one with many of them keeps the others", async () => {
  const items = Array.from({ length: 40_000 }, (_, index) => (index % 50 === 7 ? 0 : { displayName: `${index}` }));
  const { value } = await run([{ json: { value: Array(2_000).fill(0) } }, { json: { value: items } }], async () => {
    const error = await caught(connect().dashboards.list().next());
    const { value: page } = await connect()
      .dashboards.list({ onMalformed: () => {} })
      .byPage()
      .next();
    return [error.code, error.pointer, page.items.length, page.malformed.length, page.items[7].displayName];
  });
  assert.deepEqual(value, ["Decode", "/value/1000", 39_200, 800, "8"]);
});

test("malformed items are reported on the console if the caller passes no function", async () => {
  const alone = await world();
  for (const walk of [
    names,
    async () => (await connect().dashboards.list().byPage().next()).value.items.map(({ displayName }) => displayName),
  ]) {
    await alone.evaluate((answer) => void answers.push(answer), BROKEN);
    assert.deepEqual(await alone.evaluate(walk), ["a", "c"]);
    assert.equal(alone.complaints.length, 2);
    assert.match(alone.complaints.splice(0)[0], /^iotcentral-web: an item of a list can't be read and was left out/);
  }
});

const FOREIGN = {
  "another host": "https://attacker.example/api/dashboards",
  "a host behind a user name": "https://contoso.azureiotcentral.com@attacker.example/api/dashboards",
  "a user name": "https://user@contoso.azureiotcentral.com/api/dashboards",
  "a host without a scheme": "//attacker.example/api/dashboards",
  backslashes: "https:\\\\attacker.example\\api",
  "a backslash behind a slash": "/\\attacker.example/api/dashboards",
  "a backslash behind the host": "https://attacker.example\\@contoso.azureiotcentral.com/",
  "a suffix": "https://contoso.azureiotcentral.com.attacker.example/api/dashboards",
  "another application": "https://fabrikam.azureiotcentral.com/api/dashboards",
  http: "http://contoso.azureiotcentral.com/api/dashboards",
  "another port": "https://contoso.azureiotcentral.com:8443/api/dashboards",
  "a tab inside a slash": "/\t/attacker.example/",
  "a line break": "https://contoso.azureiotcentral.com/\n",
  "a script": "javascript:alert(1)",
  "a host where a scheme may stand": "attacker.example:443/api/dashboards",
};

test("a continuation token that is no address is named in the error", async () => {
  const { error } = await failure([], () =>
    caught(() => connect().dashboards.list().byPage({ continuationToken: "page 2" }).next()),
  );
  assert.match(error.message, /^a link or continuationToken is no address of https:\/\/contoso\./);
});

for (const [kind, nextLink] of Object.entries(FOREIGN)) {
  test(`a nextLink with ${kind} is rejected, and nothing is sent there`, async () => {
    const { value, sent } = await run([page(["a"], nextLink)], async () => {
      const list = connect().dashboards.list();
      const first = await list.next();
      return { first: first.value.displayName, error: await caught(list.next()) };
    });
    assert.equal(value.first, "a");
    assert.equal(value.error.code, "ForeignLink");
    assert.equal(value.error.isIotCentralError, true);
    assert.equal(sent.length, 1);
  });
  test(`a continuation token with ${kind} is rejected, and nothing is sent`, async () => {
    const { error, sent } = await failure(
      [],
      (continuationToken) => caught(() => connect().dashboards.list().byPage({ continuationToken }).next()),
      nextLink,
    );
    assert.match(error.code, /^(ForeignLink|InvalidInput)$/);
    assert.deepEqual(sent, []);
  });
}

const ENDLESS = {
  "to itself": [page(["a"], link("2")), page(["b"], link("2"))],
  "in a circle": [page(["a"], link("2")), page(["b"], link("3")), page(["c"], link("2"))],
};

for (const [how, answers] of Object.entries(ENDLESS)) {
  test(`links that lead ${how} end in an error`, async () => {
    const { error, sent } = await failure(answers, () =>
      caught(async () => {
        for await (const _ of connect().dashboards.list());
      }),
    );
    assert.equal(error.code, "Decode");
    assert.equal(sent.length, answers.length);
  });
}

const UNREADABLE = {
  "no value": [{ items: [] }, "/value"],
  "a null for the value": [{ value: null }, "/value"],
  "an object for the value": [{ value: {} }, "/value"],
  "a number for the nextLink": [{ value: [], nextLink: 2 }, "/nextLink"],
  "an array": [[], ""],
};

for (const [what, [json, pointer]] of Object.entries(UNREADABLE)) {
  test(`a page with ${what} is an error with a pointer`, async () => {
    const { error } = await failure([{ json }], () => caught(() => connect().dashboards.list().next()));
    assert.deepEqual([error.code, error.statusCode, error.pointer], ["Decode", 200, pointer]);
  });
}

test("a page that fails has a continuation token, from which the list can resume", async () => {
  const answers = [page(["a"], link("2")), { status: 403, json: {} }, page(["b"]), page(["b"])];
  const { value, sent } = await run(answers, async () => {
    const list = connect().dashboards.list();
    await list.next();
    const error = await caught(list.next());
    const again = await list.next();
    const elsewhere = await connect().dashboards.list().byPage({ continuationToken: error.continuationToken }).next();
    return [error.statusCode, error.continuationToken, again.value.displayName, elsewhere.value.items[0].displayName];
  });
  assert.deepEqual(value, [403, link("2"), "b", "b"]);
  assert.deepEqual(urls(sent), [LIST, link("2"), link("2"), link("2")]);
});

for (const maxPageSize of [0, -1, 101, 1.5, NaN, Infinity, "10", true]) {
  test(`a page size of ${JSON.stringify(maxPageSize)} is rejected, and nothing is sent`, async () => {
    const { error, sent } = await failure(
      [],
      (maxPageSize) => caught(() => connect().dashboards.list({ maxPageSize }).next()),
      maxPageSize,
    );
    assert.deepEqual([error.code, error.pointer], ["InvalidInput", "/maxPageSize"]);
    assert.deepEqual(sent, []);
  });
}
