/** Colons inside colons, the full stop beside a closing quotation mark, titles marks around what is no work. */
import { gb15834 } from "../../authority";
import type { PatternRule } from "../../rule";

const SAYS =
  "要求|指出|强调|提出|认为|规定|明确|表示|决定|如下|做到|包括|是|说|道|问|答|写道|指示|批示|称|建议|承诺|呼吁|希望";

export const nestedColon: PatternRule = {
  id: "punct-colon-nested",
  category: "punctuation",
  title: "一句内套用冒号",
  severity: "hint",
  fix: "none",
  authority: [gb15834("附录A.6.2")],
  confidence: 0.75,
  checks: ["MC-01"],
  roles: ["body", "list"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `：(?=[\\u4e00-\\u9fff“])(?<=(?:${SAYS}|通知|公告|事项|情况)：[\\u4e00-\\u9fff、，]{1,40}(?:${SAYS}|有)：)`,
        "g",
      ),
      message: "一句话里套用了两个冒号，请把其中一个改为逗号或删去。",
    },
  ],
  wrong: [
    { text: "方案明确：各镇要做到⟦：⟧底数清、情况明。" },
    { text: "他强调：当前任务是⟦：⟧稳住增长。" },
    { text: "会议决定：整改措施包括⟦：⟧自查、复核。" },
  ],
  right: [
    "方案明确，各镇要做到：底数清、情况明。",
    "他强调：“当前任务是稳住增长。”",
    "时间：5月1日。地点：市政务中心。",
    "联系人：张三。电话：12345。",
  ],
};

export const quotationStop: PatternRule = {
  id: "punct-quote-period",
  category: "quotation-mark",
  title: "引号末尾句号的位置",
  severity: "hint",
  fix: "suggest",
  authority: [gb15834("附录B.2.1")],
  confidence: 0.8,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<mark>”。)(?<=(?:说|道|指出|强调|表示|认为|回答|写道|问|答|称|要求|提出|规定|批示|指示|感慨|介绍)[：:]“[^“”\n]{4,120}[^“”。！？…\n]”。)/g,
      message: "冒号后面引的是完整的话，句号应放在引号里面。",
      suggest: "。”",
    },
    {
      regex: /(?<mark>。”。)(?<=[\u4e00-\u9fff]。”。)/g,
      message: "引号里面已有句号，引号外面不再用句号。",
      suggest: "。”",
    },
    {
      regex:
        /(?<mark>。”)(?<=[^：:，“\n]“[^“”。\n]{1,20}。”)(?=的(?:原则|要求|目标|理念|思路|方针|精神|方式|机制|办法|号召))/g,
      message: "引的话是句子的一部分，引号里面不用句号。",
      suggest: "”",
    },
    {
      // 称这是“…。”, 做到“…。”, 强调，“…。”: what is quoted is a part of the sentence that ends here.
      regex:
        /(?<mark>。”)(?<=(?:是|为|叫作?|做到|坚持|实现|成为|称为|誉为|变成|遵循|要)(?:了|的)?“[^“”。，\n]{2,16}。”)(?=$|[^，。；：！？”“、])/g,
      message: "引的话是句子的一部分，句号放在引号外面。",
      suggest: "”。",
    },
    {
      regex: /(?<mark>。”)(?<=(?:强调|要求|指出|提出|表示|认为)，“[^“”。\n]{4,60}。”)(?=$)/g,
      message: "引的话前面是逗号，是句子的一部分，句号放在引号外面。",
      suggest: "”。",
    },
  ],
  wrong: [
    { text: "他说：“请大家抓紧办理⟦”。⟧", first: "。”" },
    { text: "主任表示：“服务没有终点站⟦”。⟧", first: "。”" },
    { text: "他说：“请大家抓紧办理⟦。”。⟧", first: "。”" },
    { text: "坚持“谁审批、谁监管⟦。”⟧的原则。", first: "”" },
    { text: "群众称赞这项工作是“办到了心坎上⟦。”⟧", first: "”。" },
    { text: "会议强调，“要坚持人民至上⟦。”⟧", first: "”。" },
  ],
  right: [
    "他说：“请大家抓紧办理。”",
    "坚持“谁审批、谁监管”的原则。",
    "要解决的是“最后一公里”。",
    "口号是“办事不求人”。",
  ],
};

export const bookMisuse: PatternRule = {
  id: "punct-book-misuse",
  category: "quotation-mark",
  title: "奖项、会议、活动误用书名号",
  severity: "hint",
  fix: "suggest",
  authority: [gb15834("附录A.13.1")],
  confidence: 0.75,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /《([^《》〈〉“”。；：]{1,20}(?:奖|奖章|奖状|奖杯|称号|论坛|研讨会|座谈会|推进会|培训班|博览会|展销会|交易会|运动会|招聘会|发布会|大赛|竞赛|锦标赛|品牌|商标|讲座|课题|活动))》(?!的?(?:通知|办法|方案|规定|决定|节目|栏目|电影|电视|一书|专题|纪录片|歌曲))/g,
      message: "书名号用于作品的名称；奖项、会议、课程、活动等不是作品，宜用引号或不加标点。",
      suggest: "“$1”",
      // Laws write 《食品经营许可证》: papers and certificates are left alone.
      accept: ({ index }, { text: whole }) =>
        !/(?:节目|栏目|电影|影片|电视剧|歌曲|小说|纪录片|专题片|文章|报道|名著|法规|制定|印发|颁布|修订)$/.test(
          whole.slice(Math.max(0, index - 4), index),
        ),
    },
    {
      regex:
        /《([^《》〈〉“”。；：]{3,16})》(?=(?:主题|系列|专项|惠民|公益|文化|群众性|品牌)?(?:主题活动|活动|行动|宣传(?!片|册|画|手册|月|周|日|栏|教育)|演出|称号|荣誉|为主题|主题(?:活动|宣传|实践|教育|党日)|系列(?:活动|讲座)|专项(?:行动|整治)|惠民(?:演出|活动)|工程|计划))/g,
      message: "书名号用于作品和文件的名称；活动、称号、口号用引号。",
      suggest: "“$1”",
      accept: ([, name = ""], { text: whole }) =>
        !/(?:[法典章例诗歌曲书经记传报]|办法|规定|细则|方案|规划|纲要|意见|决定|通知|公约|准则|规则|精神|协定|协议|宣言|指南|手册|读本|文选|选集|计划|制度|清单|标准|报告|合唱|图册|讲话)$|[（(·]/.test(
          name,
        ) &&
        !new RegExp(
          `(?:话剧|电影|舞剧|歌剧|京剧|戏剧|戏曲|大戏|剧目|情景剧|豫剧|越剧|黄梅戏|川剧|音乐会|歌曲|文章|节目|栏目|专题片|纪录片|作品|小品|图书|出版|印发|制定|修订|发布|落实|实施)[^，。]{0,8}《${name.replace(/[.*+?^$(){}|[\]\\]/g, ".")}`,
        ).test(whole),
    },
  ],
  wrong: [
    { text: "授予该站⟦《年度进步奖》⟧。", first: "“年度进步奖”" },
    { text: "举办⟦《数字治理论坛》⟧。", first: "“数字治理论坛”" },
    { text: "承办⟦《全省职工技能大赛》⟧。", first: "“全省职工技能大赛”" },
    { text: "报名参加⟦《公文写作培训班》⟧。", first: "“公文写作培训班”" },
    { text: "开展⟦《法律进乡村》⟧主题宣传。", first: "“法律进乡村”" },
    { text: "荣获⟦《全国文明村镇》⟧称号。", first: "“全国文明村镇”" },
  ],
  right: [
    "授予该站“年度进步奖”。",
    "《奖励办法》自发布之日起施行。",
    "《论坛》杂志第三期",
    "领取《食品经营许可证》《结婚证书》后方可办理。",
    "电影《茶馆》获奖。",
    "开展《民法典》主题宣传，话剧《我们的村庄》演出12场。",
    "《进一步规范证照管理的通知》",
  ],
};
