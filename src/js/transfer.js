// Loaded with the first export or import, which few pages do. From here on, `..` are the folders of snippets in the
// package.
const load = () => import("../../../../../transfer.js");

export const exportDashboards = async (...given) => (await load()).exportDashboards(...given);
export const importDashboards = async (...given) => (await load()).importDashboards(...given);
export const copyDashboards = async (...given) => (await load()).copyDashboards(...given);
