import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyMetadata } from "../../../model/metadata";
import { packOf } from "../../packs/pack";
import { masked } from "../../privacy";
import type { BlockRole, Lexicon } from "../../rule";
import { inspect } from "../../run";
import { creditCheck } from "./credit-code";
import { protectionRules } from "./index";

const today = "2026-11-22";

function findings(text: string, lexicon: Partial<Lexicon> = {}, role: BlockRole = "body") {
  const packs = [packOf("test", "1", lexicon)];
  return inspect([{ id: "b", role, text }], { today, packs, metadata: null, rules: protectionRules }).findings;
}

const first = (text: string, lexicon?: Partial<Lexicon>) => findings(text, lexicon)[0]?.suggestions[0];

describe("masks (R14)", () => {
  it.each([
    ["手机13812341234", "138****1234"],
    ["身份证11010519491231002X", "1101**********002X"],
    ["账号6222021234567890128", "6222***********0128"],
    ["车牌川A12345", "川A***45"],
    ["邮箱zhangsan@qq.com", "z*******@qq.com"],
    ["护照号码E12345678", "E1*****78"],
    ["王某，住幸福路12号3栋2单元501室。", "**号*栋*单元***室"],
    ["家住青山镇红旗村三组25号。", "*组**号"],
  ])("offers the masked form for %s", (text, form) => {
    expect(first(text)).toBe(form);
  });

  it("uses the form of the profile's pack where it has one", () => {
    const masks = { mobile: { keepStart: 0, keepEnd: 2 }, plate: { keepStart: 1, keepEnd: 0 } };
    expect(first("手机13812341234", { masks })).toBe("*********34");
    expect(first("车牌川A12345", { masks })).toBe("川******");
    expect(masked("idNumber", "11010519491231002X", { idNumber: { keepStart: 6, keepEnd: 4 } })).toBe(
      "110105********002X",
    );
  });

  it.each<BlockRole>(["title", "heading", "body", "list", "cell", "caption", "attachment", "meta"])(
    "finds a mobile number in a block of role %s",
    (role) => {
      expect(findings("手机13812341234", {}, role).map(({ rule }) => rule)).toEqual(["privacy-mobile"]);
    },
  );

  it("leaves nothing to find once masked", () => {
    for (const text of ["手机13812341234", "住址：光明街8号3栋501室", "车牌川A12345", "护照号码E12345678"]) {
      const [item] = findings(text);
      const after = text.slice(0, item?.start) + (item?.suggestions[0] ?? "") + text.slice(item?.end ?? 0);
      expect(findings(after), after).toEqual([]);
    }
  });

  it("warns instead of blocking where the item is exempt (TN-13)", () => {
    const metadata = { ...emptyMetadata, privacyExemption: "惩戒公示" as const };
    const blocks = [{ id: "b", role: "body" as const, text: "手机13812341234，住址：光明街8号3栋501室" }];
    const report = inspect(blocks, { today, packs: [], metadata, rules: protectionRules });
    expect(report.findings.map(({ severity }) => severity)).toEqual(["warning", "warning"]);
  });
});

describe("marks of secrecy (R15, MC-07)", () => {
  it("blocks marks, internal papers and 此件不公开, and names each by its own rule", () => {
    const rulesOf = (text: string) => findings(text).map(({ rule, severity }) => `${rule} ${severity}`);
    expect(rulesOf("机密★10年")).toEqual(["secret-marking block"]);
    expect(rulesOf("内部资料 不得外传")).toEqual(["secret-internal block"]);
    expect(rulesOf("（此件不公开）")).toEqual(["secret-publicity-attr block"]);
    expect(rulesOf("公开方式：不予公开")).toEqual(["secret-publicity-attr hint"]);
    expect(rulesOf("上网信息不涉密、涉密信息不上网")).toEqual([]);
  });

  it("finds any private coordinates, troop number and password wherever they stand", () => {
    const place = fc.record({
      lat: fc.integer({ min: 2000000, max: 5300000 }),
      lon: fc.integer({ min: 7500000, max: 13400000 }),
    });
    fc.assert(
      fc.property(place, ({ lat, lon }) => {
        const point = (value: number) => `${Math.floor(value / 100000)}.${String(value % 100000).padStart(5, "0")}`;
        expect(findings(`点位${point(lat)}，${point(lon)}处`).map(({ rule }) => rule)).toEqual(["secret-geo"]);
      }),
    );
  });
});

describe("credit codes (GB 32100-2015)", () => {
  it("accepts a code with its check character and none with another", () => {
    const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const stem = fc.array(fc.constantFrom(...letters), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(stem, fc.constantFrom(...letters), (part, last) => {
        const code = `91510100${part.join("")}`;
        const right = creditCheck(code) === last;
        expect(findings(`统一社会信用代码：${code}${last}。`).length).toBe(right ? 0 : 1);
      }),
    );
  });
});
