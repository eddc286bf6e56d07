// Credentials: how often they are asked, for which scope, and how the client uses the tokens.
import assert from "node:assert/strict";
import { test } from "node:test";
import { failure, ID, run, world } from "./world.mjs";

const HALL = { json: { displayName: "Hall" } };
const SCOPE = "https://apps.azureiotcentral.com/.default";
const API_TOKEN = "SharedAccessSignature sr=8a0fb3b6&sig=a%2Bb%3D&skn=token&se=1767225600000";
const REFUSED = { status: 401, json: { error: { code: "Unauthenticated", message: "Over." } } };
const authorizations = (sent) => sent.map(({ headers }) => headers.authorization);

test("a TokenCredential is called as a method, with the scope", async () => {
  const { value, sent } = await run(
    [HALL],
    async (id) => {
      class Credential {
        #token = "object";
        asked = [];
        async getToken(...given) {
          this.asked.push(given[0]);
          return { token: this.#token, expiresOnTimestamp: Date.now() + 3_600_000 };
        }
      }
      const credential = new Credential();
      await connect({}, credential).dashboards.get(id);
      return credential.asked;
    },
    ID,
  );
  assert.deepEqual(value, [SCOPE]);
  assert.deepEqual(authorizations(sent), ["Bearer object"]);
});

test("the audience is an option", async () => {
  const { value } = await run(
    [HALL],
    async (id) => {
      const asked = [];
      await connect(
        { audience: "https://apps.azureiotcentral.us" },
        (scope) => (asked.push(scope), "t"),
      ).dashboards.get(id);
      return asked;
    },
    ID,
  );
  assert.deepEqual(value, ["https://apps.azureiotcentral.us/.default"]);
});

/** Values that a credential function may return. All of them make the header `Bearer given`. */
const RETURNED = {
  text: (id) => connect({}, () => "given").dashboards.get(id),
  "a promise of text": (id) => connect({}, async () => "given").dashboards.get(id),
  "an AccessToken": (id) =>
    connect({}, () => ({ token: "given", expiresOnTimestamp: Date.now() + 3_600_000 })).dashboards.get(id),
  "a promise of an AccessToken": (id) =>
    connect({}, async () => ({ token: "given", expiresOnTimestamp: Date.now() + 3_600_000 })).dashboards.get(id),
  "a token without an expiry": (id) => connect({}, () => ({ token: "given" })).dashboards.get(id),
};

const BEARERS = [
  "Bearer given",
  "bearer  given ",
  { token: "Bearer given", expiresOnTimestamp: Date.now() + 3_600_000 },
];

test("a bearer token that starts with the word Bearer is sent with one", async () => {
  for (const returned of BEARERS) {
    const { sent } = await run([HALL], ([id, returned]) => connect({}, () => returned).dashboards.get(id), [
      ID,
      returned,
    ]);
    assert.deepEqual(authorizations(sent), ["Bearer given"]);
  }
});

test("an API token from a function is sent unchanged, and another one is requested after a 401", async () => {
  const { value, sent } = await run(
    [HALL, HALL, REFUSED, HALL],
    async ([id, token]) => {
      let asked = 0;
      const central = connect({}, () => `${token}${++asked}`);
      for (let turn = 0; turn < 3; turn += 1) await central.dashboards.get(id);
      return asked;
    },
    [ID, API_TOKEN],
  );
  assert.deepEqual([value, authorizations(sent)], [2, [1, 1, 1, 2].map((nth) => `${API_TOKEN}${nth}`)]);
});

test("an API token is never sent to Azure Resource Manager", async () => {
  const { error, sent } = await failure(
    [HALL],
    (token) =>
      caught(() => new ApplicationsClient("6f3c1d2e-0000-4000-8000-123456789abc", () => token).get("rg", "app")),
    API_TOKEN,
  );
  assert.deepEqual([error.code, sent], ["Credential", []]);
  assert.match(error.message, /not to Azure Resource Manager: use a TokenCredential/);
});

test("an exception of a credential is the cause of the error", async () => {
  const { value } = await run(
    [],
    async (id) => {
      class InteractionRequiredAuthError extends Error {
        errorCode = "interaction_required";
      }
      const thrown = new InteractionRequiredAuthError("AADSTS50076: sign in again");
      const causes = [
        () => {
          throw thrown;
        },
        async () => {
          throw thrown;
        },
        { getToken: () => Promise.reject(thrown) },
      ].map((credential) =>
        connect({}, credential)
          .dashboards.get(id)
          .catch((error) => [
            error.cause === thrown,
            error.cause instanceof InteractionRequiredAuthError,
            Object.keys(error).includes("cause"),
          ]),
      );
      const text = connect({}, () => {
        throw "text";
      })
        .dashboards.get(id)
        .catch((error) => error.cause);
      const none = connect({}, () => null)
        .dashboards.get(id)
        .catch((error) => "cause" in error);
      return [...(await Promise.all(causes)), await text, await none];
    },
    ID,
  );
  assert.deepEqual(value, [...Array(3).fill([true, true, false]), "text", false]);
});

for (const [what, work] of Object.entries(RETURNED)) {
  test(`a function that returns ${what}`, async () => {
    const { sent } = await run([HALL], work, ID);
    assert.deepEqual(authorizations(sent), ["Bearer given"]);
  });
}

test("an API token is sent unchanged, with one warning that doesn't contain it", async () => {
  const page = await world([HALL, HALL]);
  await page.evaluate(
    async ([id, token]) => {
      const central = connect({}, token);
      await central.dashboards.get(id);
      await central.dashboards.get(id);
    },
    [ID, API_TOKEN],
  );
  assert.deepEqual(authorizations(await page.sent()), [API_TOKEN, API_TOKEN]);
  assert.equal(page.complaints.length, 1);
  assert.match(page.complaints[0], /API token in a page/);
  assert.doesNotMatch(page.complaints[0], /a%2Bb/);
});

test("a rejected API token is not requested again", async () => {
  const page = await world([{ status: 401, json: { error: { code: "Unauthenticated", message: "Over." } } }]);
  const error = await page.evaluate(([id, token]) => caught(connect({}, token).dashboards.get(id)), [ID, API_TOKEN]);
  assert.deepEqual([error.code, error.statusCode, (await page.sent()).length], ["Unauthenticated", 401, 1]);
});

/** Invalid credentials. */
const NONE = {
  "a bearer token": [
    () => caught(() => connect({}, "eyJ0eXAi.s3cret.token")),
    /hand any other token over as a function/,
  ],
  "a header": [() => caught(() => connect({}, "Bearer s3cret")), /API token/],
  "an empty string": [() => caught(() => connect({}, "")), /API token/],
  nothing: [() => caught(() => new IotCentralClient(endpoint)), /TokenCredential/],
  null: [() => caught(() => connect({}, null)), /TokenCredential/],
  "a number": [() => caught(() => connect({}, 42)), /TokenCredential/],
  "an object without getToken": [() => caught(() => connect({}, { token: "s3cret" })), /TokenCredential/],
  "a getToken that is no function": [() => caught(() => connect({}, { getToken: "s3cret" })), /TokenCredential/],
};

for (const [what, [work, words]] of Object.entries(NONE)) {
  test(`${what} is refused at construction`, async () => {
    const { error } = await failure([], work);
    assert.deepEqual([error.code, error.pointer], ["InvalidInput", "/credential"]);
    assert.match(error.message, words);
    assert.doesNotMatch(error.message, /s3cret/);
  });
}

/** Credentials that return no token. */
const FAILING = {
  throws: [
    (id) =>
      caught(
        connect({}, () => {
          throw new Error("not signed in");
        }).dashboards.get(id),
      ),
    /not signed in/,
  ],
  rejects: [
    (id) =>
      caught(
        connect({}, async () => {
          throw new Error("not signed in");
        }).dashboards.get(id),
      ),
    /not signed in/,
  ],
  "throws text": [
    (id) =>
      caught(
        connect({}, () => {
          throw "not signed in";
        }).dashboards.get(id),
      ),
    /not signed in/,
  ],
  "throws nothing": [
    (id) =>
      caught(
        connect({}, () => {
          throw undefined;
        }).dashboards.get(id),
      ),
    /isn't an Error/,
  ],
  "gives null": [
    (id) => caught(connect({}, { getToken: async () => null }).dashboards.get(id)),
    /is the user signed in/,
  ],
  "gives nothing": [(id) => caught(connect({}, () => {}).dashboards.get(id)), /is the user signed in/],
  "gives the word Bearer": [(id) => caught(connect({}, () => "Bearer").dashboards.get(id)), /empty/],
  "gives the word Bearer twice": [(id) => caught(connect({}, () => "Bearer Bearer t").dashboards.get(id)), /empty/],
  "gives an empty token": [(id) => caught(connect({}, () => "").dashboards.get(id)), /empty/],
  "gives a number": [(id) => caught(connect({}, () => 42).dashboards.get(id)), /neither a string nor/],
  "gives an object without a token": [
    (id) => caught(connect({}, () => ({})).dashboards.get(id)),
    /neither a string nor/,
  ],
  "gives a token with a line break": [
    (id) => caught(connect({}, () => "s3cret\r\nX-Evil: 1").dashboards.get(id)),
    /line breaks/,
  ],
};

for (const [what, [work, words]] of Object.entries(FAILING)) {
  test(`a credential that ${what} gives an error, and nothing is sent`, async () => {
    const { error, sent } = await failure([], work, ID);
    assert.deepEqual([error.code, error.isIotCentralError], ["Credential", true]);
    assert.match(error.message, words);
    assert.ok(error.message.includes(SCOPE));
    assert.doesNotMatch(error.message, /s3cret/);
    assert.deepEqual(sent, []);
  });
}

test("twenty concurrent calls share one request for a token", async () => {
  const { value, sent } = await run(
    Array(21).fill(HALL),
    async (id) => {
      let asked = 0;
      const central = connect({}, async () => `token-${++asked}`);
      await Promise.all(Array.from({ length: 20 }, () => central.dashboards.get(id)));
      await central.dashboards.get(id);
      return asked;
    },
    ID,
  );
  assert.equal(value, 1);
  assert.deepEqual(authorizations(sent), Array(21).fill("Bearer token-1"));
});

test("a credential that fails rejects all waiting calls, and the next call asks again", async () => {
  const { value } = await run(
    [HALL],
    async (id) => {
      let asked = 0;
      const central = connect({}, async () => {
        if (++asked === 1) throw new Error("not yet");
        return "token";
      });
      const failed = await Promise.all(Array.from({ length: 5 }, () => caught(central.dashboards.get(id))));
      return [failed.map(({ code }) => code), (await central.dashboards.get(id)).displayName, asked];
    },
    ID,
  );
  assert.deepEqual(value, [Array(5).fill("Credential"), "Hall", 2]);
});

const counting = async (id) => {
  let asked = 0;
  const central = connect({}, async () => `token-${++asked}`);
  return [
    await central.dashboards.get(id).then(
      ({ displayName }) => displayName,
      ({ statusCode }) => statusCode,
    ),
    asked,
  ];
};

test("after a 401, another token is requested and the request is sent once more", async () => {
  const { value, sent } = await run([REFUSED, HALL], counting, ID);
  assert.deepEqual(value, ["Hall", 2]);
  assert.deepEqual(authorizations(sent), ["Bearer token-1", "Bearer token-2"]);
});

test("a second 401 is the result", async () => {
  const { value, sent } = await run([REFUSED, REFUSED, HALL], counting, ID);
  assert.deepEqual(value, [401, 2]);
  assert.equal(sent.length, 2);
});

test("many concurrent 401s cause one request for another token", async () => {
  const { value } = await run(
    [...Array(5).fill(REFUSED), ...Array(5).fill(HALL)],
    async (id) => {
      let asked = 0;
      const central = connect({}, async () => `token-${++asked}`);
      await Promise.all(Array.from({ length: 5 }, () => central.dashboards.get(id)));
      return asked;
    },
    ID,
  );
  assert.equal(value, 2);
});

test("a token is renewed near its expiry, or when it says so", async () => {
  const page = await world(Array(8).fill(HALL), { clock: true });
  await page.evaluate(() => {
    globalThis.asked = 0;
    globalThis.early = connect({}, () => ({ token: `hour-${++asked}`, expiresOnTimestamp: Date.now() + 3_600_000 }));
    globalThis.told = connect({}, () => ({
      token: `told-${++asked}`,
      expiresOnTimestamp: Date.now() + 3_600_000,
      refreshAfterTimestamp: Date.now() + 60_000,
    }));
  });
  const both = () => page.evaluate((id) => Promise.all([early.dashboards.get(id), told.dashboards.get(id)]), ID);
  await both();
  await page.advance(54 * 60_000);
  await both();
  await page.advance(2 * 60_000);
  await both();
  await both();
  const seen = authorizations(await page.sent());
  // The call that finds the token due uses the old one; the next call uses the new one.
  assert.deepEqual(
    seen.filter((value) => value.includes("hour")),
    ["Bearer hour-1", "Bearer hour-1", "Bearer hour-1", "Bearer hour-4"],
  );
  assert.deepEqual(
    seen.filter((value) => value.includes("told")),
    ["Bearer told-2", "Bearer told-2", "Bearer told-3", "Bearer told-3"],
  );
});

for (const [how, minutes] of [
  ["ahead", 180],
  ["behind", -180],
]) {
  test(`with a clock that is ${how} by hours, calls share tokens, and a 401 asks for another one`, async () => {
    const { value, sent } = await run(
      [HALL, HALL, HALL, REFUSED, HALL],
      async ([id, minutes]) => {
        let asked = 0;
        // The issuer's clock is right: the token is valid for an hour by that clock.
        const issued = () => ({ token: `t${++asked}`, expiresOnTimestamp: Date.now() - minutes * 60_000 + 3_600_000 });
        const central = connect({}, issued);
        for (let turn = 0; turn < 4; turn += 1) await central.dashboards.get(id);
        return asked;
      },
      [ID, minutes],
    );
    assert.deepEqual([value, authorizations(sent)], [2, [...Array(4).fill("Bearer t1"), "Bearer t2"]]);
  });
}

test("a credential that never answers times out, its signal is aborted, and the next call asks again", async () => {
  const page = await world([HALL], { clock: true });
  await page.evaluate((id) => {
    globalThis.signals = [];
    const getToken = (_, { abortSignal }) => (
      signals.push(abortSignal), signals.length === 1 ? new Promise(() => {}) : "token"
    );
    globalThis.central = connect({ timeout: { overallInMs: 10_000 } }, getToken);
    globalThis.ended = caught(central.dashboards.get(id));
  }, ID);
  await page.advance(9_999);
  assert.equal(await page.evaluate(() => signals[0].aborted), false);
  await page.advance(1);
  assert.equal((await page.evaluate(() => ended)).code, "Timeout");
  assert.equal(await page.evaluate(() => signals[0].aborted), true);
  assert.equal(
    await page.evaluate((id) => central.dashboards.get(id).then(({ displayName }) => displayName), ID),
    "Hall",
  );
  assert.equal(await page.evaluate(() => signals.length), 2);
});

test("a renewal that never ends blocks no call, and its signal is aborted", async () => {
  const page = await world(Array(3).fill(HALL), { clock: true });
  await page.evaluate(() => {
    globalThis.signals = [];
    globalThis.central = connect({}, (_, { abortSignal }) => {
      signals.push(abortSignal);
      const token = { token: `t${signals.length}`, expiresOnTimestamp: Date.now() + 3_600_000 };
      return signals.length === 2 ? new Promise(() => {}) : token;
    });
  });
  const get = () => page.evaluate((id) => central.dashboards.get(id).then(({ displayName }) => displayName), ID);
  assert.equal(await get(), "Hall");
  await page.advance(56 * 60_000);
  assert.equal(await get(), "Hall");
  assert.equal(await page.evaluate(() => signals[1].aborted), false);
  await page.advance(5 * 60_000);
  assert.equal(await get(), "Hall");
  assert.deepEqual(authorizations(await page.sent()), ["Bearer t1", "Bearer t1", "Bearer t3"]);
  assert.equal(await page.evaluate(() => signals[1].aborted), true);
});

const CLAIMS = `{"access_token":{"nbf":{"essential":true}}}`;
const challenge = (claims) => ({
  status: 401,
  text: "",
  headers: { "www-authenticate": `Bearer error="insufficient_claims", claims="${claims}"` },
});
const claiming = async (id) => {
  const asked = [];
  const central = connect({}, (_, { claims }) => `t${asked.push(claims ?? "none")}`);
  const ends = [];
  for (let turn = 0; turn < 2; turn += 1)
    ends.push(
      await central.dashboards.get(id).then(
        ({ displayName }) => displayName,
        ({ statusCode }) => statusCode,
      ),
    );
  return { asked, ends };
};

test("a 401 with an unreadable challenge is treated as any other 401", async () => {
  for (const claims of ["%%%", "eyJ", "W10="]) {
    const { value } = await run([challenge(claims), HALL, HALL], claiming, ID);
    assert.deepEqual(value, { asked: ["none", "none"], ends: ["Hall", "Hall"] });
  }
});

test("a second challenge is the result, and the next call sends the claims to the credential", async () => {
  const answer = challenge(Buffer.from(CLAIMS).toString("base64"));
  const { value, sent } = await run([answer, answer, HALL], claiming, ID);
  assert.deepEqual(value, { asked: ["none", CLAIMS, CLAIMS], ends: [401, "Hall"] });
  assert.deepEqual(authorizations(sent), ["Bearer t1", "Bearer t2", "Bearer t3"]);
});
