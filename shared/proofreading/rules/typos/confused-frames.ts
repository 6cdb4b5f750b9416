/** MC-01: words taken for each other, told by the word beside them: 招聘启示, 认真的开展, 规划从新修订. */
import { dictionary } from "../../authority";
import type { Term, TermRule } from "../../rule";

interface Frame {
  readonly wrong: string;
  readonly right: string;
  /** What stands before it, and what after it; one side is enough. */
  readonly after?: string;
  readonly before?: string;
  /** Longer strings in which it is no slip. */
  readonly unless?: string;
}

const again =
  "修订 修改 修正 修缮 修复 修葺 审查 审议 审核 审定 申报 申请 提交 提请 登记 核定 核算 核查 评估 评审 评定 编制 编写 制定 制订 起草 规划 组织 启动 启用 开放 开工 开业 恢复 认识 定义 选举 选址 选定 分配 安排 部署 调整 办理 领取 签订 鉴定 计算 梳理 学习 上岗 就业 公布 发布 印发 提出 确定 确认 设计 设置 布局 招标 测量 测算 考虑 走上 焕发 振作 点燃 投入 回到 检查 检测 检验 复核 整理 装修 包装 挂牌 竞价 立案 调查 审理 作出 换发 核发 补办 排版 录入 填写 上传 上报 报送 拟定 研究 清理 排查 摸底 界定 划分 划定 分工 组建 组合 聘任 任命 洗牌 站起来 赢得 获得 拥有";

const frames: readonly Frame[] = [
  { wrong: "从新", right: "重新", before: again },
  {
    wrong: "启示",
    right: "启事",
    after:
      "招聘 招生 招租 招领 认领 寻人 寻物 征稿 征集 征文 征婚 遗失 迁址 拍卖 更正 竞聘 聘用 招募 停业 开业 出租 转让 拆迁 刊登 张贴 登报 本",
    before: "规定的时 规定的期 规定的条 规定时间 规定期限 要求的材料 公布之日 发布之日 刊登之日 载明 所列",
    unless: "日本启示 成本启示 版本启示 根本启示 文本启示 样本启示 资本启示 剧本启示",
  },
  {
    wrong: "反应",
    right: "反映",
    after: "如实 实名 逐级 来信 来访 个人名义 单位名义 如实地 客观地 向上级 向有关部门 向组织 向社区 向政府 报告 报表",
    before:
      "问题的 诉求 社情民意 民意 群众意 群众诉 群众呼 意见 困难 呼声 心声 愿望 工作中 工作情 出了 出我 出审 出管 出基层 出部 出一些 出个别 出工作 出干部 出群众 了群众 了人民 了我 了基层 的主要问题 的突出问题 强烈的问题 强烈的突出问题 集中的问题 在以下 较为集中 比较集中",
    unless: "化学反应出 核反应出 应急反应工作 快速反应工作 不良反应问题的 不良反应报告",
  },
  { wrong: "授权", right: "受权", after: "新华社", before: "播发 全文播发" },
  {
    wrong: "受权",
    right: "授权",
    before: "委托书 范围 经营 代理人 性规定 证书",
    after: "书面 特别 未经 人大 全国人大 法律 法规 法律法规",
  },
  {
    wrong: "因该",
    right: "应该",
    before:
      "予以 受到 引起 得到 认真 积极 做到 做好 加强 及时 依法 如何 怎样 怎么 坚持 看到 注意 重视 考虑 采取 成为 把 努力 有的",
    after: "都 还 更 不 我们 大家 各级 各单位 干部 党员 本 均",
    unless: "不因该 并不因该 都因该项 还因该项 更因该项 均因该项 基本因该",
  },
  { wrong: "它用", right: "他用", after: "挪作 移作 改作 另作 派作" },
  { wrong: "它人", right: "他人", after: "侵犯 损害 冒充 转让 委托 危害 转借 骗取 教唆 指使 代替" },
  { wrong: "既", right: "即", before: "日起 时起 刻起 可办理 可领取 可申请 可享受 刻整改 刻停止 刻报告" },
  {
    wrong: "权力",
    right: "权利",
    after: "受教育的 接受教育的 接受义务教育的 知情的 陈述申辩的 申诉的 控告的 投诉举报的 休息的 休假的",
  },
  { wrong: "界线", right: "界限", after: "政策 思想 是非 罪与非罪 城乡 时间 划清", unless: "划清界线标" },
  {
    wrong: "其间",
    right: "期间",
    after: "节日 春节 国庆 假期 假日 会议 任职 试用 公示 汛期 施工 活动 疫情 服务 在职 在校 存续 有效",
  },
  {
    wrong: "法制",
    right: "法治",
    after: "全面依法治国、 建设社会主义 坚持厉行",
    before: "政府建设 中国建设 思维 轨道 方式 营商环境 乡村",
  },
  {
    wrong: "必需",
    right: "必须",
    before:
      "坚持 加强 按照 依法 严格 认真 做到 落实 执行 遵守 符合 立即 及时 切实 始终 牢牢 抓好 做好 接受 服从 履行 高度 坚决 毫不 持续 不断",
  },
  { wrong: "截止", right: "截至", before: "目前 今年 去年 本月 上月 年底 月底 发稿 记者发稿 昨日 今日 当前 现在" },
  { wrong: "截至", right: "截止", after: "报名 投标 申报 申请 受理 提交 征集 登记 缴费", before: "日期 时间为 期限" },
  {
    wrong: "合拢",
    right: "合龙",
    after:
      "主桥 大桥 特大桥 主跨 主拱 拱肋 大坝 堤坝 围堰 截流 主桥顺利 大桥顺利 主跨顺利 大坝顺利 主桥成功 大桥成功 主跨成功 大坝成功 主桥正式 大桥正式 桥梁顺利 桥面顺利 全桥 全桥顺利 合龙段",
    before: "段施工 段浇筑",
  },
  { wrong: "权力", right: "权利", before: "依法获得 依法取得 依法要求" },
  { wrong: "致力", right: "智力", before: "残疾 障碍 支边 扶贫 成果" },
  { wrong: "质询", right: "咨询", before: "电话 热线 服务 窗口", after: "政策 法律 心理 业务" },
  {
    wrong: "合适",
    right: "核实",
    after: "经 调查 逐一 现场 进一步 入户",
    before: "情况 无误 清楚 后",
    unless: "经合适 情况合适",
  },
];

const adverbs =
  "认真 积极 深入 扎实 切实 全力 努力 主动 及时 迅速 稳步 坚决 自觉 不断 逐步 大力 有序 精心 妥善 持续 踏实 热情 耐心 细致 仔细 顺利 圆满 不折不扣 坚定不移 持之以恒 毫不动摇 毫不松懈 一如既往 旗帜鲜明 有条不紊 创造性 有计划 有步骤 有重点 有针对性";
const transitive =
  "开展 推进 推动 落实 贯彻 抓好 抓实 做好 搞好 做实 完成 履行 解决 投身 加强 加快 提高 提升 增强 化解 协助 遵守 维护 向 把 将 深化 拓展 优化 构建 打造 筹备 谋划 听取";
const nouns =
  "。 ， ； 下 作用 措施 方案 办法 机制 体系 效果 力度 举措 成效 路径 计划 思路 过程 方式 意见 建议 策略 工作计划";
const doings =
  "任务完成 工作完成 完成 开展 进行 进展 落实 执行 处理 解决 准备 组织 表现 发挥 回答 掌握 运行 推进 提高 提升 改善 增长 贯彻 配合 办理 保护 实施 安排 布置 讲解 解释";
const degrees =
  "很好 很快 很及时 很到位 很不够 很扎实 很认真 很出色 很成功 很顺利 很圆满 很明显 十分明显 十分顺利 十分成功 十分扎实 十分到位 十分及时 十分出色 非常好 非常快 非常及时 非常到位 非常顺利 非常成功 非常出色 非常明显 非常扎实 特别好 比较好 比较快 比较顺利 更好 更快 更扎实 更到位 不够好 不够到位 不够扎实 不够及时 不够深入 不够彻底 不到位 不彻底 不理想 不及时 有声有色 扎实有序 扎实有效 有条不紊 扎扎实实 井井有条";
const satisfying = "群众满意 人民满意 企业满意 社会满意";
const satisfied = "服务窗口 窗口 服务 答卷 教育 政府 公务员 队伍 城市 医院 学校 机关 成绩 结果";

const words = (list: string): readonly string[] => list.split(" ").filter((word) => word !== "");

function termsOf({ wrong, right, after = "", before = "", unless = "" }: Frame): Term[] {
  const innocent = words(unless);
  const forms = [
    ...words(after).map((word): [string, string] => [word + wrong, word + right]),
    ...words(before).map((word): [string, string] => [wrong + word, right + word]),
  ];
  return forms.map(([form, meant]) => {
    const excuses = innocent.filter((longer) => longer.includes(form));
    return {
      wrong: form,
      right: [meant],
      why: `此处用“${right}”，不用“${wrong}”`,
      ...(excuses.length === 0 ? {} : { unless: excuses }),
    };
  });
}

/** `甲的乙` for `甲地乙` and the like, with what may follow to make it right after all. */
function particles(
  lists: readonly [string, string],
  [wrong, right]: readonly [string, string],
  tails: readonly string[],
) {
  return words(lists[0]).flatMap((first) =>
    words(lists[1]).map((second): Term => {
      const form = first + wrong + second;
      const unless = tails.map((tail) => form + tail);
      const meant = first + right + second;
      return { wrong: form, right: [meant], why: `此处用“${right}”，不用“${wrong}”`, unless };
    }),
  );
}

export const confusedFrame: TermRule = {
  id: "typo-confused-frame",
  category: "confusable",
  title: "易混词（按前后词判断）",
  severity: "warning",
  fix: "suggest",
  authority: [dictionary()],
  confidence: 0.9,
  checks: ["MC-01"],
  yieldsToVocabulary: true,
  scope: "terms",
  terms: distinct([
    ...frames.flatMap(termsOf),
    ...particles([adverbs, transitive], ["的", "地"], words(nouns)),
    ...particles([doings, degrees], ["的", "得"], ["的"]),
    ...particles([doings, degrees], ["地", "得"], ["的"]),
    ...particles(
      [
        "有条不紊 井然有序 紧锣密鼓 如火如荼 热火朝天 扎实有序",
        "进行。 进行， 进行中 进行着 开展。 开展， 推进。 推进，",
      ],
      ["的", "地"],
      [],
    ),
    ...particles([satisfying, satisfied], ["地", "的"], ["于"]),
  ]),
  wrong: [
    { text: "该规划⟦从新修订⟧。", first: "重新修订" },
    { text: "见报纸上的⟦招聘启示⟧。", first: "招聘启事" },
    { text: "⟦认真的开展⟧自查。", first: "认真地开展" },
    { text: "各项任务⟦落实的很好⟧。", first: "落实得很好" },
    { text: "及时⟦反应困难⟧和需求。", first: "反映困难" },
    { text: "不得⟦挪作它用⟧。", first: "挪作他用" },
  ],
  right: [
    "该规划重新修订，从新的起点出发。",
    "此事给人启示，见招聘启事。",
    "认真地开展自查，发挥积极的推动作用，在各方努力的推动下达成共识。",
    "各项任务落实得很好，落实的很好的项目不多。",
    "及时反映困难，群众反应强烈。",
    "挪作他用的，依法追回；其反应快速。",
  ],
};

function distinct(terms: readonly Term[]): Term[] {
  const seen = new Set<string>();
  return terms.filter(({ wrong }) => {
    const isNew = !seen.has(wrong);
    seen.add(wrong);
    return isNew;
  });
}
