/** What must not go online: secrecy marks, personal numbers, advertising, outside links, leftovers of work. */
import { sentences } from "../places";
import type { Mutator } from "../plant";
import type { Random } from "../random";

const secrecy = { category: "secrecy", nature: "deterministic", severity: "block" } as const;
const privacy = { category: "privacy", nature: "deterministic", severity: "block" } as const;
const advertising = { category: "advertising", nature: "contextual", severity: "error" } as const;

const secrecyMark: Mutator = {
  ...secrecy,
  name: "密级标志",
  mutate: (draft, random) => {
    const title = draft.blocks.find(({ role }) => role === "title");
    if (title === undefined) return null;
    const level = random.pick(["绝密", "机密", "秘密"]);
    const years = random.pick(["10年", "5年", "20年", "长期", "6个月", "30年"]);
    const text = random.pick([
      `${level}★${years}`,
      `${level}★`,
      `${level} ★ ${years}`,
      `${level}☆${years}`,
      `密级：${level}`,
      `密级：${level}★${years}`,
      `【${level}】`,
      `${level.charAt(0)} ${level.charAt(1)}★${years}`,
      `保密期限：${years}`,
    ]);
    return { added: { after: title.id, blocks: [{ id: "secrecy", role: "body", text }] } };
  },
};
const internal = sentences({ ...secrecy, name: "内部资料字样" }, (random) =>
  random.pick([
    "⟦内部资料，不得外传⟧。",
    "⟦内部文件，注意保存⟧。",
    "⟦内部资料，请勿外传⟧。",
    "本材料为⟦内部参考，不得公开⟧。",
    "⟦仅供内部使用⟧，请妥善保管。",
    "本件⟦属于国家秘密，不得复制⟧。",
    "⟦阅后即焚⟧，请勿转发。",
    "本表⟦系工作秘密，严禁外传⟧。",
    `本文件⟦定为${random.pick(["秘密", "机密"])}级⟧。`,
  ]),
);

const two = (value: number): string => String(value).padStart(2, "0");
const regions = ["341502", "110108", "320583", "440305", "510107", "650102", "130102", "370202", "420111"];
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
export function identityNumber(random: Random): string {
  const born = `${random.between(1950, 2012)}${two(random.between(1, 12))}${two(random.between(1, 28))}`;
  const body = random.pick(regions) + born + random.digits(3);
  const total = weights.reduce((sum, weight, index) => sum + weight * Number(body.charAt(index)), 0);
  return body + "10X98765432".charAt(total % 11);
}
export function cardNumber(random: Random): string {
  const body = random.pick(["622848", "621700", "622202", "621226", "622588", "620522"]) + random.digits(12);
  const total = [...body].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return body + String((10 - (total % 10)) % 10);
}
const person = ["王建华", "李晓峰", "张丽娟", "刘志强", "陈雨欣", "赵国栋", "周海燕"];
const idNumber = sentences({ ...privacy, name: "身份证号" }, (random) => {
  const value = identityNumber(random);
  const form = random.pick([
    value,
    value.toLowerCase(),
    `${value.slice(0, 6)} ${value.slice(6, 14)} ${value.slice(14)}`,
  ]);
  return `${random.pick(["申请人", "户主", "中奖人", "负责人"])}${random.pick(person)}，${random.pick(["身份证号", "身份证号码：", "公民身份号码", ""])}⟦${form}⟧。`;
});
const mobile = sentences({ ...privacy, name: "手机号" }, (random) => {
  const value = `1${random.pick(["38", "39", "50", "59", "77", "86", "99", "33", "66"])}${random.digits(8)}`;
  const form = random.pick([
    value,
    `${value.slice(0, 3)}-${value.slice(3, 7)}-${value.slice(7)}`,
    `${value.slice(0, 3)} ${value.slice(3, 7)} ${value.slice(7)}`,
  ]);
  return `${random.pick(["村民", "家长", "患者", "申请人"])}${random.pick(person)}（${random.pick(["手机", "电话", "联系方式：", "手机号码："])}⟦${form}⟧）已完成登记。`;
});
const bankCard = sentences({ ...privacy, name: "银行卡号" }, (random) => {
  const value = cardNumber(random);
  const form = random.pick([value, value.replace(/(\d{4})(?=\d)/g, "$1 ")]);
  return `补助资金已发放至${random.pick(person)}的${random.pick(["银行卡", "一卡通账户", "银行账号"])}⟦${form}⟧。`;
});
const plate = sentences({ ...privacy, name: "车牌号" }, (random) => {
  const value = `${random.pick([..."京沪皖苏浙粤川鲁豫鄂湘"])}${random.pick([..."ABCDEFN"])}${random.pick(["", "·"])}${random.pick(["D", "", "F"])}${random.digits(5)}`;
  return `${random.pick(["车主", "驾驶人"])}${random.pick(person)}驾驶${random.pick(["车牌号为", "号牌号码为", ""])}⟦${value.slice(0, value.includes("·") ? 8 : 7)}⟧的小型客车。`;
});
const address = sentences({ ...privacy, name: "家庭住址" }, (random) =>
  random.pick([
    `${random.pick(person)}，⟦家住文昌路${random.between(2, 300)}号${random.between(1, 20)}栋${random.between(1, 6)}单元${random.between(101, 1802)}室⟧。`,
    `申请人${random.pick(person)}，⟦家庭住址：南岭区和平小区${random.between(1, 20)}号楼${random.between(1, 6)}单元${random.between(101, 1802)}室⟧。`,
    `${random.pick(person)}，⟦现住址：北湖镇新塘村${random.between(1, 20)}组${random.between(1, 80)}号⟧。`,
  ]),
);
const health = sentences({ ...privacy, name: "病情与证件" }, (random) =>
  random.pick([
    `${random.pick(person)}，⟦护照号${random.pick(["E", "G"])}${random.digits(8)}⟧。`,
    `${random.pick(person)}，⟦军官证号：南字第${random.digits(6)}号⟧。`,
    `学生${random.pick(person)}（⟦学籍号G${identityNumber(random)}⟧）获得资助。`,
    `困难群众${random.pick(person)}⟦患有${random.pick(["艾滋病", "精神分裂症", "乙肝"])}⟧，已纳入救助。`,
    `联系邮箱：⟦${random.pick(["wangjh", "lixf88", "zhaogd"])}${random.digits(2)}@qq.com⟧，微信号同手机号。`,
  ]),
);

const ad = sentences({ ...advertising, name: "商业广告用语" }, (random) =>
  random.pick([
    "⟦限时抢购⟧，先到先得。",
    `⟦扫码领取${random.between(5, 200)}元优惠券⟧，名额有限。`,
    `⟦全场${random.between(3, 8)}折起⟧，欢迎新老顾客光临。`,
    "⟦加微信了解详情⟧，专人为您服务。",
    "⟦添加微信号咨询⟧，名额有限。",
    "该酒店⟦推出特价套餐，预订从速⟧。",
    "⟦关注公众号领红包，好礼送不停⟧。",
    "⟦买一送一⟧，机会难得。",
    `⟦原价${random.between(300, 999)}元，现价${random.between(99, 290)}元⟧，售完即止。`,
    "⟦火爆热销，全网最低价⟧。",
    "⟦投资理财，稳赚不赔⟧。",
    "⟦免费试用，无效退款⟧。",
    "楼盘⟦盛大开盘，首付仅需10万元⟧。",
    "该产品⟦包治百病⟧，深受老年朋友喜爱。",
    "⟦咨询热线400-888-6666，立即购买⟧。",
    "⟦点击下方链接下单⟧，享受会员价。",
    "⟦转发集赞满50个即可⟧领取礼品。",
    "⟦须转发朋友圈后⟧方可办理。",
    "⟦下载App并注册才能⟧办理业务。",
    "⟦关注后方可查看⟧办理结果。",
  ]),
);

export const protectionMutators: readonly Mutator[] = [
  secrecyMark,
  internal,
  idNumber,
  mobile,
  bankCard,
  plate,
  address,
  health,
  ad,
];
