import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyMetadata } from "../../../model/metadata";
import { emptyLexicon } from "../../lexicon";
import { demoLeaders, demoLeadersPack } from "../../packs/demo-leaders";
import { builtinPacks } from "../../packs/index";
import { lawTitles } from "../../packs/laws";
import { localOrgans, nationalOrgans } from "../../packs/organs";
import { SURNAME } from "../../packs/surnames";
import type { TextBlock } from "../../rule";
import { inspect } from "../../run";
import { rules } from "../index";
import { nameRules } from "./index";
import { slipBetween } from "./near-miss";
import { abolishedTable, currentTable } from "./region-table";

const packs = [...builtinPacks, demoLeadersPack];
const today = "2026-11-22";

function findings(texts: readonly string[], only = nameRules, generatedOn = "") {
  const blocks = texts.map((text, index): TextBlock => ({ id: `b${index}`, role: "body", text }));
  const metadata = generatedOn === "" ? null : { ...emptyMetadata, generatedOn };
  return inspect(blocks, { today, packs, metadata, rules: only }).findings;
}

const found = (text: string, rule: string, generatedOn?: string) =>
  findings([text], nameRules, generatedOn).filter((item) => item.rule === rule);

describe("names that are not corrected (R5)", () => {
  const RARE =
    "暠榘紘暐翀昇昶晗晞晟晢晫朏枨柷栩桁梣棣楙槿樾橒欤歆殳毓泓沄沚泖泩洢浠涘淏渼湉湜溁滢漪潆澍濯炘烨焓焜煊熠熹燊燚爔玎玘玚玢玥珅珏珒珝琇琎琤瑀瑄瑨璁璇璠璟璨瓒甯畯皓皞眙睿砚祎祺禛秭穑竑笙筠箬粲綦翎翙翚翯聿胗舸芃苡荻莜菡萱蓁蔚蕤薇蘅虓蠡衎裎訚谞谧豳赟轩轲迦遑邈郢鄢酩釉钊铎锃镕镛闳阗隽霈霁靳鞠韪韫韬颀颖飏飒馥骁骎骞骢骥鸢鹂麒黉黛";
  const PLACES = [
    "郓城",
    "鄄城",
    "睢宁",
    "邳州",
    "盱眙",
    "郯城",
    "浚县",
    "中牟",
    "长垣",
    "繁峙",
    "隰县",
    "洪洞",
    "临朐",
    "莘县",
    "茌平",
    "无棣",
    "涞水",
    "蠡县",
    "蔚县",
    "井陉",
    "藁城",
    "乐亭",
    "大城",
    "霸州",
    "尉氏",
    "泌阳",
    "武陟",
    "荥阳",
    "渑池",
    "柞水",
    "洵阳",
    "鄠邑",
    "盩厔",
    "宕昌",
    "岷县",
    "崆峒",
    "珙县",
    "筠连",
    "郫都",
    "犍为",
    "阆中",
    "涪陵",
    "綦江",
    "鄱阳",
    "婺源",
    "歙县",
    "黟县",
    "亳州",
    "濉溪",
    "砀山",
  ];
  const surnames = Array.from(new Set(SURNAME.replace(/[^一-龥]/g, "")));
  const FRAMES: readonly ((name: string, place: string) => string)[] = [
    (name, place) => `${place}居民${name}获得表彰。`,
    (name, place) => `会上，${name}介绍了${place}的做法。`,
    (name, place) => `${name}、${place}代表团先后发言。`,
    (name, place) => `经${place}推荐，${name}当选。`,
    (name, place) => `记者${name}从${place}发回报道。`,
  ];

  it("no safe fix of any rule touches a rare personal or place name in 2,000 sentences", () => {
    const sentences = Array.from({ length: 2000 }, (_, i) => {
      const name = `${surnames[(i * 7) % surnames.length] ?? "王"}${RARE[(i * 13) % RARE.length] ?? ""}${i % 3 === 0 ? "" : (RARE[(i * 29 + 5) % RARE.length] ?? "")}`;
      const place = PLACES[(i * 11) % PLACES.length] ?? "";
      return { name, place, text: (FRAMES[i % FRAMES.length] ?? ((a: string) => a))(name, place) };
    });
    const touched = findings(
      sentences.map(({ text }) => text),
      rules,
    ).flatMap((item) => {
      const { name = "", place = "", text = "" } = sentences[Number(item.block.slice(1))] ?? {};
      const touches = [name, place].some((part) => {
        const at = text.indexOf(part);
        return item.start < at + part.length && at < item.end;
      });
      return item.fix === "safe" && touches ? [`${item.rule}: ${text}`] : [];
    });
    expect(touched).toEqual([]);
  });

  it("no rule about names offers a safe fix at all, but for the figures of an article", () => {
    expect(nameRules.filter(({ fix }) => fix === "safe").map(({ id }) => id)).toEqual(["law-article-format"]);
  });
});

interface DatedRow {
  readonly names: readonly string[];
  readonly from: string;
  readonly until: string;
}

const rowsOf = (table: string): DatedRow[] =>
  table
    .trim()
    .split("\n")
    .map((line) => {
      const [names = "", from = "-", until = "-"] = line.split(" ");
      return { names: names.split("/"), from, until };
    });

describe("dated names (R11)", () => {
  const isEnded = ({ until }: DatedRow) => until !== "-" && until > "1999";
  const ended = [
    ...rowsOf(nationalOrgans).map((row) => ({ ...row, place: "由" })),
    ...rowsOf(localOrgans).map((row) => ({ ...row, place: "由某县" })),
  ].filter(isEnded);

  it("finds every former organ in an item of 2026 and none in an item of its own time", () => {
    for (const { names, from, until, place } of ended) {
      for (const name of names) {
        const text = `此项工作${place}${name}负责。`;
        expect(found(text, "org-outdated", "2026-03-01").length, name).toBe(1);
        const year = from === "-" ? Number(until.slice(0, 4)) - 1 : Number(from.slice(0, 4)) + 1;
        expect(found(text, "org-outdated", `${year}-03-01`), name).toEqual([]);
        expect(found(`${year}年，${text}`, "org-outdated", "2026-03-01"), name).toEqual([]);
      }
    }
  });

  it("says hint for an organ in an item about a time before it was", () => {
    expect(found("2015年自然资源部印发通知。", "org-outdated").map(({ severity }) => severity)).toEqual(["hint"]);
    expect(found("2015年国土资源部印发通知。", "org-outdated")).toEqual([]);
  });

  it("is a hint only where nothing says when, and an error in an item with its date", () => {
    expect(found("请到市工商局办理。", "org-outdated")[0]?.severity).toBe("hint");
    expect(found("请到市工商局办理。", "org-outdated", "2026-03-01")[0]?.severity).toBe("error");
    expect(found("2024年，请到市工商局办理。", "org-outdated")[0]?.severity).toBe("error");
  });

  it("finds the former names of places that ended after 2000, in an item of today only", () => {
    const former = [...abolishedTable(emptyLexicon).values()].filter(({ until, weak }) => until > "2001" && !weak);
    expect(former.length).toBeGreaterThan(150);
    for (const { name, until } of former) {
      expect(found(`位于${name}的项目已完工。`, "org-place-abolished").length, name).toBe(1);
      const year = Number(until.slice(0, 4)) - 1;
      expect(found(`${year}年，位于${name}的项目已完工。`, "org-place-abolished"), name).toEqual([]);
    }
  });

  it("never calls a current division abolished or misplaced", () => {
    const { placesOf, provinceOf } = currentTable();
    const texts = [
      ...[...placesOf].flatMap(([name, places]) =>
        places.map(({ province, city }) => `${province}${city}${name}人民政府。`),
      ),
      ...[...provinceOf].flatMap(([city, provinces]) =>
        [...provinces].map((province) => `${province}${city}，${city}。`),
      ),
    ];
    expect(texts.length).toBeGreaterThan(3000);
    const loud = findings(texts).filter(({ category }) => category === "region");
    expect(loud.map(({ text, rule }) => `${rule} ${text}`)).toEqual([]);
  });
});

describe("titles of laws (MC-26)", () => {
  const titles = lawTitles.trim().split(/\s/);

  it("finds no fault with any title of the list, with or without the state's name", () => {
    const loud = findings(
      titles.flatMap((title) => [`按照《${title}》执行。`, `按照《中华人民共和国${title}》执行。`]),
    );
    expect(loud.filter(({ rule }) => rule === "law-title-wrong").map(({ text }) => text)).toEqual([]);
  });

  it("finds at least 19 of 20 national titles in which one character was dropped, doubled or changed", () => {
    const known = new Set(titles);
    const laws = titles.filter((title) => /法$/.test(title) && title.length >= 4 && title.length <= 12);
    const seeds = laws.flatMap((title, index) => {
      const at = 1 + (index % (title.length - 2));
      return [
        title.slice(0, at) + title.slice(at + 1),
        title.slice(0, at) + (title[at] ?? "") + title.slice(at),
        `${title.slice(0, at)}鑫${title.slice(at + 1)}`,
      ].filter((wrong) => !known.has(wrong));
    });
    const hit = findings(seeds.map((wrong) => `依据《中华人民共和国${wrong}》。`)).filter(
      ({ rule }) => rule === "law-title-wrong",
    );
    expect(seeds.length).toBeGreaterThan(500);
    expect(hit.length / seeds.length).toBeGreaterThan(0.95);
  });
});

describe("order and names of leaders (R12, MC-03)", () => {
  it("catches every swap of two names in a list, and no list in the right order", () => {
    const size = demoLeaders.length;
    fc.assert(
      fc.property(
        fc.subarray([...demoLeaders.keys()], { minLength: 2 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom("、", "，", " "),
        (picked, a, b, mark) => {
          const order = picked
            .map((index) => demoLeaders[index])
            .flatMap((leader) => (leader === undefined ? [] : [leader]))
            .sort((x, y) => (x.posts[0]?.rank ?? size) - (y.posts[0]?.rank ?? size))
            .map(({ name }) => name);
          const [i, j] = [a % order.length, b % order.length];
          expect(found(`市领导${order.join(mark)}出席。`, "leader-order")).toEqual([]);
          if (i === j) return;
          const swapped = order.map((name, at) => (at === i ? (order[j] ?? "") : at === j ? (order[i] ?? "") : name));
          expect(found(`市领导${swapped.join(mark)}出席。`, "leader-order").length).toBe(1);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("judges order and post by the day of the event", () => {
    expect(found("2020年1月，副市长李明远、市长周思齐调研。", "leader-order").length).toBe(1);
    expect(found("2020年1月，市长周思齐、副市长李明远调研。", "leader-title-mismatch")).toEqual([]);
    expect(found("2025年1月，市长周思齐调研。", "leader-title-mismatch").length).toBe(1);
  });

  it("says nothing about leaders when no pack names any", () => {
    const blocks: TextBlock[] = [{ id: "b", role: "body", text: "市长李明原、市委书记周思奇同志出席。" }];
    const report = inspect(blocks, { today, packs: builtinPacks, metadata: null, rules: nameRules });
    expect(report.findings).toEqual([]);
  });
});

describe("slipBetween", () => {
  it("names the one slip between two words and nothing further apart", () => {
    expect(slipBetween("发展", "发站")).toMatchObject({ kind: "changed", at: 1, from: "展", to: "站" });
    expect(slipBetween("改革委", "改委")).toMatchObject({ kind: "dropped", at: 1 });
    expect(slipBetween("改革委", "改革革委")?.kind).toBe("inserted");
    expect(slipBetween("改革委", "革改委")).toMatchObject({ kind: "swapped", at: 0 });
    expect(slipBetween("改革委", "改革委")).toBeNull();
    expect(slipBetween("改革委", "林草局")).toBeNull();
  });
});
