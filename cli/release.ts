/** Entry of `npm run release`. */
import { inheritedPassphrase } from "./passphrase";
import { askSecret } from "./recover/secret";
import { releaseCommand } from "./release/command";

process.exitCode = await releaseCommand(process.argv.slice(2), {
  print: (text) => console.log(text),
  askSecret,
  inherited: inheritedPassphrase(process.env),
  clock: () => new Date(),
});
