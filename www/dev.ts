// Tells the server of `cargo xtask dev` that the page shows a change, after a reload or with a new style sheet.
const tell = (): void => import.meta.hot?.send("dev:shown");

addEventListener("load", tell);
import.meta.hot?.on("vite:afterUpdate", tell);
