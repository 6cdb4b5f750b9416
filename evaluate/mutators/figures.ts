/** Units, ranges, percentages and amounts. */

import { rewriting, sentences } from "../places";
import type { Mutator } from "../plant";

const unit = { category: "unit", nature: "deterministic", severity: "warning" } as const;
const number = { category: "number", nature: "deterministic", severity: "warning" } as const;
const amount = { category: "amount", nature: "deterministic", severity: "error" } as const;

const oldUnits = sentences({ ...unit, name: "非法定单位" }, (random) => {
  const count = random.between(3, 900);
  const [wrong, thing] = random.pick(
    [
      ["公分", "水深约"],
      ["市斤", "每户发放大米"],
      ["英寸", "管径为"],
      ["公升", "储油量为"],
      ["立升", "容积为"],
      ["公尺", "道路宽"],
      ["华里", "全长"],
      ["英里", "航程"],
      ["马力", "发动机功率为"],
      ["毫米汞柱", "血压为"],
      ["大卡", "每份热量为"],
      ["平米", "建筑面积"],
      ["公里/小时", ""],
      ["达因", "作用力为"],
      ["英尺", "高"],
      ["磅", "重"],
      ["加仑", "容量为"],
      ["市尺", "布料长"],
    ].filter(([, lead]) => lead !== ""),
  );
  return `该处${thing}⟦${count}${wrong}⟧，符合设计要求。`;
});
const unitCase = sentences({ ...unit, name: "单位符号写错" }, (random) => {
  const count = random.between(2, 800);
  return random.pick([
    `管网全长⟦${count}Km⟧，已全部贯通。`,
    `全长⟦${count}KM⟧的绿道对外开放。`,
    `每袋净重⟦${count}KG⟧。`,
    `每袋净重⟦${count}Kg⟧。`,
    `装机容量⟦${count}mw⟧。`,
    `全年发电量⟦${count}万Kwh⟧。`,
    `全年节电⟦${count}kwh⟧。`,
    `厚度为⟦${count}MM⟧。`,
    `用水量⟦${count}M3⟧。`,
    `绿化面积⟦${count}m2⟧。`,
    `室温不低于⟦${random.between(16, 24)}°c⟧。`,
    `噪声值为⟦${random.between(50, 90)}db⟧。`,
    `供水压力⟦0.${random.between(2, 6)}mpa⟧。`,
    `电压等级⟦${random.pick([10, 35, 110, 220])}KV⟧。`,
  ]);
});
const temperature = sentences({ ...unit, name: "温度与摄氏度写法" }, (random) =>
  random.pick([
    `室内温度不低于⟦摄氏${random.between(16, 22)}度⟧。`,
    `最高气温⟦${random.between(30, 40)}˚C⟧。`,
    `最高气温达⟦${random.between(30, 40)}度C⟧。`,
  ]),
);

const ranges = sentences({ ...number, name: "数值范围写法" }, (random) => {
  const low = random.between(2, 6);
  const high = low + random.between(1, 4);
  return random.pick([
    `每年新增岗位⟦${low}-${high}万个⟧。`,
    `办理时限为⟦${low}--${high}个工作日⟧。`,
    `气温⟦${low * 2}~~${high * 3}℃⟧。`,
    `比例控制在⟦${low * 10}-${high * 10}%⟧。`,
    `比例控制在⟦${low * 10}至${high * 10}%⟧。`,
    `比例控制在⟦${low * 10}～${high * 10}%⟧。`,
  ]);
});
const aboutTwice = sentences({ ...number, name: "概数重复" }, (random) => {
  const count = random.between(2, 90) * 10;
  return random.pick([
    `参加活动的⟦约${count}余人⟧。`,
    `受益群众⟦近${count}多人⟧。`,
    `累计发放资料⟦约${count}份左右⟧。`,
    `到场⟦大约${count}人左右⟧。`,
    `覆盖⟦超过${count}余户⟧。`,
    `投入⟦近${count}万元左右⟧。`,
    `吸引游客⟦${count}余人次左右⟧。`,
  ]);
});
const neighbours = sentences({ ...number, name: "相邻概数与阿拉伯数字" }, (random) => {
  const low = random.between(3, 7);
  return random.pick([
    `每组由⟦${low}、${low + 1}人⟧组成。`,
    `该工程需⟦${["三", "四", "五", "六", "七"][low - 3] ?? ""}、${["四", "五", "六", "七", "八"][low - 3] ?? ""}天⟧完成。`,
    `走访⟦${low}0几户⟧群众。`,
    `办结⟦${low}百多件⟧。`,
  ]);
});
const mixed = sentences({ ...number, name: "汉字与阿拉伯数字混写" }, (random) => {
  const count = random.between(2, 9);
  return random.pick([
    `全年接待⟦${count}千${random.between(1, 9)}百人⟧。`,
    `投入⟦${count}百万元⟧用于改造。`,
    `共有⟦三百${count}0户⟧搬迁。`,
    `全部乡镇中，⟦1十${["二", "三", "五"][count % 3] ?? ""}个⟧已完成。`,
    `第⟦${count}一次⟧会议。`,
  ]);
});
const comma = sentences({ ...number, name: "千分空与小数点" }, (random) => {
  const count = random.between(100, 999);
  return random.pick([
    `全年处理⟦1,${count},5${random.between(1, 9)}件⟧。`,
    `发放补贴⟦${random.between(1, 9)}，${count}元⟧。`,
    `占比⟦${random.between(10, 60)}。${random.between(1, 9)}%⟧。`,
    `面积⟦${random.between(10, 60)}．${random.between(1, 9)}万平方米⟧。`,
  ]);
});
const liang = sentences({ ...number, name: "二与两、俩用错" }, (random) =>
  random.pick([
    "活动持续⟦二→两⟧个小时。",
    "全区新建⟦二→两⟧所学校。",
    "分为⟦二→两⟧个阶段实施。",
    "⟦俩个→两个⟧部门联合检查。",
    "先后组织⟦二→两⟧次演练。",
    "共有⟦二→两⟧家企业入选。",
  ]),
);

const percent = sentences({ ...amount, name: "百分比写法" }, (random) => {
  const value = random.between(11, 95);
  return random.pick([
    `覆盖率达到⟦百分之${value}⟧。`,
    `完成率为⟦${value}%%⟧。`,
    `合格率⟦${value}％％⟧。`,
    `同比增长⟦${value}个百分比⟧。`,
    `满意率达⟦${value}%以上左右⟧。`,
    `⟦${100 + value}%⟧的受检企业整改合格。`,
    `增幅⟦约${value}%左右⟧。`,
  ]);
});
const pointOrPercent = sentences({ ...amount, name: "降低用倍、增长到与增长了" }, (random) => {
  const times = random.between(2, 5);
  return random.pick([
    `事故起数比上年下降⟦${times}倍⟧。`,
    `办理时间缩短了⟦${times}倍⟧。`,
    `成本降低了⟦${times}.5倍⟧。`,
    `排放量减少⟦${times}倍⟧。`,
  ]);
});
const capitals = sentences({ ...amount, name: "大小写金额不一致" }, (random) => {
  const digits = "零壹贰叁肆伍陆柒捌玖";
  const value = random.between(1, 9);
  const wrong = (value % 9) + 1;
  const [unitName, size] = random.pick([
    ["万", 10_000],
    ["仟", 1_000],
    ["佰", 100],
  ] as const);
  const figure = value * size;
  return random.pick([
    `合同金额为⟦${figure}元（大写：${digits.charAt(wrong)}${unitName}元整）⟧。`,
    `保证金⟦人民币${digits.charAt(wrong)}${unitName}元整（¥${figure}）⟧。`,
    `奖励⟦人民币${figure}元（${digits.charAt(wrong)}${unitName}元整）⟧。`,
  ]);
});
const doubledCurrency = sentences({ ...amount, name: "币种与单位重复" }, (random) => {
  const value = random.between(2, 900);
  return random.pick([
    `总投资⟦￥${value}万元人民币⟧。`,
    `投入⟦¥${value}元⟧。`,
    `投入资金⟦${value}万万元⟧。`,
    `补助⟦${value}元元⟧。`,
    `总投资⟦${value}亿万元⟧。`,
    `发放补贴⟦${value}.5万元元⟧。`,
    `安排资金⟦${value}万元元⟧。`,
  ]);
});

const percentSign = rewriting({ ...amount, name: "百分号全角或错形" }, /(?<=\d)%/g, (_, random) =>
  random.pick(["﹪", "%%", "％%"]),
);

export const figureMutators: readonly Mutator[] = [
  oldUnits,
  unitCase,
  temperature,
  ranges,
  aboutTwice,
  neighbours,
  mixed,
  comma,
  liang,
  percent,
  pointOrPercent,
  capitals,
  doubledCurrency,
  percentSign,
];
