/**
 * What a reviewer of an Electron program looks for, as patterns over our own sources (docs/adr/0019). Each row says where it
 * holds, which files may do it after all, and shows what it finds and what it leaves alone.
 */

export interface SecurityRule {
  readonly id: string;
  readonly why: string;
  readonly finds: RegExp;
  /** Folders it holds for; every shipped folder when absent. */
  readonly within?: readonly string[];
  /** Files that may, each for a reason that stands in the file. */
  readonly except?: readonly string[];
  readonly wrong: readonly string[];
  readonly right: readonly string[];
}

const electron = ["main/electron/"];
const window = ["renderer/", "preload/"];

export const securityRules: readonly SecurityRule[] = [
  {
    id: "weak-web-preferences",
    why: "a page with Node, without isolation or without its sandbox reads every file of the person",
    finds:
      /\b(?:nodeIntegration(?:InWorker|InSubFrames)?|allowRunningInsecureContent|experimentalFeatures|webviewTag|enableRemoteModule|devTools|plugins|navigateOnDragDrop)\s*:\s*true\b|\b(?:contextIsolation|sandbox|webSecurity|safeDialogs)\s*:\s*false\b|\b(?:enableBlinkFeatures|disableBlinkFeatures|additionalArguments)\s*:/,
    within: electron,
    wrong: [
      "webPreferences: { nodeIntegration: true }",
      "contextIsolation : false",
      'enableBlinkFeatures: "X"',
      "devTools: true",
    ],
    right: ["nodeIntegration: false, sandbox: true", "webSecurity: true"],
  },
  {
    id: "second-window",
    why: "one window is made, with the options that are tested",
    finds: /\bnew\s+(?:BrowserWindow|WebContentsView|BrowserView)\s*\(/,
    within: ["main/", "preload/"],
    except: ["main/electron/index.ts"],
    wrong: ["const w = new BrowserWindow({})", "new WebContentsView()"],
    right: ["import type { BrowserWindow } from 'electron'"],
  },
  {
    id: "foreign-page",
    why: "the window loads its own start page and nothing else",
    finds: /\.(?:loadURL|loadFile|downloadURL|openDevTools)\s*\(|\.debugger\b|setDevToolsWebContents/,
    within: ["main/", "preload/"],
    except: ["main/electron/window.ts"],
    wrong: ["window.loadURL(address)", "view.webContents.openDevTools()", "contents.debugger.attach()"],
    right: ["contents.closeDevTools()"],
  },
  {
    id: "code-into-page",
    why: "main never runs text in the page",
    finds: /\.(?:executeJavaScript|executeJavaScriptInIsolatedWorld|insertCSS|executeJavaScriptInWorld)\s*\(/,
    wrong: ["contents.executeJavaScript(text)"],
    right: ["contents.send(name, payload)"],
  },
  {
    id: "open-outside",
    why: "an address or a file handed to the system runs whatever the system has for it",
    finds: /\bshell\s*\.\s*(?:openExternal|openPath|openItem|showItemInFolder)\b|\bwindow\s*\.\s*open\s*\(/,
    wrong: ["shell.openExternal(url)", "window.open(url)"],
    right: ["window.openKeychain()"],
  },
  {
    id: "html-from-text",
    why: "text that becomes markup becomes a script sooner or later",
    finds:
      /\.(?:innerHTML|outerHTML)\s*(?:\+)?=(?!=)|\binsertAdjacentHTML\b|\bdocument\.write(?:ln)?\s*\(|\bdangerouslySetInnerHTML\b|\bcreateContextualFragment\b|\bsrcDoc\s*=|\.srcdoc\s*=/,
    within: window,
    except: ["renderer/screens/review/proof-frame.tsx"],
    wrong: ["element.innerHTML = text", "<p dangerouslySetInnerHTML={{ __html: text }} />", "document.write(text)"],
    right: ["element.textContent = text", 'if (element.innerHTML === "") {}'],
  },
  {
    id: "code-from-text",
    why: "text that becomes code needs a policy with unsafe-eval, and a reader who trusts it",
    finds:
      /(?<![.\w])eval\s*\(|\bnew\s+Function\s*\(|\bset(?:Timeout|Interval)\s*\(\s*["'`]|\bvm\.(?:runIn|Script|compileFunction)|from "node:vm"/,
    wrong: ["eval(text)", 'new Function("a", body)', 'setTimeout("go()", 1)', 'import vm from "node:vm"'],
    right: ["setTimeout(() => go(), 1)", "evaluate(text)"],
  },
  {
    id: "shell-command",
    why: "a command line made of text runs what stands in the text",
    finds:
      /\bshell\s*:\s*true\b|(?<![.\w])exec(?:Sync)?\s*\(\s*["'`]|\bimport\s*\{[^}]*\bexec(?:Sync)?\b[^}]*\}\s*from\s*"node:child_process"/,
    wrong: ['spawn("x", [], { shell: true })', 'import { exec } from "node:child_process"', "execSync(`rm -r *`)"],
    right: ['import { execFile } from "node:child_process"', "const found = regex.exec(text)", "shell: false"],
  },
  {
    id: "child-process",
    why: "whoever starts a program says in one place which one, with which environment",
    finds: /from\s*"node:child_process"/,
    within: ["main/", "shared/", "node/", "renderer/", "preload/"],
    except: [
      "main/browser/browsers.ts",
      "main/launcher/child.ts",
      "main/policy/windows-registry.ts",
      "main/second-engine/program.ts",
      "main/self-check/machine.ts",
      "main/start-checks/machine.ts",
      "main/tokens/spawn.ts",
    ],
    wrong: ['import { spawn } from "node:child_process"'],
    right: ['import { Worker } from "node:worker_threads"'],
  },
  {
    id: "tls-off",
    why: "a connection that takes any certificate is none",
    finds:
      /\brejectUnauthorized\s*:\s*false\b|NODE_TLS_REJECT_UNAUTHORIZED["']?\]?\s*=(?!=)|\bcheckServerIdentity\s*:\s*\(\s*\)\s*=>|setCertificateVerifyProc/,
    wrong: [
      "{ rejectUnauthorized: false }",
      'process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"',
      "checkServerIdentity: () => undefined",
    ],
    right: ["rejectUnauthorized: true", '["NODE_TLS_REJECT_UNAUTHORIZED"]'],
  },
  {
    id: "permission-granted",
    why: "no page of ours needs a camera, a position or a device",
    finds: /set(?:Permission(?:Request|Check)|DevicePermission)Handler\s*\([^;]*(?:\btrue\b)/,
    within: electron,
    wrong: [
      "session.setPermissionRequestHandler((c, p, answer) => answer(true))",
      "setPermissionCheckHandler(() => true)",
    ],
    right: ["session.setPermissionCheckHandler(() => false)"],
  },
  {
    id: "bridge",
    why: "the page gets one object with two functions, and never the channel itself (house rule 6)",
    finds: /\bexposeInMainWorld\b|\bipcRenderer\b|\bsendSync\b|\bsendToHost\b/,
    within: ["main/", "renderer/", "preload/"],
    except: ["preload/electron.ts"],
    wrong: ['contextBridge.exposeInMainWorld("x", ipcRenderer)', "ipcRenderer.sendSync(name)"],
    right: ["ipcMain.handle(name, handler)"],
  },
  {
    id: "message-to-anyone",
    why: "a message to `*` is read by whoever stands in the frame",
    finds: /\.postMessage\s*\([^)]*,\s*["']\*["']/,
    wrong: ['frame.postMessage(text, "*")'],
    right: ["worker.postMessage({ text })"],
  },
  {
    id: "switch-that-weakens",
    why: "a switch given to Chromium in code weakens every build",
    finds:
      /["'`](?:--)?(?:no-sandbox|disable-web-security|remote-debugging-port|remote-debugging-pipe|ignore-certificate-errors|allow-file-access-from-files|disable-site-isolation-trials)["'`=]/,
    except: ["main/start-checks/debugging.ts", "main/electron/start-switches.ts"],
    wrong: ['app.commandLine.appendSwitch("no-sandbox")', '"--remote-debugging-port=9222"'],
    right: ['"--no-first-run"'],
  },
  {
    id: "unsafe-header",
    why: "a policy with unsafe-* lets text in as code or style; a nonce or a hash lets in what is known (docs/adr/0019)",
    finds: /'unsafe-(?:inline|eval|hashes|dynamic)'|'wasm-unsafe-eval'/,
    wrong: ["style-src 'unsafe-inline'", "script-src 'self' 'unsafe-eval'"],
    right: ["style-src 'self' 'nonce-x'"],
  },
];
