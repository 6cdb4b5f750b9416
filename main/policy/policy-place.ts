/**
 * Where policies lie. A development build takes the path it is told; a locked build knows one place, and neither command
 * line nor environment says another (L4).
 */
import path from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

export interface Surroundings {
  readonly args: readonly string[];
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** Of the build's identity. */
  readonly locked: boolean;
}

export function policyPath({ args, env, platform, locked }: Surroundings): string {
  if (locked) return deployedPath(platform, {});
  const named = args.find((arg) => arg.startsWith("--policy="))?.slice("--policy=".length) ?? env.CAIBIAN_POLICY ?? "";
  return named === "" ? deployedPath(platform, env) : path.resolve(named);
}

/** `ProgramData` is the environment's word too, so a locked build does not ask it. */
function deployedPath(platform: NodeJS.Platform, env: Environment): string {
  switch (platform) {
    case "win32":
      return path.win32.join(env.ProgramData ?? "C:\\ProgramData", "Caibian", "policy.json");
    case "darwin":
      return "/Library/Application Support/Caibian/policy.json";
    default:
      return "/etc/caibian/policy.json";
  }
}
