/**
 * What a locked build refuses to be started with, before Electron is ready: Chromium and Node read their own command line and
 * environment before any code of ours runs. The desk of either shell looks for a debugger once more (`start-checks/`); here
 * no switch passes that is not known to be harmless, in every spelling that Chromium takes.
 */
type Environment = Readonly<Record<string, string | undefined>>;

export interface Start {
  /** Without the program itself. */
  readonly args: readonly string[];
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
}

/**
 * Switches that a desk may need: a broken graphics driver, a dense screen, Wayland, a language. Every other one is refused by
 * not being here: Chromium has over a thousand, and gets more.
 */
const allowedSwitches: ReadonlySet<string> = new Set([
  "disable-gpu",
  "enable-wayland-ime",
  "force-device-scale-factor",
  "gtk-version",
  "lang",
  "ozone-platform",
  "ozone-platform-hint",
]);

/** Variables that Node and Chromium obey in spite of the fuses. */
const refusedVariables = [
  "NODE_TLS_REJECT_UNAUTHORIZED",
  "NODE_USE_ENV_PROXY",
  "NODE_DEBUG",
  "NODE_DEBUG_NATIVE",
  "NODE_V8_COVERAGE",
  "SSLKEYLOGFILE",
];

/** What is refused, by name and never by value, each once. Empty: the start is as it should be. */
export function refusedAtStart({ args, env, platform }: Start): readonly string[] {
  const switches = args.flatMap((arg) => switchIn(arg, platform) ?? []).filter((name) => !allowedSwitches.has(name));
  const variables = refusedVariables.filter((name) => (env[name] ?? "") !== "");
  return [...new Set([...switches.map((name) => `--${name}`), ...variables])];
}

/** Chromium takes `--name`, `-name` and, on Windows, `/name`, in any case; a value follows `=`. */
function switchIn(arg: string, platform: NodeJS.Platform): string | null {
  const [, name] = (platform === "win32" ? /^(?:--?|\/)([^=]*)/ : /^--?([^=]*)/).exec(arg) ?? [];
  return name === undefined || name === "" ? null : name.toLowerCase();
}
