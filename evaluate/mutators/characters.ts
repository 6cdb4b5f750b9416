/** Errors of characters: traditional and variant forms, full width, hidden characters, spaces, torn text. */
import { changeAt, type Place, placesOf, rewriting } from "../places";
import type { Mutator } from "../plant";

/** Simplified to traditional where the traditional form has one simplified form and is no regulated character. */
const traditional = new Map(
  "国國 务務 办辦 发發 关關 于於 实實 业業 产產 区區 县縣 级級 组組 织織 认認 设設 证證 议議 决決 经經 济濟 规規 划劃 对對 应應 时時 间間 门門 开開 这這 进進 运運 达達 过過 还還 选選 团團 体體 万萬 与與 书書 两兩 严嚴 个個 为為 举舉 义義 习習 乡鄉 买買 亿億 从從 们們 价價 众眾 优優 传傳 伤傷 会會 儿兒 党黨 军軍 农農 冲衝 净淨 减減 创創 别別 剂劑 动動 劳勞 势勢 华華 协協 单單 卖賣 卫衛 压壓 厅廳 历歷 厂廠 变變 号號 员員 响響 园園 围圍 图圖 场場 块塊 坚堅 处處 备備 复復 头頭 夺奪 奖獎 妇婦 学學 宁寧 实實 审審 宽寬 导導 将將 层層 岁歲 岛島 币幣 师師 带帶 广廣 庆慶 库庫 废廢 张張 强強 录錄 态態 总總 战戰 户戶 执執 扩擴 扫掃 护護 报報 担擔 拟擬 择擇 挂掛 损損 据據 摄攝 敌敵 数數 断斷 无無 旧舊 显顯 权權 条條 来來 极極 构構 标標 树樹 样樣 档檔 检檢 桥橋 楼樓 欢歡 残殘 气氣 汇匯 汉漢 污汙 沟溝 测測 济濟 浓濃 温溫 湾灣 满滿 灭滅 灯燈 灵靈 灾災 炉爐 点點 热熱 状狀 独獨 环環 现現 电電 画畫 疗療 监監 盘盤 矿礦 码碼 础礎 确確 离離 种種 积積 称稱 稳穩 穷窮 笔筆 筑築 签簽 简簡 类類 粮糧 纪紀 约約 级級 纳納 线線 练練 细細 终終 结結 给給 络絡 统統 绩績 维維 综綜 缴繳 编編 网網 罚罰 职職 联聯 肃肅 胜勝 脑腦 节節 药藥 营營 补補 装裝 见見 观觀 视視 览覽 计計 订訂 讨討 让讓 训訓 记記 讲講 许許 论論 访訪 评評 识識 诉訴 试試 话話 该該 详詳 语語 误誤 说說 请請 读讀 课課 调調 谈談 谢謝 贝貝 负負 责責 贫貧 货貨 质質 购購 费費 资資 赛賽 车車 转轉 轮輪 轻輕 较較 辆輛 输輸 辽遼 迁遷 违違 连連 迟遲 适適 邮郵 鉴鑒 钱錢 铁鐵 银銀 错錯 键鍵 长長 问問 阳陽 阶階 际際 陆陸 险險 随隨 难難 雾霧 静靜 项項 须須 顾顧 预預 领領 题題 额額 风風 飞飛 饮飲 馆館 验驗 鱼魚 鲜鮮 龙龍"
    .split(" ")
    .map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
);
/** Variant forms 异体字 that the 《通用规范汉字表》 replaces. */
const variants = new Map(
  "群羣 峰峯 略畧 够夠 岸㟁 鹅鵞 杯盃 册冊 灾烖 恩㤙 韵韻 迹跡 果菓 乃廼 却卻 歌謌 床牀 挂罣 绩勣 叹嘆 升昇 凳櫈 参叅 考攷 窗窓 棋碁 秘祕 碑𥓓 吃喫 宝寶 泪淚 笋筍 烟煙 蛇虵 咏詠 韧靱 锈鏽 侄姪 栖棲 闹鬧 墙牆 暖煖 炮砲 它牠 同仝 往徃 享亯 修脩 村邨 周週 布佈 占佔 雇僱 并並 札劄 扎紮 采採 炼鍊 救捄 厨廚 唇脣"
    .split(" ")
    .filter((pair) => pair.length === 2)
    .map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
);

const character = { category: "character", nature: "deterministic", severity: "error" } as const;
const encoding = { category: "encoding", nature: "deterministic", severity: "error" } as const;
const anyOf = (forms: ReadonlyMap<string, string>) => new RegExp(`[${[...forms.keys()].join("")}]`, "g");

const traditionalForm = rewriting(
  { ...character, name: "繁体字" },
  anyOf(traditional),
  ({ text }) => traditional.get(text) ?? null,
);
const variantForm = rewriting(
  { ...character, name: "异体字" },
  anyOf(variants),
  ({ text }) => variants.get(text) ?? null,
);

const wide = (text: string): string =>
  text.replace(/[0-9A-Za-z]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) + 0xfee0));
const wideDigits = rewriting({ ...character, name: "全角数字字母" }, /\d{1,5}/g, ({ text }) => wide(text));
const wideOne = rewriting({ ...character, name: "数字中夹一个全角数字" }, /\d{2,5}/g, ({ text }, random) => {
  const at = random.below(text.length);
  return text.slice(0, at) + wide(text.charAt(at)) + text.slice(at + 1);
});
/** A title may be broken before 关于, so a space there is no error. */
const spaced = rewriting(
  { ...character, name: "汉字之间的空格", severity: "warning" },
  /(?<=\p{Script=Han}{2})(?=\p{Script=Han}{2})(?!关于)/gu,
  (_, random) => random.pick([" ", "  ", "\u00a0", "\u3000"]),
);
const spacedMark = rewriting(
  { ...character, name: "标点前后的空格", severity: "warning" },
  /(?<=\p{Script=Han})[，。；：、](?=\p{Script=Han})/gu,
  ({ text }, random) => random.pick([` ${text}`, `${text} `]),
);
const radicals = new Map(
  "一⼀ 人⼈ 力⼒ 大⼤ 女⼥ 子⼦ 小⼩ 山⼭ 工⼯ 心⼼ 手⼿ 文⽂ 方⽅ 日⽇ 月⽉ 木⽊ 水⽔ 火⽕ 生⽣ 用⽤ 田⽥ 目⽬ 立⽴ 老⽼ 行⾏ 金⾦ 长⻓ 门⻔ 面⾯ 食⻝ 高⾼"
    .split(" ")
    .map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
);
const radicalForm = rewriting(
  { ...encoding, name: "部首区字符" },
  anyOf(radicals),
  ({ text }) => radicals.get(text) ?? null,
);

const between = /(?<=\p{Script=Han})(?=\p{Script=Han})/gu;
const hidden = rewriting({ ...encoding, name: "零宽与控制字符" }, between, (_, random) =>
  random.pick(["\u200b", "\ufeff", "\u200d", "\u00ad", "\u2060", "\u200e", "\u0008", "\u202c"]),
);
const privateUse = rewriting({ ...encoding, name: "私用区字符" }, between, (_, random) =>
  String.fromCharCode(0xe000 + random.below(0x800)),
);
const replaced = rewriting({ ...encoding, name: "替换符与问号串" }, between, (_, random) =>
  random.pick(["\ufffd", "\ufffd\ufffd", "???", "□□"]),
);

/** UTF-8 read as Latin: 涓枃 and å… */
const torn: Mutator = {
  ...encoding,
  name: "编码错读的乱码",
  mutate: (draft, random) => {
    const place: Place | null = random.maybe(placesOf(draft, /\p{Script=Han}{3,4}/gu, ["body", "list"]));
    if (place === null) return null;
    const bytes = [...new TextEncoder().encode(place.text)];
    const latin = bytes.map((byte) => String.fromCharCode(byte)).join("");
    const entity = random.pick(["&nbsp;", "&ldquo;", "&#12290;", "锟斤拷", "烫烫烫", "%E6%94%BF%E5%BA%9C"]);
    return { changes: [changeAt(place, random.below(2) === 0 ? latin : place.text + entity)] };
  },
};

export const characterMutators: readonly Mutator[] = [
  traditionalForm,
  variantForm,
  wideDigits,
  wideOne,
  spaced,
  spacedMark,
  radicalForm,
  hidden,
  privateUse,
  replaced,
  torn,
];
