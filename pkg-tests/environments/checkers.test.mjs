// The element's types in each framework's checker: correct code passes, a misspelt value is an error.
import assert from "node:assert/strict";
import { test } from "node:test";
import { examples, typed } from "../support/documentation.mjs";
import { install, run } from "../support/install.mjs";
import { BUNDLER, strict } from "../support/typescript.mjs";

const jsx = (entry, prefix) => ({
  "right.tsx": `
    import "iotcentral-web/${entry}";
    export const hall = (
      <iot-central-dashboard
        class="hall"
        dashboardId="dtmi:contoso:hall1"
        theme="dark"
        credential={() => "t"}
        ref={(element) => element?.refresh()}
        ${prefix}load={({ detail: { dashboard } }) => console.log(dashboard.displayName)}
        ${prefix}tile-error={({ detail }) => console.warn(detail.tile.displayName, detail.error.code)}
      />
    );`,
  "wrong.tsx": `
    import "iotcentral-web/${entry}";
    // @ts-expect-error: no such theme
    export const misspelt = <iot-central-dashboard theme="drak" />;
    // @ts-expect-error: the value must be a number
    export const slow = <iot-central-dashboard refreshInSeconds="10" />;
    // @ts-expect-error: no such member
    export const other = <iot-central-dashboard ${prefix}load={({ detail }) => detail.nothing} />;`,
});

for (const { name, entry, prefix, packages, options } of [
  {
    name: "Preact",
    entry: "preact",
    prefix: "on",
    packages: ["preact@11.2.0"],
    options: { jsx: "react-jsx", jsxImportSource: "preact" },
  },
  {
    name: "Solid",
    entry: "solid",
    prefix: "on:",
    packages: ["solid-js@1.9.20"],
    options: { jsx: "preserve", jsxImportSource: "solid-js" },
  },
]) {
  test(`${name}: JSX knows the element`, async () => {
    const written = examples("tsx").filter(({ text }) => text.includes(`"iotcentral-web/${entry}"`));
    assert.equal(written.length, 1);
    const files = { ...jsx(entry, prefix), ...typed(written) };
    const project = { ...files, "tsconfig.json": strict(files, { ...BUNDLER, ...options }) };
    const root = await install(project, [...packages, "typescript@7.0.2"]);
    assert.equal(await run(root, "tsc", []), "");
  });
}

/** Returns a checker's output for a file with mistakes. */
const complaints = async (checking) => {
  await assert.rejects(checking, ({ message }) => {
    assert.match(message, /"drak\\?"/);
    assert.match(message, /nothing/);
    return true;
  });
};

const LENIENT = { ...BUNDLER, skipLibCheck: true, noEmit: true };

test("Vue: vue-tsc knows the element", async () => {
  const component = (tag) => `
    <script setup lang="ts">
    import "iotcentral-web/vue";
    const signIn = () => "t";
    </script>
    <template>${tag}</template>`;
  const project = (tag) => {
    const tsconfig = JSON.parse(strict({ "Hall.vue": "" }, LENIENT));
    return {
      "Hall.vue": component(tag),
      "tsconfig.json": JSON.stringify({ ...tsconfig, vueCompilerOptions: { strictTemplates: true } }),
    };
  };
  const packages = ["vue@3.5.45", "vue-tsc@3.3.14", "typescript@5.9.3"];
  const right = `<iot-central-dashboard class="hall" dashboard-id="hall1" theme="dark" :credential="signIn"
    @load="({ detail }) => detail.dashboard.displayName" @tile-error="({ detail }) => detail.error.code" />`;
  assert.equal(await run(await install(project(right), packages), "vue-tsc", []), "");
  const wrong = `<iot-central-dashboard theme="drak" @load="({ detail }) => detail.nothing" />`;
  await complaints(run(await install(project(wrong), packages), "vue-tsc", []));
});

test("Svelte: svelte-check knows the element", async () => {
  const project = (tag) => ({
    "Hall.svelte": `
      <script lang="ts">
        import "iotcentral-web/svelte";
        const signIn = () => "t";
      </script>
      ${tag}`,
    "tsconfig.json": strict({ "Hall.svelte": "" }, LENIENT),
  });
  const packages = ["svelte@5.57.3", "svelte-check@4.7.8", "typescript@5.9.3"];
  const check = async (tag) =>
    run(await install(project(tag), packages), "svelte-check", [
      "--tsconfig",
      "./tsconfig.json",
      "--output",
      "machine",
    ]);
  const right = `<iot-central-dashboard class="hall" dashboardId="hall1" theme="dark" credential={signIn}
    onload={({ detail }) => detail.dashboard.displayName}
    ontile-error={({ detail }) => detail.error.code}></iot-central-dashboard>`;
  assert.match(await check(right), /COMPLETED \d+ FILES 0 ERRORS 0 WARNINGS/);
  await complaints(
    check(`<iot-central-dashboard theme="drak" onload={({ detail }) => detail.nothing}></iot-central-dashboard>`),
  );
});
