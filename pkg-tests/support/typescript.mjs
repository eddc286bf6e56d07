// How code that uses the package is compiled: with TypeScript's strictest options.

/** The options of a project that a bundler builds. */
export const BUNDLER = { module: "esnext", moduleResolution: "bundler" };

const LIB = ["es2022", "esnext.disposable", "dom", "dom.iterable", "dom.asynciterable"];

/** Returns the `tsconfig.json` of a project with `files` (path → text). */
export const strict = (files, options) =>
  JSON.stringify({
    compilerOptions: {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      target: "es2022",
      lib: LIB,
      types: [],
      ...options,
    },
    files: Object.keys(files),
  });
