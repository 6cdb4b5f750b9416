/** The few Electron objects by hand; each refuses to be used as it must not be. */
type Listener = (...args: unknown[]) => void;

/** Hands a fake to code that wants Electron's type: the only door for it here. */
export const asElectron = <T>(fake: unknown): T => fake as T;

/** What `on` keeps, one listener a name: a second one would hide the first. */
class Listeners {
  readonly listeners = new Map<string, Listener>();
  on(name: string, listener: Listener): this {
    if (this.listeners.has(name)) throw new Error(`${name} is handled twice`);
    this.listeners.set(name, listener);
    return this;
  }
  /** Sends an event; answers whether it was prevented. @throws Error when nobody listens */
  emit(name: string, ...args: readonly unknown[]): boolean {
    const listener = this.listeners.get(name);
    if (listener === undefined) throw new Error(`nobody listens to ${name}`);
    let prevented = false;
    const preventDefault = (): void => {
      prevented = true;
    };
    listener({ preventDefault }, ...args);
    return prevented;
  }
}

export class FakeProgram extends Listeners {}

export class FakeContents extends Listeners {
  readonly id = 7;
  readonly sent: unknown[][] = [];
  windowOpen: (() => { action: string }) | null = null;
  destroyed = false;
  closedTools = 0;
  send(...args: unknown[]): void {
    if (this.destroyed) throw new Error("sent to a destroyed window");
    this.sent.push(args);
  }
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.windowOpen = handler;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  closeDevTools(): void {
    this.closedTools += 1;
  }
}

type Ask = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
type Check = (contents: unknown, permission: string) => boolean;
type Media = (request: unknown, answer: (streams: object | null) => void) => void;
type Before = (details: { readonly url: string }, answer: (reply: { readonly cancel: boolean }) => void) => void;

export class FakeSession extends Listeners {
  ask: Ask | null = null;
  check: Check | null = null;
  device: Check | null = null;
  media: Media | null = null;
  before: Before | null = null;
  readonly webRequest = {
    onBeforeRequest: (listener: Before): void => {
      this.before = listener;
    },
  };
  setPermissionRequestHandler = (handler: Ask) => {
    this.ask = handler;
  };
  setPermissionCheckHandler = (handler: Check) => {
    this.check = handler;
  };
  setDevicePermissionHandler = (handler: Check) => {
    this.device = handler;
  };
  setDisplayMediaRequestHandler = (handler: Media) => {
    this.media = handler;
  };
}

export class FakeWindow {
  readonly webContents = new FakeContents();
  readonly done: string[] = [];
  minimized = false;
  ready: Listener | null = null;
  once(name: string, listener: Listener): this {
    if (name !== "ready-to-show") throw new Error(`nothing is known of ${name}`);
    this.ready = listener;
    return this;
  }
  async loadURL(url: string): Promise<void> {
    if (!this.webContents.listeners.has("will-navigate")) throw new Error("a page was loaded before it was fenced in");
    this.done.push(`load ${url}`);
  }
  show = () => void this.done.push("show");
  focus = () => void this.done.push("focus");
  restore = () => void this.done.push("restore");
  isMinimized = () => this.minimized;
}
