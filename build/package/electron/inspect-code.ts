/** Checks of the code that was packed: how windows are made, what the page may do. Minified code writes true as `!0`. */
import { type Fault, faultsOf, type Packed } from "./inspection";

const set = (name: string, value: boolean): RegExp =>
  new RegExp(`\\b${name}["'\`]?\\s*:\\s*(?:${value ? "true|!0|1" : "false|!1|0"})\\b`);

/** Options of windows that open what the sandbox closes. */
const forbiddenOptions: readonly (readonly [RegExp, string])[] = [
  ...["nodeIntegration", "nodeIntegrationInWorker", "nodeIntegrationInSubFrames", "webviewTag"].map(
    (name) => [set(name, true), `${name} is on somewhere`] as const,
  ),
  ...["allowRunningInsecureContent", "experimentalFeatures", "navigateOnDragDrop", "devTools"].map(
    (name) => [set(name, true), `${name} is on somewhere`] as const,
  ),
  ...["sandbox", "contextIsolation", "webSecurity"].map(
    (name) => [set(name, false), `${name} is off somewhere`] as const,
  ),
  [/\.(?:openDevTools|toggleDevTools)\(/, "developer tools are opened somewhere"],
  [/\b(?:enableRemoteModule|@electron\/remote)\b/, "the remote module is used"],
  [
    /\.disableWebSecurity\b|["'`](?:disable-web-security|no-sandbox|ignore-certificate-errors)["'`]\s*\)/,
    "a switch weakens Chromium",
  ],
];

/** What the shell must do; absent from the code, it is not done. */
const demanded: readonly (readonly [RegExp, string])[] = [
  [set("sandbox", true), "windows are sandboxed"],
  [set("contextIsolation", true), "the preload is isolated"],
  [set("nodeIntegration", false), "pages have no Node"],
  [set("devTools", false), "developer tools are closed"],
  [/\.enableSandbox\(\)/, "every process is sandboxed"],
  [/\.setPermissionRequestHandler\(/, "permissions are refused when asked for"],
  [/\.setPermissionCheckHandler\(/, "permissions are refused when checked"],
  [/\.setDevicePermissionHandler\(/, "devices are refused"],
  [/\.setWindowOpenHandler\(/, "new windows are refused"],
  [/["'`]will-navigate["'`]/, "navigation is refused"],
  [/["'`]will-redirect["'`]/, "redirects are refused"],
  [/["'`]will-attach-webview["'`]/, "embedded views are refused"],
  [/["'`]will-download["'`]/, "downloads are refused"],
  [/["'`]certificate-error["'`]/, "certificate errors are refused"],
  [/remote-debugging-/, "remote debugging is refused at the start"],
  [/["'`]ozone-platform-hint["'`]/, "switches are held against a list at the start"],
  [/\.requestSingleInstanceLock\(/, "one instance runs"],
];

export function checkWindow({ programs, text }: Packed): Fault[] {
  const preload = text("preload/electron.cjs") ?? "";
  return faultsOf("window", [
    ...forbiddenOptions.map(([pattern, what]) => (pattern.test(programs) ? what : null)),
    ...demanded.map(([pattern, what]) => (pattern.test(programs) ? null : `nothing in the code says that ${what}`)),
    /\brequire\(\s*["'`](?!electron["'`])/.test(preload) ? "the preload loads more than Electron" : null,
    /exposeInMainWorld\(/.test(preload) ? null : "the preload exposes nothing",
    /ipcRenderer\s*[,}]/.test(preload) ? "the preload hands ipcRenderer out" : null,
  ]);
}

/** Directives of the policy that the shell sends with each page, as they stand in its code. */
const demandedPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

export function checkPage({ programs, text }: Packed): Fault[] {
  const page = text("renderer/index.html") ?? "";
  const scripts = [...page.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
  return faultsOf("page", [
    /content-security-policy/.test(programs) ? null : "no content security policy is sent",
    ...demandedPolicy.map((directive) => (programs.includes(directive) ? null : `the policy lacks ${directive}`)),
    /script-src[^`"\n;]*unsafe-|'unsafe-eval'/.test(programs) ? "the policy lets unsafe scripts run" : null,
    /'unsafe-inline'/.test(programs) ? "the policy lets inline styles in" : null,
    ...scripts.map(([, attributes = "", body = ""]) =>
      /\bsrc=/.test(attributes) && body.trim() === "" ? null : "the page has a script of its own",
    ),
    /\b(?:src|href)\s*=\s*["'](?:https?:)?\/\//.test(page) ? "the page loads from another origin" : null,
    /\son[a-z]+\s*=/.test(page) ? "the page has an inline event handler" : null,
  ]);
}
