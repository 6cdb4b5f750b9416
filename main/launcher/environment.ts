/** The environment that a version gets: without what makes Node or the system's loader run other code, or write keys down. */

/** `NODE_*` as a whole: options, paths of modules, further authorities, the inspector. */
const unwanted =
  /^(?:NODE_|LD_PRELOAD$|LD_AUDIT$|LD_LIBRARY_PATH$|DYLD_|ELECTRON_|OPENSSL_|SSLKEYLOGFILE$|UV_THREADPOOL)/i;

export type Environment = Readonly<Record<string, string | undefined>>;

export const cleanEnvironment = (env: Environment): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !unwanted.test(name)));
