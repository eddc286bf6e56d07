// `edit`: reads a dashboard, lets a function change it, and writes the difference, merged with what others wrote.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ADDRESS, failure, ID, run } from "./world.mjs";

const tile = (id, rest) => ({
  id,
  displayName: `tile ${id}`,
  x: Number(id),
  y: 0,
  width: 1,
  height: 1,
  configuration: { type: "label", text: "x", later: [1.5, null] },
  ...rest,
});
const board = (etag, rest) => ({
  id: ID,
  displayName: "Hall 1",
  personal: false,
  favorite: false,
  etag,
  later: { a: 1 },
  tiles: [tile("1"), tile("2")],
  ...rest,
});
const OUTDATED = { status: 412, json: { error: { code: "PreconditionFailed", message: "Old." } } };

/** Returns the requests as `METHOD if-match`, and the bodies. */
const traffic = (sent) => sent.map(({ method, headers }) => `${method} ${headers["if-match"] ?? "-"}`);
const bodies = (sent) => sent.filter(({ body }) => body).map(({ body }) => JSON.parse(body));

/** Different ways to make the same change. All send the same request. */
const CHANGES = {
  "a function that mutates": (id) =>
    connect().dashboards.edit(id, (dashboard) => {
      dashboard.displayName = "Hall 2";
    }),
  "an async function that mutates": (id) =>
    connect().dashboards.edit(id, async (dashboard) => {
      await new Promise((turn) => setTimeout(turn));
      dashboard.displayName = "Hall 2";
    }),
  "a function that returns another": (id) =>
    connect().dashboards.edit(id, (dashboard) => ({ ...dashboard, displayName: "Hall 2" })),
  "a promise of another": (id) =>
    connect().dashboards.edit(id, async (dashboard) => ({ ...dashboard, displayName: "Hall 2" })),
  "another without what only the service sets": (id) =>
    connect().dashboards.edit(id, ({ favorite, later, tiles }) => ({
      tiles: tiles.map(({ id, ...tile }) => tile),
      later,
      favorite,
      displayName: "Hall 2",
    })),
};

for (const [what, work] of Object.entries(CHANGES)) {
  test(`${what} writes the difference, over the version that was read`, async () => {
    const after = board('"2"', { displayName: "Hall 2" });
    const { value, sent } = await run([{ json: board('"1"') }, { json: after }], work, ID);
    assert.deepEqual(value, after);
    assert.deepEqual(traffic(sent), ["GET -", 'PATCH "1"']);
    assert.deepEqual(bodies(sent), [{ displayName: "Hall 2" }]);
    assert.deepEqual(
      sent.map(({ url }) => url),
      [ADDRESS, ADDRESS],
    );
    assert.equal(sent[1].headers["content-type"], "application/merge-patch+json");
  });
}

test("an edit without a change writes nothing, even if it rewrites the text", async () => {
  const text = ` {"favorite":false, "displayName":"H\\u0061ll", "etag":"1", "later":{"b":1.0,"a":12345678901234567890}, "tiles":[ ] } `;
  const { value, sent } = await run(
    [{ text }],
    (id) => connect().dashboards.edit(id, (dashboard) => JSON.parse(JSON.stringify(dashboard))),
    ID,
  );
  assert.equal(value.displayName, "Hall");
  assert.deepEqual(traffic(sent), ["GET -"]);
});

test("a member that the edit deletes is removed", async () => {
  const { sent } = await run(
    [{ json: board('"1"', { organizations: ["o1"] }) }, { json: board('"2"') }],
    (id) =>
      connect().dashboards.edit(id, (dashboard) => {
        delete dashboard.organizations;
        delete dashboard.later.a;
        dashboard.later.b = 2;
      }),
    ID,
  );
  assert.deepEqual(bodies(sent), [{ organizations: null, later: { a: null, b: 2 } }]);
});

test("changes of another client are merged, tile by tile", async () => {
  const theirs = board('"2"', { favorite: true, tiles: [tile("2"), tile("3", { x: 5 })] });
  const after = board('"3"');
  const { value, sent } = await run(
    [{ json: board('"1"') }, OUTDATED, { json: theirs }, { json: after }],
    (id) =>
      connect().dashboards.edit(id, ({ tiles }) => {
        tiles[1].x = 3;
        tiles.push({ ...tiles[0], id: undefined, displayName: "added", x: 7 });
      }),
    ID,
  );
  assert.deepEqual(value, after);
  assert.deepEqual(traffic(sent), ["GET -", 'PATCH "1"', "GET -", 'PATCH "2"']);
  const written = bodies(sent)[1];
  assert.deepEqual(Object.keys(written), ["tiles"]);
  assert.deepEqual(
    written.tiles.map(({ displayName, x }) => `${displayName} at ${x}`),
    ["tile 2 at 3", "tile 3 at 5", "added at 7"],
  );
  assert.deepEqual(written.tiles[0].configuration, tile("2").configuration);
});

test("a dashboard that was read before is not read again, and later changes of others are merged", async () => {
  const base = board('"1"');
  const theirs = board('"2"', { displayName: "Theirs" });
  const after = board('"3"');
  const { value, sent } = await run(
    [OUTDATED, { json: theirs }, { json: after }],
    async (base) => {
      const saved = await connect().dashboards.edit(base, (dashboard) => {
        dashboard.tiles[1].x = 9;
      });
      return [saved.etag, base.tiles[1].x];
    },
    base,
  );
  assert.deepEqual(value, ['"3"', 2], "the caller's own object stays as it was");
  assert.deepEqual(traffic(sent), ['PATCH "1"', "GET -", 'PATCH "2"']);
  assert.deepEqual(Object.keys(bodies(sent)[1]), ["tiles"]);

  const { error } = await failure([], (base) => caught(() => connect().dashboards.edit(base, () => {})), {
    ...base,
    id: undefined,
  });
  assert.deepEqual([error.code, error.pointer], ["InvalidInput", "/id"]);
});

test("a change of both sides to the same value is a conflict, with both sides as plain objects", async () => {
  const base = board('"1"');
  const theirs = board('"2"', { displayName: "Theirs", tiles: [tile("1"), tile("2", { x: 8 })] });
  const { error, sent } = await failure(
    [{ json: base }, OUTDATED, { json: theirs }],
    (id) =>
      caught(() =>
        connect().dashboards.edit(id, (dashboard) => {
          dashboard.displayName = "Mine";
          dashboard.tiles[1].x = 9;
        }),
      ),
    ID,
  );
  assert.deepEqual([error.code, error.pointer, error.isIotCentralError], ["Conflict", "/displayName", true]);
  assert.match(error.message, /changed by another client meanwhile.*\/displayName, \/tiles\/1/);
  const mine = board('"1"', { displayName: "Mine", tiles: [tile("1"), tile("2", { x: 9 })] });
  assert.deepEqual(error.conflict, { base, mine, theirs, pointers: ["/displayName", "/tiles/1"] });
  assert.deepEqual(traffic(sent), ["GET -", 'PATCH "1"', "GET -"]);
});

test("an edit gives up after five rounds if others write all the time", async () => {
  const rounds = Array.from({ length: 5 }, (_, round) => [{ json: board(`"${round}"`) }, OUTDATED]).flat();
  const { error, sent } = await failure(
    rounds,
    (id) =>
      caught(() =>
        connect().dashboards.edit(id, (dashboard) => {
          dashboard.favorite = true;
        }),
      ),
    ID,
  );
  assert.deepEqual([error.statusCode, error.code, sent.length], [412, "PreconditionFailed", 10]);
});

test("a dashboard without an etag is read once more just before it is written", async () => {
  const { sent } = await run(
    [{ json: board() }, { json: board(undefined, { displayName: "Theirs" }) }, { json: board() }],
    (id) =>
      connect().dashboards.edit(id, (dashboard) => {
        dashboard.favorite = true;
      }),
    ID,
  );
  assert.deepEqual(traffic(sent), ["GET -", "GET -", "PATCH -"]);
  assert.deepEqual(bodies(sent), [{ favorite: true }]);
});

test("a result with errors is rejected, unless validation is off", async () => {
  const work = ([id, options]) =>
    caught(() => connect().dashboards.edit(id, ({ tiles }) => void (tiles[0].width = 11), options));
  const { error, sent } = await failure([{ json: board('"1"') }], work, [ID]);
  assert.deepEqual([error.code, error.pointer, error.findings.length], ["InvalidInput", "/tiles/0/width", 1]);
  assert.deepEqual(traffic(sent), ["GET -"]);
  const told = await run([{ json: board('"1"') }, { json: board('"2"') }], work, [ID, { validate: false }]);
  assert.equal(bodies(told.sent)[0].tiles[0].width, 11);
});

for (const [what, returned, pointer, words] of [
  ["nothing of a dashboard", {}, "/displayName", /missing/],
  ["null", null, "", /dashboard/],
  ["a broken tile", { displayName: "d", tiles: [1] }, "/tiles/0", /tile/],
  ["a personal dashboard", { displayName: "d", personal: true }, "/personal", /personal/],
]) {
  test(`a change to ${what} is rejected`, async () => {
    const { error, sent } = await failure(
      [{ json: board('"1"') }],
      ([id, returned]) => caught(() => connect().dashboards.edit(id, () => returned)),
      [ID, returned],
    );
    assert.deepEqual([error.code, error.pointer], ["InvalidInput", pointer]);
    assert.match(error.message, words);
    assert.deepEqual(traffic(sent), ["GET -"]);
  });
}

test("an exception of the change is thrown unchanged", async () => {
  const { value, sent } = await run(
    [{ json: board('"1"') }, { json: board('"1"') }],
    async (id) => {
      const reason = new RangeError("changed my mind");
      const caught = [
        () => {
          throw reason;
        },
        async () => {
          throw reason;
        },
      ].map((change) =>
        connect()
          .dashboards.edit(id, change)
          .then(
            () => false,
            (error) => error === reason,
          ),
      );
      return Promise.all(caught);
    },
    ID,
  );
  assert.deepEqual(
    [value, traffic(sent)],
    [
      [true, true],
      ["GET -", "GET -"],
    ],
  );
});

test("an abort during the change: nothing more is sent", async () => {
  const { value, sent } = await run(
    [{ json: board('"1"') }],
    async (id) => {
      const controller = new AbortController();
      let changed;
      const edit = caught(
        connect().dashboards.edit(
          id,
          async (dashboard) => {
            controller.abort();
            await new Promise((turn) => setTimeout(turn));
            dashboard.favorite = changed = true;
          },
          { abortSignal: controller.signal },
        ),
      );
      const { name } = await edit;
      await until(() => changed);
      return name;
    },
    ID,
  );
  assert.deepEqual([value, traffic(sent)], ["AbortError", ["GET -"]]);
});

test("a dashboard that does not exist, and a change that is not a function", async () => {
  const gone = { status: 404, json: { error: { code: "NotFound", message: "Gone." } } };
  const { error } = await failure(
    [gone],
    (id) =>
      caught(() =>
        connect().dashboards.edit(id, () => {
          throw new Error("never");
        }),
      ),
    ID,
  );
  assert.deepEqual([error.code, error.statusCode], ["NotFound", 404]);
  for (const change of [undefined, null, { displayName: "x" }, "x"]) {
    const { error, sent } = await failure([], ([id, change]) => caught(() => connect().dashboards.edit(id, change)), [
      ID,
      change,
    ]);
    assert.deepEqual([error.code, error.pointer, sent], ["InvalidInput", "/change", []]);
  }
});
