/** Entry of `npm run release`. */
import { askSecret } from "./recover/secret";
import { releaseCommand } from "./release/command";

process.exitCode = await releaseCommand(process.argv.slice(2), {
  print: (text) => console.log(text),
  askSecret,
  clock: () => new Date(),
});
