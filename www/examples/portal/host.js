// The portal: signs its reader in, shows the extension in a sandboxed frame, and hands the frame its tokens.
import { shareCredential } from "./iotcentral-web/dist/element/iframe.js";

const { extension } = await (await fetch("settings.json")).json();

const frame = document.createElement("iframe");
frame.title = "Dashboard";
// Without allow-same-origin, so the frame's origin is "null".
frame.setAttribute("sandbox", "allow-scripts allow-downloads");
frame.src = extension;

// A real portal signs in here, with MSAL for one; the emulator takes its own token.
const credential = () => "iotcentral-emulator";

// Before the frame loads: the first document that asks gets the tokens.
shareCredential(frame, credential, { origin: "null" });
document.body.append(frame);
