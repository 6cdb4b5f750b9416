/** MC-08, MC-19, MC-21, MC-22, MC-24, MC-37, MC-44: what an official site does not say, and what a person must look at. */
import { cites, newMedia2018, newsWording, siteGuide2017 } from "../../authority";
import type { PatternRule, TermRule } from "../../rule";

const newsOrder = cites("《互联网新闻信息服务管理规定》", "2017-06-01");

/** Inside quotation marks somebody else is speaking. */
const quoted = [/“[^”]{0,120}”/, /「[^」]{0,120}」/];

export const personalView: PatternRule = {
  id: "wording-personal-view",
  category: "wording",
  title: "个人观点与情绪",
  severity: "error",
  fix: "none",
  authority: [newMedia2018(), siteGuide2017()],
  confidence: 0.9,
  checks: ["MC-19"],
  yieldsToVocabulary: true,
  antipatterns: quoted,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?:笔者|小编|编者|(?<![他她其日])本人|我个人|在下)(?:认为|觉得|以为|看来|感觉|建议|猜测|猜想|不禁|忍不住)|依我看(?:来)?|以我(?:之|个人)?(?:拙)?见|在我看来|我(?:个人)?(?:认为|觉得|感觉|猜)(?=[，这那他她该政])|愚以为|窃以为|恕我直言|说句(?:实话|心里话|公道话|不好听的)|不吐不快|小编(?:今天)?(?:带你|带大家|为你|给大家|就来|提醒|整理|盘点|亲测)|让小编/g,
      message: "“$0”是个人观点或口吻，政府网站、政务新媒体不发表个人意见。",
    },
    {
      regex:
        /令人(?:愤慨|发指|气愤|愤怒|作呕|恶心|不齿|愤懑|心寒|无语|抓狂|唾弃|咬牙切齿)|(?:真是|简直)(?:太|令人|让人|岂有此理|无耻|可恶|可恨|混蛋|败类|丧尽天良|禽兽不如|天理难容)|岂有此理|气死人|天理何在|(?:实在|真)(?:是)?(?:可恶|可恨|可悲|可耻|无耻|荒唐|可笑)至?极?(?=[，。！])|必须打脸|啪啪打脸|呵呵(?=[，。！]|$)|滚出(?=中国|[！!]|去[！!])|去死吧|怒怼|(?<!深揭)狠批|吐槽一下/g,
      message: "“$0”带有个人情绪，请改为客观表述。",
    },
  ],
  wrong: [
    { text: "⟦笔者认为⟧，这种做法⟦令人愤慨⟧。" },
    { text: "⟦小编带你⟧看政策。" },
    { text: "⟦在我看来⟧，此举不妥。" },
    { text: "⟦简直无耻⟧！" },
  ],
  right: [
    "专家表示：“我认为，这种做法值得推广。”",
    "申请人认为具体行政行为侵犯其合法权益的，可以申请行政复议。",
    "本人签名处应当由申请人填写。",
  ],
};

export const forcedLikes: PatternRule = {
  id: "wording-forced-likes",
  category: "advertising",
  title: "强制点赞、转发、下载",
  severity: "block",
  fix: "none",
  authority: [newMedia2018("不得强制要求群众下载使用或点赞转发")],
  confidence: 0.93,
  checks: ["MC-44"],
  yieldsToVocabulary: true,
  antipatterns: [
    /(?:不得|严禁|禁止|杜绝|防止|避免|不准|整治|纠正|清理|取消|停止|叫停|坚决反对)[^。；\n]{0,40}(?:点赞|转发|集赞|下载|关注|投票|安装|评论|打卡|注册)[^。；\n]{0,30}/,
    ...quoted,
  ],
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?:转发|集赞|点赞|关注|分享|下载|安装|评论|投票|注册)[^，。；\n]{0,16}(?:后|满\d{1,4}(?:个赞|次)?|才|方|才可|方可|截图)[^，。；\n]{0,6}(?:可|能|予以|方可|准予)?(?:办理|受理|领取|申请|享受|通过|签字|参加|报名|兑换|入园|入学|审批)/g,
      message: "不得把点赞、转发、下载作为办事条件。",
    },
    {
      regex:
        /(?:必须|务必|要求|强制|一律|均须|应当|全员|人人|每人每天)(?:全体|所有)?(?:干部|职工|教师|学生|家长|居民|村民|群众|党员)?(?:们)?(?:都)?(?:须|要)?(?:每[天日])?(?:点赞|转发|集赞|刷屏|下载(?:并)?(?:注册|安装|使用)?|安装|关注|投票)[^，。；\n]{0,14}(?:公众号|APP|App|app|视频号|抖音号|客户端|小程序|朋友圈|微信|推文|链接|平台)/g,
      message: "不得强制群众或干部点赞、转发、下载。",
    },
    {
      regex:
        /(?:点赞|转发|下载|关注|投票)(?:量|率|数|情况|次数)?(?:纳入|作为|列入|与)(?:年终|年度|绩效|目标)?(?:考核|评优|绩效|排名|通报)/g,
      message: "不得把点赞、转发、下载与考核挂钩。",
    },
  ],
  wrong: [
    { text: "⟦转发集赞满30个方可办理⟧。" },
    { text: "⟦必须下载并注册某某APP⟧。" },
    { text: "⟦转发量纳入考核⟧。" },
    { text: "⟦关注公众号后才能领取⟧社保卡。" },
  ],
  right: ["欢迎关注公众号，了解政策信息。", "不得强制群众下载APP、点赞转发。", "严禁将转发量纳入考核。"],
};

export const sensitiveWords: TermRule = {
  id: "wording-sensitive",
  category: "wording",
  title: "敏感信息",
  severity: "error",
  fix: "none",
  authority: [newsOrder(), siteGuide2017()],
  confidence: 0.8,
  checks: ["MC-08"],
  yieldsToVocabulary: true,
  scope: "terms",
  terms: [
    "内部舆情通报",
    "舆情内参",
    "维稳名单",
    "重点稳控人员名单",
    "信访重点人员名单",
    "涉军人员稳控",
    "稳控对象名单",
    "稳控措施台账",
    "警力部署图",
    "安保部署方案",
    "首长行程",
    "领导行程安排表",
    "警卫方案",
    "重点人员管控名单",
    "上访人员名单",
    "敏感人员名单",
    "军事设施坐标",
    "部队驻地番号",
  ].map((wrong) => ({ wrong, right: [], why: "可能是不宜公开的敏感信息，请人工核对" })),
  wrong: [
    { text: "附件：⟦重点稳控人员名单⟧" },
    { text: "现将⟦安保部署方案⟧印发。" },
    { text: "⟦信访重点人员名单⟧见附表。" },
  ],
  right: ["做好信访维稳工作。", "公布信访工作联系人名单。", "依法维护军事设施安全。"],
};

export const clickbait: PatternRule = {
  id: "wording-clickbait",
  category: "wording",
  title: "标题党",
  severity: "warning",
  fix: "none",
  authority: [newMedia2018("严防娱乐化、庸俗化"), newsOrder()],
  confidence: 0.9,
  checks: ["MC-21"],
  roles: ["title", "heading"],
  setting: { role: "title", id: "title" },
  scope: "pattern",
  patterns: [
    {
      regex:
        /^震惊[！!，：]|震惊[！!]|\d{2,3}(?:\.\d)?[%％]的人(?:都)?不知道|(?:速看|必看|紧急扩散|赶紧看|快看|马上删|即将被删|不看后悔|看完(?:惊呆|沉默|泪奔|吓一跳)|惊呆了|吓尿|出大事了|疯传|刷屏了|炸锅了?|沸腾了|传疯了|刚刚[！!，]|突发[！!]|重磅[！!]|定了[！!]|太突然[！!]|真相(?:竟然?|居然)|竟然是(?:这样|他|她)|万万没想到|没想到[，！!]|原来是这样[！!]|背后的?真相|内幕(?:曝光|惊人)|男人看了[^，。]{0,8}女人看了|不转不是中国人|为了家人[^，。]{0,6}转|深夜传来|细思极恐|毁三观|亮瞎|逆天了?|吓坏)|[！!？?]{2,30}|居然这么|史上最[\u4e00-\u9fff]{1,6}(?:来了|诞生|曝光)/g,
      message: "“$0”有标题党之嫌，标题应当准确概括内容。",
    },
  ],
  wrong: [
    { text: "⟦震惊！⟧本市出台新政" },
    { text: "⟦99%的人不知道⟧的医保政策" },
    { text: "⟦速看⟧！养老金要涨" },
    { text: "⟦重磅！⟧我市新规发布" },
  ],
  right: ["关于印发实施方案的通知", "外交部：对此表示震惊和谴责", "今年养老金怎么调整？一图读懂"],
};

export const offTopic: PatternRule = {
  id: "wording-off-topic",
  category: "wording",
  title: "与职能无关",
  severity: "hint",
  fix: "none",
  authority: [newMedia2018("发布与政府职能没有直接关联信息")],
  confidence: 0.7,
  checks: ["MC-22"],
  roles: ["title", "heading"],
  setting: { role: "title", id: "title" },
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?:明星|娱乐圈|网红)(?:八卦|绯闻|恋情|出轨|离婚|塌房)|星座运势|(?:今日|本周)运势|生肖运程|心灵鸡汤|(?:追剧|影视)(?:推荐|安利|攻略)|颜值(?:爆表|天花板)|(?:减肥|美容|化妆|穿搭)(?:秘籍|秘诀|攻略|教程)|彩票(?:预测|推荐)|股票推荐|荐股|游戏攻略|笑话(?:大全|集锦)|脑筋急转弯/g,
      message: "“$0”可能与本单位职能无关，请核对是否应当发布。",
    },
  ],
  wrong: [{ text: "本周⟦星座运势⟧" }, { text: "盘点⟦明星八卦⟧" }, { text: "夏季⟦减肥攻略⟧" }],
  right: ["我市举办戏曲展演", "老年人防诈骗攻略", "一图读懂医保政策"],
};

export const namedBlame: PatternRule = {
  id: "wording-named-blame",
  category: "wording",
  title: "点名的负面表述",
  severity: "hint",
  fix: "none",
  authority: [newsWording(), cites("《中华人民共和国民法典》", "2021-01-01")("第一千零二十四条")],
  confidence: 0.7,
  checks: ["MC-24"],
  yieldsToVocabulary: true,
  antipatterns: [/(?:法院|判决|裁定|处罚决定|经查|查明|公告|通报|认定)[^。\n]{0,40}/],
  scope: "pattern",
  patterns: [
    {
      regex:
        /[\u4e00-\u9fff]{2,12}(?:有限公司|集团公司|股份公司|医院|学校|大学|银行|酒店|饭店|超市|协会|商会)(?:长期|一贯|多次|竟然?|公然|恶意|存在)?(?:欺骗(?:消费者|群众|客户)|坑害|偷税漏税|弄虚作假|欺行霸市|唯利是图|黑心|臭名昭著|无良|坑蒙拐骗|诈骗(?:群众|客户)|草菅人命|恶意欠薪|质量低劣|管理混乱|见利忘义)/g,
      message: "点名的单位与负面评价相连，请核对有无生效文书等依据。",
    },
  ],
  wrong: [
    { text: "⟦某某贸易有限公司长期欺骗消费者⟧。" },
    { text: "⟦城东医院管理混乱⟧。" },
    { text: "⟦宏达集团公司恶意欠薪⟧引发投诉。" },
  ],
  right: ["法院判决某某贸易有限公司欺诈消费者成立。", "经查，该公司存在违法行为。", "严厉打击欺骗消费者的行为。"],
};

export const unsourcedClaim: PatternRule = {
  id: "wording-unsourced",
  category: "source",
  title: "说法没有来源",
  severity: "hint",
  fix: "none",
  authority: [newsOrder(), newMedia2018()],
  confidence: 0.75,
  checks: ["MC-37"],
  yieldsToVocabulary: true,
  antipatterns: [
    ...quoted,
    /(?:谣言|不实|辟谣|造谣|传谣|虚假信息)[^。\n]{0,40}/,
    /[^。\n]{0,36}(?:谣言|不实|辟谣|虚假信息)/,
    /(?:关于|针对)网传[^。\n]{0,40}(?:情况说明|说明|通报|声明|回应|核查)/,
  ],
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<![证根数依])据(?:不完全可靠|小道|民间|坊间)(?:消息|传闻|传言|说法)?|(?:(?<!联)网传(?![输送播递])|网上流传|坊间传闻|坊间流传|有消息称|有传言称|(?<![证根数依])据传(?!染|感|统|承|播|输|达|真)闻?|道听途说|(?<![证根数依])据说(?!明)|有网友爆料|知情人士(?:透露|称)|内部人士(?:透露|称)|有关专家(?:称|表示)(?=，)|研究表明(?=，[^。\n]{0,40}(?:治疗|预防|致癌|有效))|科学(?:证明|证实)(?=，))/g,
      message: "“$0”没有可核查的来源，请补充出处或删去。",
    },
  ],
  wrong: [{ text: "⟦网传⟧明日停水。" }, { text: "⟦据说⟧补贴标准将提高。" }, { text: "⟦知情人士透露⟧，项目即将开工。" }],
  right: [
    "根据传染病预防、控制的需要提出建议。",
    "据市统计局统计，上半年地区生产总值增长5%。",
    "针对网传信息为不实信息，请勿传谣。",
    "关于网传“自来水有异味”的情况说明",
    "通过国际联网传输数据，根据民间组织提供的名单核对。",
    "据市气象台消息，明日有雨。",
  ],
};
