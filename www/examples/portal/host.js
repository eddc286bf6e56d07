// The portal: signs the reader in, shows the extension in a sandboxed frame, and gives the frame its tokens.
import { shareCredential } from "./iotcentral-web/dist/element/iframe.js";

const { extension } = await (await fetch("settings.json")).json();

const frame = document.createElement("iframe");
frame.title = "Dashboard";
// Without `allow-same-origin`, so the origin of the frame is "null".
frame.setAttribute("sandbox", "allow-scripts allow-downloads");
frame.src = extension;

// A real portal signs in here, for example by MSAL. The emulator accepts its default token.
const credential = () => "iotcentral-emulator";

// Called before the frame loads, because the first document that asks gets the tokens.
shareCredential(frame, credential, { origin: "null" });
document.body.append(frame);
