/** MC-11: maps bear their approval number 审图号 (《地图管理条例》第十五条、第三十八条). */

import { cites, mapRegulation } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockFact, DocumentRule, Match, PatternRule, TextBlock } from "../../rule";

interface MapSign {
  readonly hasNumber: boolean;
  readonly maps: readonly {
    readonly start: number;
    readonly end: number;
    readonly isCertain: boolean;
    readonly what: string;
  }[];
}

const NUMBER = /审图号|(?<![A-Za-z])G?S[\u4e00-\u9fff]?[（(〔[]\d{4}[）)〕\]]\d/;
const CERTAIN =
  "地图|行政区划(?:示意)?图|政区示意图|行政区域图|政区图|区位图|地形图|卫星图|影像图|交通图|交通旅游图|水系图|疆域图|版图|分布地图|导览图|旅游图";
const LIKELY =
  "(?:[省市县区镇乡村街道路园山河湖岛站场线点][\\u4e00-\\u9fff]{0,6}|位置|区位|范围|线路|路线|站点|分布|选址|地块|片区|方位|交通)示意图|分布图|区位|位置图|线路图|规划图|范围图|红线图|(?:[”’]|经济[带圈]|城市群|都市圈|流域|灾区|辖区|疆域|边[境界]|国界|海域|全[国省市县]|世界|全球|丝绸之路|长江|黄河|航线|铁路|高铁|高速|公路|[路管线]网|水库|景区|园区|台风路径|震中|疫情|风险区|淹没[区范]围?)[\\u4e00-\\u9fff]{0,6}(?:示意|路线|走势|态势|等值线)图";
/** 示意图 of things that have no place on earth, and maps that are figures of speech. */
const NO_MAP =
  /流程|结构|原理|构造|工艺|操作|组织|架构|效果|步骤|接线|电路|人体|逻辑|关系|技术路线|施工图|思维导图|作战地图|心电|基因|概念|样式|格式|填写|尺寸|标志|标识|外观|平面|户型/;

const SHOWN = new RegExp(
  `(?:下图|上图|附图|右图|左图|图\\d{0,2}|如图(?:所示)?)[ ]?(?:为|是|系|[：:])[^。；\\n]{0,24}?(?:${CERTAIN})|(?:^|[：:、])(?:附图|图\\d{1,2})[ \\u3000]?[^。；，\\n]{0,24}(?:${CERTAIN})$|^[一-龥]{2,10}[省市县区州旗](?:行政区划(?:示意)?图|政区示?意?图|地图)$`,
  "g",
);
const NAMED_CERTAIN = new RegExp(CERTAIN);
const NAMED_LIKELY = new RegExp(LIKELY);

export const mapApproval: DocumentRule<MapSign> = {
  id: "web-map-no-approval",
  category: "map",
  title: "地图未标审图号",
  severity: "block",
  fix: "none",
  authority: [mapRegulation("第十五条"), mapRegulation("第三十八条")],
  confidence: 0.9,
  checks: ["MC-11"],
  roles: ["title", "heading", "body", "caption", "cell", "list"],
  scope: "document",
  needs: "图SGs",
  carried: "part",
  facts: mapSign,
  judge: (facts) => (facts.some(({ fact }) => fact.hasNumber) ? [] : facts.flatMap(unapproved)),
  wrong: [
    { text: "⟦上图是某市水系图⟧。" },
    { text: "⟦公交线路⟧", parts: [image("c.jpg", "城区公交线路示意图")] },

    { text: "⟦下图为全县行政区划图⟧。" },
    { text: "⟦图1：某市交通图⟧" },
    { text: "⟦图2　某县行政区划示意图⟧" },
    { text: "⟦临川县行政区划图⟧" },
    { text: "⟦附图：某区地图⟧" },
    { text: "⟦⟧", parts: [image("某县地图.png", "")] },
    { text: "⟦园区所在位置⟧", parts: [image("a.jpg", "园区区位示意图")] },
    { text: "⟦全国门店分布地图⟧", parts: [image("b.png", "")] },
  ],
  right: [
    "附图：某区地图\n审图号：川S（2024）003号",
    { text: "组织架构示意图", parts: [image("d.png", "")] },

    "下图为全县行政区划图（审图号：川S〔2024〕012号）。",
    "任何单位使用地图应当标注审图号。",
    { text: "示意图", parts: [image("e.png", "")] },
    { text: "办理流程示意图", parts: [image("流程.png", "办理流程示意图")] },
    { text: "会议现场", parts: [image("地铁施工.png", "")] },
    "互联网地图服务单位应当依法取得资质。",
    "下图是改革路线图和时间表。",
  ],
};

function image(name: string, caption: string) {
  return { kind: "image", name, size: 90_000, caption, decorative: false } as const;
}

function mapSign(block: TextBlock): MapSign | null {
  const { text, part } = block;
  const hasNumber = NUMBER.test(text) && /审图号[：:为 ]|[（(〔[]\d{4}[）)〕\]]/.test(text);
  const maps = part?.kind === "image" ? imageMap(text, `${part.name} ${part.caption} ${text}`) : shownMaps(text);
  return hasNumber || maps.length > 0 ? { hasNumber, maps } : null;
}

function imageMap(alt: string, said: string): MapSign["maps"] {
  if (NO_MAP.test(said) || !/[图位版]/.test(said)) return [];
  const what = NAMED_CERTAIN.exec(said)?.[0] ?? NAMED_LIKELY.exec(said)?.[0];
  return what === undefined ? [] : [{ start: 0, end: alt.length, isCertain: NAMED_CERTAIN.test(said), what }];
}

function shownMaps(text: string): MapSign["maps"] {
  if (!text.includes("图")) return [];
  return hitsOf(text, SHOWN)
    .map((found) => {
      const start = found.index + (/^[：:、]/.test(found[0]) ? 1 : 0);
      return { start, end: found.index + found[0].length, isCertain: true, what: "地图" };
    })
    .filter(({ start, end }) => !NO_MAP.test(text.slice(start, end)));
}

function unapproved({ block, fact }: BlockFact<MapSign>): Match[] {
  return fact.maps.map(({ start, end, isCertain, what }) => ({
    block,
    start,
    end,
    severity: isCertain ? "block" : "warning",
    message: isCertain
      ? `使用${what}须经自然资源主管部门审核并标注审图号，文中没有审图号。`
      : `图片像是“${what}”；如果是地图，须标注地图来源和审图号。`,
  }));
}

const PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]";
const VALID = new RegExp(
  `^(?:GS${PROVINCE}?|${PROVINCE}S|${PROVINCE}[\\u4e00-\\u9fff]{1,2}S|[\\u4e00-\\u9fff]{1,3}审字|[\\u4e00-\\u9fff]{1,6}图审)[（(〔](?:19|20)\\d{2}[）)〕](?:第)?\\d{1,6}号$`,
);

export const mapNumberFormat: PatternRule = {
  id: "web-map-number-format",
  category: "map",
  title: "审图号格式",
  severity: "warning",
  fix: "suggest",
  authority: [cites("《地图审核管理规定》（自然资源部令）", "2019-07-24")()],
  confidence: 0.88,
  checks: ["MC-11"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /审图号[ ]?(?:[：:]|为)[ ]?(?<mark>(?:审图号[ ：:]{0,2})?(?:[A-Za-z\u4e00-\u9fff][ ]?){0,6}[（(〔［[【]?[ ]?\d{1,5}(?:[年 \]［］）)〕】〔（(-]{0,3}(?:第)?[ ]?\d{1,6})?(?:[ ]?号)?)/g,
      message: "审图号格式有误，应为“GS（2023）0001号”“川S（2023）001号”一类。",
      accept: (found, _, { today }) => {
        const mark = found.groups?.mark ?? "";
        return !VALID.test(mark) || (/\d{4}/.exec(mark)?.[0] ?? "") > today.slice(0, 4);
      },
      suggest: (found) => {
        const parts =
          /^(G?S[\u4e00-\u9fff]?|[\u4e00-\u9fff]{1,3}S)[^\dA-Za-z]{0,3}((?:19|20)\d{2})[^\d]{1,5}(\d{1,6})/.exec(
            found.groups?.mark ?? "",
          );
        return parts === null ? [] : [`${parts[1]}（${parts[2]}）${parts[3]}号`];
      },
    },
  ],
  wrong: [
    { text: "审图号：⟦川S（2022）15⟧，来源某厅", first: "川S（2022）15号" },
    { text: "（审图号：⟦GS（2019年）100号⟧）" },

    { text: "审图号：⟦GS2020 5678⟧", first: "GS（2020）5678号" },
    { text: "（审图号：⟦川S（2023）001⟧）", first: "川S（2023）001号" },
    { text: "审图号:⟦GS（20）0045号⟧" },
    { text: "审图号：⟦2021-0123号⟧" },
    { text: "审图号为⟦GS[2021]0123号⟧", first: "GS（2021）0123号" },
    { text: "（审图号：⟦G S（221）1005号⟧）" },
    { text: "（审图号：⟦审图号 GS 1005⟧）" },
    { text: "审图号：⟦川S（2083）015号⟧" },
  ],
  right: [
    "地图来源：标准地图服务网站，审图号：GS（2016）1550号",
    "任何图上都要写审图号。",

    "审图号：GS（2020）5678号",
    "审图号：川S〔2023〕001号",
    "审图号：GS京（2022）0123号",
    "审图号：GS(2019)1822号",
    "公开地图应当标注审图号。",
  ],
};
