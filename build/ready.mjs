/** Installed and built, whatever was there before: what the demo, the pictures and the Electron test begin with. */
import { bundle, install, requireNode } from "./prepare.mjs";

requireNode();
await install();
await bundle();
