/** Letters of foreign words and short forms in the wrong case, and O written for 0: gps, wifi, 5g, ISO9OO1. */
import { editing } from "../../authority";
import type { PatternRule } from "../../rule";

/** Short forms that are written in capitals, and names with a case of their own. */
const forms: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "PDF PPT WPS OFD GPS GDP CPI PPI LED LNG CNG VR AR AI IC USB POS ETC KTV ATM CT CEO HPV DNA IP SIM VPN URL IT " +
    "Wi-Fi=wifi Word=word Excel=excel App=app Windows=windows Android=android iOS=ios QQ=qq"
  )
    .split(" ")
    .map((form): [string, string] => {
      const [right = "", wrong = right.toLowerCase()] = form.split("=");
      return [wrong, right];
    }),
);
/** Short words that also stand in addresses and names of variables are asked for a word behind them. */
const BEHIND =
  "格式|文件|文档|版|表格|课件|模板|定位|系统|技术|应用|卡|机|收费|通道|车道|算法|检测|检查|疫苗|地址|产业|设备|大模型|服务|覆盖|信号|密码|网络|客户端|下载|办理|扫码|端|灯|屏|群|号|、|，|。|”|等|上|中|里|增长|增速|总量";

export const foreignCase: PatternRule = {
  id: "char-foreign-case",
  category: "character",
  title: "外文词、缩略语的字母写法",
  severity: "hint",
  fix: "suggest",
  authority: [editing("外文字母")],
  confidence: 0.8,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<![A-Za-z0-9./@_:\\-])(?:${Object.keys(forms).join("|")})(?=${BEHIND})(?<=[一-龥“”（、，。：；][a-z-]{2,7}|^[a-z-]{2,7})`,
        "g",
      ),
      message: "“$0”的字母大小写不合通行写法。",
      suggest: ([word]) => [forms[word] ?? word],
    },
    {
      regex:
        /(?<![\dA-Za-z.])[3-6]g(?=智慧|网络|基站|应用|技术|通信|信号|手机|用户|时代|套餐|终端|建设|\+|工业|专网|远程|场景|产业|信息|消息|覆盖)/g,
      message: "移动通信的代次用大写“G”。",
      suggest: ([word]) => [word.toUpperCase()],
    },
    {
      regex: /(?<=ISO[ -]?[\dO]{0,4})O(?=[\dO]{0,3}\d)/g,
      message: "标准编号里是数字“0”，不是字母“O”。",
      suggest: "0",
      severity: "error",
    },
  ],
  wrong: [
    { text: "材料以⟦pdf⟧格式上传。", first: "PDF" },
    { text: "大厅⟦wifi⟧覆盖率达到100%。", first: "Wi-Fi" },
    { text: "建设⟦5g⟧基站30座。", first: "5G" },
    { text: "通过ISO9⟦O⟧⟦O⟧1认证。", first: "0" },
    { text: "校车安装⟦gps⟧定位系统。", first: "GPS" },
  ],
  right: [
    "材料以PDF格式上传，Word版同时提交。",
    "大厅Wi-Fi覆盖率达到100%，建设5G基站30座。",
    "登录http://www.example.gov.cn/app下载，发送至word@example.gov.cn。",
    "每包重5g，通过ISO9001认证。",
  ],
};
