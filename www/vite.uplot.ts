import type { Plugin } from "vite";

const LANGUAGE = "domEnv ? nav.language : 'en-US'";

/**
 * Keeps uPlot from making a number format of `navigator.language` while it loads: where that is no language (`C`, as
 * browsers of kiosks have it), `Intl` throws, and no chart could be drawn. The format is uPlot's default for labels,
 * which are ours.
 */
export const uplotLanguage: Plugin = {
  name: "uplot-language",
  transform: {
    filter: { id: /uPlot\.esm\.js$/ },
    handler(code) {
      if (!code.includes(LANGUAGE))
        this.error("uPlot makes its number format otherwise than it did: mend vite.uplot.ts");
      return { code: code.replace(LANGUAGE, "'en-US'"), map: null };
    },
  },
};
