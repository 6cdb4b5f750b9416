import { describe, expect, it } from "vitest";
import { groupKeys } from "../shared/policy/group-values";
import { policyKeyNames } from "../shared/policy/key-table";
import { admlDocument, admxDocument } from "./admx";
import { chinese, english } from "./admx-texts";
import { policyDocument } from "./policy-document";

const admx = admxDocument();
const adml = admlDocument(chinese);
const englishAdml = admlDocument(english);
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
    expect([admx, adml, englishAdml].flatMap(unbalanced)).toEqual([]);
    for (const text of all(adml + englishAdml, /<string id="[^"]+">([^<]*)<\/string>/g))
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

  it("the English file has the same keys in the same order as the Chinese one, each with words of its own and none in Chinese", () => {
    for (const pattern of [/<string id="(\w+)"/g, /<presentation id="(\w+)"/g, /<(\w+) refId="value"/g])
      expect(all(englishAdml, pattern)).toEqual(all(adml, pattern));
    expect(englishAdml).not.toMatch(/[\u3000-\u9fff\uff00-\uffef]/);
    const words = all(englishAdml, /<string id="\w+_Help">([^<]+)</g);
    expect(new Set(words).size).toBe(words.length);
  });

  it("a number has its unit in both, a choice the same values", () => {
    for (const [name, kind] of groupKeys) {
      const key = policyKeyNames.find((known) => known === name);
      if (key === undefined) throw new Error(name);
      const [own, other] = [chinese.of(key), english.of(key)];
      expect([name, other.unit === null]).toEqual([name, own.unit === null]);
      if (kind === "choice") expect(Object.keys(other.choices)).toEqual(Object.keys(own.choices));
    }
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
