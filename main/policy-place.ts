/** Where policy.json lies: named on the command line or by CAIBIAN_POLICY, else where administrators deploy it. */
import path from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

export function policyPath(args: readonly string[], env: Environment, platform: NodeJS.Platform): string {
  const named = args.find((arg) => arg.startsWith("--policy="))?.slice("--policy=".length) ?? env.CAIBIAN_POLICY ?? "";
  if (named !== "") return path.resolve(named);
  switch (platform) {
    case "win32":
      return path.win32.join(env.ProgramData ?? "C:\\ProgramData", "Caibian", "policy.json");
    case "darwin":
      return "/Library/Application Support/Caibian/policy.json";
    default:
      return "/etc/caibian/policy.json";
  }
}
