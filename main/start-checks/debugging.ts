/**
 * A locked build 锁定版 runs under nobody's debugger: a switch or variable with which somebody looks into the process, or puts
 * other code into it, ends the start (L5). Development builds may be debugged.
 */
import { AppError } from "../../shared/failure";

export interface ProcessFacts {
  /** Switches of the runtime, as `process.execArgv` has them. */
  readonly runtimeSwitches: readonly string[];
  /** Switches of the program. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where an inspector of this process listens already. */
  readonly inspector: string | undefined;
}

/** Of Node and of Chromium; what stands behind `=` does not matter. */
const debugging =
  /^--?(?:inspect.*|debug.*|remote-debugging-.*|remote-allow-origins|js-flags|auto-open-devtools-for-tabs|enable-automation|no-sandbox|disable-web-security|disable-site-isolation.*|load-extension|user-data-dir|host-rules|host-resolver-rules|ignore-certificate-errors.*|proxy-server)(?:=.*)?$/;

/** Runs other code before ours. */
const foreignCode =
  /^(?:-r|-e|-p|-pe|-C|--require|--import|--loader|--experimental-loader|--eval|--print|--conditions|--env-file)(?:=.*)?$/;

const variables: readonly string[] = [
  "NODE_OPTIONS",
  "NODE_INSPECT_RESUME_ON_START",
  "NODE_REPL_EXTERNAL_MODULE",
  "NODE_EXTRA_CA_CERTS",
  "NODE_TLS_REJECT_UNAUTHORIZED",
  "NODE_V8_COVERAGE",
  "ELECTRON_RUN_AS_NODE",
  "ELECTRON_ENABLE_LOGGING",
  "ELECTRON_ENABLE_STACK_DUMPING",
  "ELECTRON_DEBUG_NOTIFICATIONS",
  "SSLKEYLOGFILE",
];

/** The names of what was found, without their values. */
export function debuggingFound({ runtimeSwitches, args, env, inspector }: ProcessFacts): readonly string[] {
  const nameOf = (text: string): string => text.split("=")[0] ?? text;
  return [
    ...runtimeSwitches.filter((text) => debugging.test(text) || foreignCode.test(text)).map(nameOf),
    ...args.filter((text) => debugging.test(text)).map(nameOf),
    ...variables.filter((name) => (env[name] ?? "") !== ""),
    ...(inspector === undefined ? [] : ["inspector"]),
  ];
}

/** @throws AppError E_DEBUGGING */
export function refuseDebugging(facts: ProcessFacts): void {
  const found = debuggingFound(facts);
  if (found.length > 0) throw new AppError("E_DEBUGGING", [...new Set(found)].join("、"));
}
