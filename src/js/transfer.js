// Loaded with the first export or import, which few pages need. `..` leads out of wasm-bindgen's folder for snippets.
const load = () => import("../../../../../transfer.js");

export const exportDashboards = async (...given) => (await load()).exportDashboards(...given);
export const importDashboards = async (...given) => (await load()).importDashboards(...given);
export const copyDashboards = async (...given) => (await load()).copyDashboards(...given);
