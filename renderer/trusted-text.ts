/**
 * The only way by which text becomes markup or a worker's address (Trusted Types, L5). The page's headers allow one
 * policy, `default`; it judges by where the text would go.
 */

/** Sinks as the browser names them. */
const inert: ReadonlySet<string> = new Set([
  // A document of its own that nothing runs in: the clipboard's html before our clean-up.
  "DOMParser parseFromString",
  // The sample page, in a frame with an empty sandbox.
  "HTMLIFrameElement srcdoc",
]);

/** Null refuses. Everywhere else text without `<` is let through: a style's text, which can be no element. */
export const trustedHtml = (text: string, sink: string): string | null =>
  inert.has(sink) || !text.includes("<") ? text : null;

/** Workers are files of our own. */
export function trustedScript(address: string, origin: string): string | null {
  const url = URL.parse(address, `${origin}/`);
  if (url === null || !/\/assets\/[\w.-]+\.js$/.test(url.pathname)) return null;
  return `${url.protocol}//${url.host}` === origin ? address : null;
}

interface PolicyFactory {
  readonly createPolicy: (name: string, rules: TextRules) => unknown;
}

interface TextRules {
  readonly createHTML: (text: string, type: string, sink: string) => string | null;
  readonly createScriptURL: (text: string) => string | null;
}

const isFactory = (value: unknown): value is PolicyFactory =>
  typeof value === "object" && value !== null && "createPolicy" in value;

/** Before anything else writes into the page. Browsers without Trusted Types go by the rest of the headers. */
export function trustText(page: object, origin: string): void {
  const factory: unknown = Reflect.get(page, "trustedTypes");
  if (!isFactory(factory)) return;
  factory.createPolicy("default", {
    createHTML: (text, _type, sink) => trustedHtml(text, sink),
    createScriptURL: (text) => trustedScript(text, origin),
  });
}
