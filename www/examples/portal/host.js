// The portal: signs its reader in, shows the extension in a sandboxed frame, and hands the frame its tokens.
import { shareCredential } from "./iotcentral-web/dist/element/iframe.js";

const { extension } = await (await fetch("settings.json")).json();

const frame = document.createElement("iframe");
frame.title = "Dashboard";
frame.setAttribute("sandbox", "allow-scripts allow-downloads"); // without allow-same-origin, so the frame's origin is "null"
frame.src = extension;

// A real portal signs in here, with MSAL for one; the emulator takes its own token.
const credential = () => "iotcentral-emulator";

shareCredential(frame, credential, { origin: "null" }); // before the frame loads: the first document that asks gets the tokens
document.body.append(frame);
