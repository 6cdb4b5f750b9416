/** `npm start`: install, build, start the embedded platform, open the workstation. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { bundle, install, requireNode, root } from "./prepare.mjs";

requireNode();
try {
  await install();
  await bundle();
} catch (error) {
  console.error(`${error.message}。请检查上面的输出后重新运行 npm start。`);
  process.exit(1);
}
const child = spawn(process.execPath, [join(root, "dist", "node", "launch.js"), ...process.argv.slice(2)], {
  stdio: "inherit",
});
// Ctrl-C reaches the whole group; the launcher stops its children and we leave with its code.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 0));
