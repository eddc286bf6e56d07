import type { Plugin } from "vite";

const LANGUAGE = "domEnv ? nav.language : 'en-US'";

/**
 * Keeps uPlot from creating a number format for `navigator.language` while it loads: `Intl` throws if that is not a
 * language (`C` in browsers of kiosks), and no chart could be drawn. uPlot only uses the format for default labels,
 * which the charts replace.
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
