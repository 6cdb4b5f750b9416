/** Symbols of units: their case, square metres, degrees, ppm (GB 3100, GB 3101). */
import { cites, gb3100, gb3101 } from "../../authority";
import type { PatternRule } from "../../rule";

const gb3102 = cites("GB 3102.4-1993《热学的量和单位》", "1994-07-01");

/** The right symbol by its lower-case form. Forms that are units of something else in another case are left out. */
const symbols: Readonly<Record<string, string>> = {
  km: "km",
  cm: "cm",
  mm: "mm",
  dm: "dm",
  kg: "kg",
  mg: "mg",
  kw: "kW",
  mw: "MW",
  gw: "GW",
  tw: "TW",
  kvar: "kvar",
  mvar: "Mvar",
  "kw/h": "kW·h",
  mwh: "MW·h",
  "db(a)": "dB(A)",
  "kg/h": "kg/h",
  "kg/m²": "kg/m²",
  "m³/s": "m³/s",
  "m²": "m²",
  "m³": "m³",
  "hm²": "hm²",
  hm2: "hm²",
  "μg/m3": "μg/m³",
  "μg/m³": "μg/m³",
  "ug/m3": "μg/m³",
  "ug/m³": "μg/m³",
  "mg/kg": "mg/kg",
  "kj/kg": "kJ/kg",
  "mm/h": "mm/h",
  "m/min": "m/min",
  "r/min": "r/min",
  ug: "μg",
  um: "μm",
  mah: "mA·h",
  ma: "mA",
  kbps: "kbps",
  kwh: "kW·h",
  "kw.h": "kW·h",
  kw·h: "kW·h",
  gwh: "GW·h",
  mpa: "MPa",
  kpa: "kPa",
  hpa: "hPa",
  hz: "Hz",
  khz: "kHz",
  mhz: "MHz",
  ghz: "GHz",
  ml: "mL",
  kv: "kV",
  kva: "kV·A",
  mva: "MV·A",
  kj: "kJ",
  kn: "kN",
  db: "dB",
  kpg: "kg",
  km2: "km²",
  km3: "km³",
  "km²": "km²",
  "cm²": "cm²",
  "mm²": "mm²",
  "km/h": "km/h",
  "m/s": "m/s",
  "mg/l": "mg/L",
  "mg/m3": "mg/m³",
  "kg/m3": "kg/m³",
};
/** Further forms that are in use and do no harm. */
const accepted = new Set([
  "ml",
  "kWh",
  "GWh",
  "kW.h",
  "kVA",
  "MVA",
  "MWh",
  "mAh",
  "hm2",
  "MA",
  "Ma",
  "mA",
  "μg/m3",
  "Kbps",
  "mg/l",
  "km2",
  "km3",
  "mg/m3",
  "kg/m3",
  "Mm",
  "MM",
  "mM",
]);

const forms = Object.keys(symbols)
  .sort((a, b) => b.length - a.length)
  .map((form) =>
    Array.from(form, (char) =>
      /[a-z]/.test(char) ? `[${char}${char.toUpperCase()}]` : /[.()]/.test(char) ? `\\${char}` : char,
    ).join(""),
  )
  .join("|");

export const symbolCase: PatternRule = {
  id: "unit-symbol-case",
  category: "unit",
  title: "单位符号大小写有误",
  severity: "error",
  fix: "safe",
  authority: [gb3100(), gb3101()],
  confidence: 0.93,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?=[A-Za-z])(?<![A-Za-z_#-]\\d{0,6})(?<=(?:\\d[万亿千百多余]{0,2}|[每/／])[ \\u00a0]?)(?<mark>${forms}|MM)(?![A-Za-z0-9²³_]|·[A-Za-z])`,
        "g",
      ),
      message: "单位符号的大小写有规定，“$0”写法有误。",
      accept: ([whole]) => whole === "MM" || (!accepted.has(whole) && symbols[whole.toLowerCase()] !== whole),
      suggest: ([whole]) => [whole === "MM" ? "mm" : (symbols[whole.toLowerCase()] ?? whole)],
    },
    {
      regex: /(?<![A-Za-z])(?<mark>PH|Ph|ph)(?=[ ]?(?:值|计|试纸|为\d|\d))/g,
      message: "酸碱度的符号是“pH”。",
      suggest: "pH",
    },
    {
      regex: /(?<![A-Za-z])(?<mark>P[mM]2\.5|pm2\.5|p[mM]2\.5)(?!\d)/g,
      message: "细颗粒物的符号是“PM2.5”。",
      accept: ([whole]) => !whole.startsWith("PM"),
      suggest: "PM2.5",
    },
    {
      regex: /(?<![A-Za-z])[Pp][Mm]2[。，、．·][ ]?5(?!\d)/g,
      message: "“PM2.5”中是小数点。",
      suggest: "PM2.5",
    },
    {
      regex:
        /(?<=[元米吨克升次人瓦]|[kcm]?m[²³]?|kg|kW·h)[/／]每(?=小时|分钟|秒|天|日|年|月|人|吨|亩|户|平方米|立方米|千米|公里|台|件|升|千克|次|学期|学年|季度)/g,
      message: "斜线就是“每”，后面不再写“每”。",
      suggest: "/",
    },
  ],
  wrong: [
    { text: "新建道路12⟦KM⟧，装机5kW。", first: "km" },
    { text: "装机5⟦KW⟧。", first: "kW" },
    { text: "每袋25⟦Kg⟧。", first: "kg" },
    { text: "压力为0.6⟦Mpa⟧。", first: "MPa" },
    { text: "频率为50 ⟦HZ⟧。", first: "Hz" },
    { text: "建设110⟦KV⟧变电站。", first: "kV" },
    { text: "水质⟦PH⟧值为7.2。", first: "pH" },
    { text: "限速60⟦KM/H⟧。", first: "km/h" },
    { text: "降水15⟦MM⟧。", first: "mm" },
    { text: "年发电1200⟦KWH⟧。", first: "kW·h" },
    { text: "装机容量593⟦mw⟧。", first: "MW" },
    { text: "全年发电量486万⟦Kwh⟧。", first: "kW·h" },
    { text: "电价0.5元/⟦Kwh⟧。", first: "kW·h" },
    { text: "⟦PM2。5⟧浓度下降。", first: "PM2.5" },
    { text: "雨强为30毫米⟦/每⟧小时。", first: "/" },
  ],
  right: [
    "新建道路12km，装机5kW。",
    "压力为0.6MPa，频率为50Hz。",
    "型号为A12KM，文件为IMG_5KW。",
    "用电1200kWh，容量500ml。",
    "水质pH值为7.2，PM2.5浓度下降。",
    "下载12MB，带宽100Mbps。",
  ],
};

export const squareMetre: PatternRule = {
  id: "unit-sq-meter",
  category: "unit",
  title: "平方米、立方米写法不规范",
  severity: "error",
  fix: "safe",
  authority: [gb3101()],
  confidence: 0.95,
  scope: "pattern",
  patterns: [
    {
      regex: /(?<=[\d万亿千百十每/元几多余两]|[一二三四五六七八九])(?<mark>[ ]?平米)/g,
      message: "“平米”应写作“平方米”。",
      suggest: "平方米",
    },
    {
      regex: /(?<=[\d万亿千百十多余][ ]?)(?<mark>㎡|[mM]2(?![\d.A-Za-z])|M²)/g,
      message: "面积单位应写作“平方米”。",
      suggest: "平方米",
    },
    {
      regex: /(?<=[\d万亿千百十多余][ ]?)(?<mark>㎥|[mM]3(?![\d.A-Za-z/])|M³|立米(?!尔))/g,
      message: "体积单位应写作“立方米”。",
      suggest: "立方米",
    },
    {
      regex: /(?<=[\d万亿][ ]?)(?<mark>平方)(?=[，。；、）)]|的|左右|$)/g,
      message: "“平方”应写作“平方米”。",
      suggest: "平方米",
    },
  ],
  wrong: [
    { text: "建筑面积1200⟦平米⟧。", first: "平方米" },
    { text: "占地3万⟦㎡⟧。", first: "平方米" },
    { text: "绿化500⟦m2⟧。", first: "平方米" },
    { text: "土方1200⟦m3⟧。", first: "立方米" },
    { text: "新增店面300⟦平方⟧，投资5万元。", first: "平方米" },
    { text: "租金为每⟦平米⟧20元。", first: "平方米" },
  ],
  right: ["建筑面积1200平方米。", "占地500m²。", "太平米市街改造完成。", "3的平方是9，房屋20平方米。", "型号M2和M3。"],
};

export const degree: PatternRule = {
  id: "unit-degree",
  category: "unit",
  title: "温度单位写法不规范",
  severity: "warning",
  fix: "safe",
  authority: [gb3102()],
  confidence: 0.9,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<![\d.])(?<mark>(-?\d{1,4}(?:\.\d{1,3})?)[ ]?(?:度[ ]?[Cc]|[°º˚⁰ᵒ∘゜ﾟ○〇][ ]?[CcＣ]|o[C]|[CcＣ][°º˚]|℃[度C]|度℃|c℃|摄氏度(?<=[°º˚]摄氏度)|℃摄氏度|度摄氏度?))(?![A-Za-z])/g,
      message: "摄氏度的符号是“℃”。",
      suggest: "$2℃",
    },
    {
      regex: /(?<mark>摄氏[ ]?(零下)?[ ]?(\d{1,4}(?:\.\d{1,3})?)[ ]?度)/g,
      message: "“摄氏度”是一个单位，不能拆开，应写作“35摄氏度”或“35℃”。",
      suggest: "$2$3摄氏度",
    },
    {
      regex: /(?<mark>(零下)?[ ]?摄氏[ ]?(零下)?[ ]?(-?\d{1,4}(?:\.\d{1,3})?)[ ]?℃)/g,
      message: "“摄氏”与“℃”重复，只用“℃”。",
      suggest: "$2$3$4℃",
    },
    {
      regex: /(?<mark>零下[ ]?[-－—](\d{1,3}(?:\.\d{1,2})?)[ ]?(℃|度|摄氏度))/g,
      message: "“零下”与负号重复，只用一个。",
      suggest: ["零下$2$3", "-$2$3"],
    },
    {
      regex:
        /(?<mark>摄氏度[ ]?(零下)?[ ]?(-?\d{1,3}(?:\.\d{1,2})?)(?!\d|[.~～—至]))(?![ ]?(?:个|种|次|年|月|台|时|小时))/g,
      message: "“摄氏度”写在数字后面。",
      suggest: "$2$3摄氏度",
    },
    {
      regex: /(?<=\d)(?<mark>摄氏(?!度|温)(?=[，。；、）至到以左上下]|$))/g,
      message: "“摄氏度”不能省作“摄氏”。",
      suggest: "摄氏度",
    },
    {
      regex: /(?<mark>摄氏[ ]?(零下)?([一二三四五六七八九十百零]{1,5})度)/g,
      message: "“摄氏度”是一个单位，不能拆开，应写作“35摄氏度”或“35℃”。",
      suggest: "$2$3摄氏度",
    },
  ],
  wrong: [
    { text: "气温达⟦35度C⟧。", first: "35℃" },
    { text: "水温为⟦20.5°C⟧。", first: "20.5℃" },
    { text: "最高气温⟦摄氏35度⟧。", first: "35摄氏度" },
    { text: "冷冻温度为⟦摄氏零下18度⟧。", first: "零下18摄氏度" },
    { text: "最低⟦5° C⟧。", first: "5℃" },
    { text: "最高气温⟦37˚C⟧。", first: "37℃" },
    { text: "水温⟦37℃度⟧。", first: "37℃" },
    { text: "最高气温⟦摄氏37℃⟧。", first: "37℃" },
    { text: "最低气温⟦零下-5℃⟧。", first: "零下5℃" },
  ],
  right: ["气温达35℃。", "最高气温35摄氏度。", "用电35度，C区恢复供电。", "北纬30°，东经105°。"],
};

export const partsPerMillion: PatternRule = {
  id: "unit-ppm",
  category: "unit",
  title: "ppm、ppb不作单位",
  severity: "hint",
  fix: "none",
  authority: [gb3101()],
  confidence: 0.85,
  scope: "pattern",
  patterns: [
    {
      regex: /(?<=\d[ ]?)(?<mark>[pP]{2}[mMbBtT](?![A-Za-z])(?:v|w)?)/g,
      message: "“$0”不是计量单位的符号，请改用“mg/L”“μg/m³”等，或写作百万分之几。",
    },
  ],
  wrong: [{ text: "浓度为5⟦ppm⟧。" }, { text: "余氯不低于0.3 ⟦PPM⟧。" }, { text: "检出限为2⟦ppb⟧。" }],
  right: ["浓度为5mg/L。", "课件格式为ppt。", "打印速度为20ppmx。", "浓度为百万分之五。"],
};
