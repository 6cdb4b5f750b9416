/** MC-13, MC-20: commercial advertising, promises of cure, and the trades that plant hidden links. */
import { advertisingLaw, cites, inspection2019, siteGuide2017 } from "../../authority";
import type { PatternRule } from "../../rule";

const network = cites("《中华人民共和国网络安全法》", "2017-06-01");

/** Naming a prohibition is not committing it. */
const prohibition =
  /(?:禁止|严禁|不得|破获|侦破|捣毁|打掉|打击|查处|整治|治理|防范|警惕|谨防|识别|揭露|举报|非法|违法|违规|涉嫌|所谓|诱导|虚假|切勿|不要|拒绝|抵制|案|罪|诈骗|取缔|清理|处罚|监管|曝光|揭秘|骗局|套路|话术|以案)[^。；\n]{0,36}/;
const prohibitionAfter =
  /[^。；\n]{0,24}(?:违法|犯罪|诈骗|案件|行为的|等违法|等非法|等广告|案(?:[，。；件]|$)|是骗局|为由|为名|为诱饵|属于虚假|予以处罚|被查处)/;

/** The part of a forbidden trade's own notice: no prohibition in the same sentence, before or after. */
function isOwnOffer(found: RegExpExecArray, block: { readonly text: string }): boolean {
  const before = block.text.slice(Math.max(0, found.index - 40), found.index);
  const sentence = before.slice(Math.max(before.lastIndexOf("。"), before.lastIndexOf("；")) + 1);
  const after = block.text.slice(found.index, found.index + found[0].length + 30);
  return !prohibition.test(sentence) && !prohibitionAfter.test(after);
}

export const commercialAd: PatternRule = {
  id: "ad-commercial",
  category: "advertising",
  title: "商业广告",
  severity: "error",
  fix: "none",
  authority: [siteGuide2017("不得发布商业广告"), inspection2019(), advertisingLaw()],
  confidence: 0.9,
  checks: ["MC-13"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?:限时|限量|火热|疯狂|全民|整点|0元|零元|一元|1元)(?:抢购|秒杀|特惠|特价|优惠价?|促销|折扣|开抢|包邮)|(?:立减|直降|低至|仅售)\d{1,6}(?:元|折)|(?:只要|原价)\d{1,6}元(?=起|包邮|[！!]|，?(?:现价|秒杀|特价|仅售|抢))|买[一二三1-3]送[一二三1-3]|(?:全场|全店)(?:\d(?:\.\d)?折|包邮|满减)|满\d{2,5}(?:元)?[减送返]\d{1,5}|(?:扫码|点击|关注|扫描二维码|添加微信)[^，。；]{0,8}(?:领券|领取(?:优惠券|红包|福利|大礼包|代金券)|抽奖赢|立即购买|下单|抢购|砍价|拼团)/g,
      message: "疑似商业广告，政府网站不得发布。",
      accept: isOwnOffer,
    },
    {
      regex:
        /(?:加盟|招商|订购|购买|抢购|代理|咨询订购|客服|售楼|看房|销售)热线[：:]?\s{0,2}(?=[\d（(])|(?:加|添加)(?:我|小编|客服|老师|店主|专属)?(?:微信|V信|VX|vx|QQ)(?:号)?(?:[：:]|\s{0,2}[A-Za-z\d])|(?:诚招|火热招募|招募)(?:全国)?(?:加盟|代理)商?|加盟(?:费|店)(?:仅需|免费|优惠)|零首付|(?:样板房|新盘|楼盘)(?:盛大|火爆)(?:开盘|开放)|盛大开盘|开盘在即|厂家直销|一站式购物|货到付款|正品保证|假一赔[十三]|包教包会|包过班|保过班|稳赚不赔|日进斗金|月入过?万|躺赚|轻松赚钱|高薪日结|无抵押(?:贷款)?(?:当天|秒|极速)放款|秒到账|当天放款/g,
      message: "疑似商业广告，政府网站不得发布。",
      accept: isOwnOffer,
    },
    {
      regex:
        /(?:优惠券|代金券|红包|折扣券)[^，。；]{0,6}(?:等你来(?:拿|领)|送不停|大放送|免费送|抢不停)|(?:惊喜|豪礼|好礼|大奖|福利)(?:等你来?拿|送不停|大放送|享不停)|快来抢购|欢迎选购|欢迎(?:来电|致电)(?:订购|选购|洽谈加盟)|机不可失.{0,2}失不再来|数量有限.{0,2}先到先得(?=[^。]{0,10}(?:购|抢|买))|错过(?:再等一年|后悔)/g,
      message: "疑似商业促销用语，政府网站不得发布。",
      accept: isOwnOffer,
    },
  ],
  wrong: [
    { text: "⟦限时抢购⟧，⟦扫码领取优惠券⟧！" },
    { text: "⟦加盟热线：⟧400-000-0000" },
    { text: "新房⟦盛大开盘⟧。" },
    { text: "⟦买一送一⟧，⟦快来抢购⟧。" },
    { text: "商品⟦厂家直销⟧，⟦货到付款⟧。" },
  ],
  right: [
    "平台提供政策查询服务。",
    "禁止在政府网站发布“限时抢购”等商业广告。",
    "发放消费券活动公告：满足条件的居民可领取。",
    "警惕“稳赚不赔”的投资骗局。",
  ],
};

export const medicalAd: PatternRule = {
  id: "ad-medical",
  category: "advertising",
  title: "医药绝对疗效用语",
  severity: "error",
  fix: "none",
  authority: [advertisingLaw("第十六条")],
  confidence: 0.92,
  checks: ["MC-13"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: [
    {
      regex:
        /疗效(?:最佳|显著无副作用|百分之百|100%|独特神奇|神奇|保证)|(?:安全)?(?:绝对)?(?:无|没有|零)(?:任何)?(?:毒)?副作用|包治(?:百病|[^，。；]{1,6}病)|(?<!不能|无法|难以|尚无|未能|不可|暂无)(?:彻底|完全|永久|一次性)?根治(?=糖尿病|高血压|癌症|肿瘤|乙肝|牛皮癣|白癜风|鼻炎|痛风|[^，。；]{1,4}病)|药到病除|立竿见影的?疗效|一针见效|(?:治愈率|有效率)(?:高?达|为)?(?:9\d|100)(?:\.\d)?[%％]|祖传秘方|宫廷秘方|(?:三|七|\d)(?:天|日|个疗程)(?:见效|治愈|根除|断根)|永不复发|无效退款|国药准字号?保健品|抗癌神药|延年益寿神[药水]/g,
      message: "医疗、药品、保健品广告不得含有断言疗效的内容，政府网站不得发布。",
      accept: isOwnOffer,
    },
  ],
  wrong: [
    { text: "该药⟦疗效最佳⟧、⟦安全无副作用⟧。" },
    { text: "⟦祖传秘方⟧，⟦药到病除⟧。" },
    { text: "本品⟦三天见效⟧，⟦永不复发⟧。" },
  ],
  right: ["该药须在医师指导下使用。", "广告不得含有“无副作用”“包治百病”等用语。", "警惕以“祖传秘方”为名的诈骗。"],
};

export const gamblingAd: PatternRule = {
  id: "ad-gambling",
  category: "advertising",
  title: "黑产词与暗链",
  severity: "block",
  fix: "none",
  authority: [network("第十二条"), inspection2019("安全问题")],
  confidence: 0.93,
  checks: ["MC-13", "MC-20"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?:百家乐|时时彩|六合彩|北京赛车|幸运飞艇|老虎机|轮盘|德州扑克|博彩|澳门新?葡京|太阳城|威尼斯人|皇冠体育|皇冠|足球外围|外围|真人|棋牌|彩票|娱乐城|线上赌场|网上赌场)(?:官方|在线|线上|真钱|现金|网上|投注|平台)?(?:网站|网址|官网|平台|投注|开户|注册|代理|下载|APP|app|充值|直播|计划群|预测)|(?:注册|开户|首存)(?:即)?送(?:彩金|\d{1,4}(?:元)?彩金)|开奖(?:结果)?(?:直播网|特码)|(?:香港|澳门)(?:六合彩|特码|马会)(?:资料|开奖|论坛)?/g,
      message: "疑似赌博推广或暗链，须立即核查。",
      accept: isOwnOffer,
    },
    {
      regex:
        /代开(?:各类|各种|正规|增值税|普通|机打)?发票|(?:专业|办理|代办|定做|快速)(?:各类|各种)?(?:假?证件|文凭|毕业证|学历证|身份证假?证|刻章)(?=[，。；\s：:]|电话|联系|\d|$)|(?:代写论文|代考|枪手|包过)(?:联系|QQ|微信|电话|网)|(?:出售|批发|供应|代购)(?:迷药|迷魂药|催情药|听话水|枪支|弹药|气枪|仿真枪|冰毒|摇头丸|K粉|毒品|假币|假钞|银行卡四件套|实名手机卡|公民信息)|(?:高仿|A货)(?:名表|手表|包包|手机)(?:批发|专卖)/g,
      message: "疑似违法交易信息，须立即核查。",
      accept: isOwnOffer,
    },
    {
      regex:
        /(?:成人|色情|黄色|三级|激情|裸聊|约炮|一夜情)(?:网站|电影|视频|直播|小说|图片|聊天室|论坛|交友)(?:在线|免费|下载|观看|网址|大全)|(?:同城|上门)(?:约炮|一夜情|特殊服务|全套服务)|(?:小姐|美女|学生妹)(?:上门)?(?:服务|兼职)(?:电话|微信|QQ)|裸聊(?:平台|软件|QQ|微信)/g,
      message: "疑似淫秽色情信息，须立即核查。",
      accept: isOwnOffer,
    },
    {
      regex:
        /(?:私服|外挂)(?:发布网|下载|开服)|(?:翻墙|科学上网|VPN)(?:软件|工具|梯子)?(?:下载|免费|推荐|购买)|(?:跑分|洗钱|代收代付)(?:平台|兼职|日结)|(?:网贷|校园贷|裸贷|套路贷)(?:口子|秒批|秒下款)|信用卡(?:套现|代还|养卡)(?:联系|电话|微信|平台)/g,
      message: "疑似违法信息，须立即核查。",
      accept: isOwnOffer,
    },
  ],
  wrong: [
    { text: "⟦百家乐官方网站⟧ ⟦代开发票⟧" },
    { text: "⟦注册送彩金⟧，提现秒到。" },
    { text: "⟦成人视频在线⟧播放" },
    { text: "⟦出售迷药⟧，货源充足。" },
  ],
  right: [
    "财政票据电子化改革",
    "严厉打击虚开、代开发票违法犯罪行为。",
    "禁止传播反动、色情、赌博信息。",
    "警方破获一起网络博彩平台案。",
    "福利彩票销售站点公示。",
  ],
};
