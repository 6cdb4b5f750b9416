import { describe, expect, it } from "vitest";
import { groupKeys } from "../shared/policy/group-values";
import { policyKeyNames } from "../shared/policy/key-table";
import { admlDocument, admxDocument } from "./admx";
import { policyDocument } from "./policy-document";

const admx = admxDocument();
const adml = admlDocument();
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name = ""]) => name);

/** Tags that are left open, or closed without having been opened. */
function unbalanced(xml: string): string[] {
  const open: string[] = [];
  for (const [, close, name = "", self] of xml.replace(/<[?!][^>]*>/g, "").matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
    if (self === "/") continue;
    if (close !== "/") open.push(name);
    else if (open.pop() !== name) return [`</${name}>`];
  }
  return open;
}

describe("the group policy templates (L4)", () => {
  it("are well-formed, and no text breaks out of its element", () => {
    expect([unbalanced(admx), unbalanced(adml)]).toEqual([[], []]);
    for (const text of all(adml, /<string id="[^"]+">([^<]*)<\/string>/g))
      expect(text).not.toMatch(/[<>"]|&(?!amp;|lt;|gt;|quot;)/);
  });

  it("L4: have exactly the keys that group policy may set, each under its own name in the registry", () => {
    expect(all(admx, /valueName="([^"]+)"/g).sort()).toEqual([...groupKeys.keys()].sort());
    expect(new Set(all(admx, / key="([^"]+)"/g))).toEqual(new Set(["SOFTWARE\\Policies\\Caibian"]));
  });

  it("every text and presentation that the template names is in the Chinese file, and none besides", () => {
    const strings = all(admx, /\$\(string\.(\w+)\)/g);
    expect([...new Set(strings)].sort()).toEqual(all(adml, /<string id="(\w+)"/g).sort());
    expect(all(admx, /\$\(presentation\.(\w+)\)/g).sort()).toEqual(all(adml, /<presentation id="(\w+)"/g).sort());
  });

  it("numbers have the bounds of the schema", () => {
    expect(admx).toContain('valueName="idleLockMinutes" required="true" minValue="1" maxValue="10"');
    expect(admx).toContain('valueName="retentionMonths" required="true" minValue="6" maxValue="120"');
  });
});

describe("docs/policy.md", () => {
  it("has one line for each key, and no address", () => {
    const lines = all(policyDocument(), /^\| `([\w.]+)` \|/gm);
    expect(lines.filter((key) => policyKeyNames.some((known) => known === key))).toEqual([...policyKeyNames]);
  });
});
