import { describe, expect, it } from "vitest";
import { fencePage, mayGo } from "./page-fence";
import { trustedHtml, trustedScript, trustText } from "./trusted-text";

const shells = ["http://127.0.0.1:17809", "app://caibian"];

describe.each(shells)("the window at %s", (origin) => {
  it("L5: goes to its own pages and to files it made, and nowhere else", () => {
    expect(mayGo(`${origin}/index.html`, origin)).toBe(true);
    expect(mayGo(`blob:${origin}/3f2a`, origin)).toBe(true);
    for (const away of [
      "https://example.com/",
      `${origin}.example.com/`,
      "file:///etc/passwd",
      "data:text/html,x",
      "blob:https://example.com/3f2a",
      "about:blank",
      "javascript:1",
      "",
    ])
      expect(mayGo(away, origin), away).toBe(false);
  });

  it("L5: workers come from our own built files", () => {
    expect(trustedScript(`${origin}/assets/worker-a1.js`, origin)).not.toBeNull();
    expect(trustedScript("./assets/worker-a1.js", origin)).not.toBeNull();
    for (const address of [
      `blob:${origin}/3f2a`,
      "https://example.com/assets/a.js",
      "data:text/javascript,1",
      `${origin}/assets/../../a.js`,
      "//example.com/assets/a.js",
    ])
      expect(trustedScript(address, origin), address).toBeNull();
  });
});

it("L5: a link that leads away is stopped, a reload is not, and window.open answers nothing", () => {
  const navigation = new EventTarget();
  const page = { open: () => "a window", navigation };
  fencePage(page, "http://127.0.0.1:1");
  expect(page.open()).toBeNull();
  const goes = (url: string) => {
    const event = Object.assign(new Event("navigate", { cancelable: true }), { destination: { url } });
    return navigation.dispatchEvent(event);
  };
  expect(goes("http://127.0.0.1:1/")).toBe(true);
  expect(goes("http://127.0.0.1:2/")).toBe(false);
});

it("L5: text becomes markup only where nothing runs", () => {
  expect(trustedHtml("<p>", "Element innerHTML")).toBeNull();
  expect(trustedHtml("a{color:red}", "Element innerHTML")).toBe("a{color:red}");
  expect(trustedHtml("<p>", "DOMParser parseFromString")).toBe("<p>");
  expect(trustedHtml("<p>", "Document write")).toBeNull();
});

it("L5: one policy for texts is made, which lets no text run as a script", () => {
  const made: [string, object][] = [];
  const page = { trustedTypes: { createPolicy: (name: string, rules: object) => made.push([name, rules]) } };
  trustText(page, "app://caibian");
  expect(made.map(([name]) => name)).toEqual(["default"]);
  expect(Object.keys(made[0]?.[1] ?? {})).not.toContain("createScript");
  expect(() => trustText({}, "app://caibian")).not.toThrow();
});
