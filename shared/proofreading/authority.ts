/** 依据: on what a rule rests. `verified` only when the clause was read in the document itself. */
export interface Authority {
  readonly document: string;
  readonly clause?: string;
  /** Day, month or year of issue or of taking effect as written there: `2012-06-01`, `2016`. */
  readonly date?: string;
  readonly verified: boolean;
}

/** A document whose clauses are cited: `const gb = cites("GB/T 15834-2011《标点符号用法》", "2012-06-01")`. */
export function cites(document: string, date?: string): (clause?: string, verified?: "verified") => Authority {
  return (clause, verified) => ({
    document,
    ...(clause === undefined ? {} : { clause }),
    ...(date === undefined ? {} : { date }),
    verified: verified === "verified",
  });
}

/** `GB/T 15834-2011《标点符号用法》4.9（2012-06-01）；…`, with 待核 where nobody has checked the clause yet. */
export function citation(authorities: readonly Authority[]): string {
  return authorities.map(one).join("；");
}

function one({ document, clause, date, verified }: Authority): string {
  const notes = [date ?? "", clause === undefined || verified ? "" : "条号待核"].filter((note) => note !== "");
  return `${document}${clause ?? ""}${notes.length === 0 ? "" : `（${notes.join("，")}）`}`;
}

export const gb15834 = cites("GB/T 15834-2011《标点符号用法》", "2012-06-01");
export const gb15835 = cites("GB/T 15835-2011《出版物上数字用法》", "2011-11-01");
export const gb9704 = cites("GB/T 9704-2012《党政机关公文格式》", "2012-07-01");
export const gb7408 = cites("GB/T 7408.1-2023《日期和时间 信息交换表示法》", "2023");
export const gb3100 = cites("GB 3100-1993《国际单位制及其应用》", "1994-07-01");
export const gb3101 = cites("GB 3101-1993《有关量、单位和符号的一般原则》", "1994-07-01");
export const documentsRegulation = cites("《党政机关公文处理工作条例》（中办发〔2012〕14号）", "2012-07-01");
export const standardCharacters = cites("《通用规范汉字表》（国发〔2013〕23号）", "2013-06-05");
export const variantWords = cites("GF 1001-2001《第一批异形词整理表》", "2002-03-31");
export const dictionary = cites("《现代汉语词典》第7版", "2016");
export const inspection2019 = cites("《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）", "2019-04");
export const siteGuide2017 = cites("《政府网站发展指引》（国办发〔2017〕47号）", "2017-05-15");
export const domains2018 = cites("《关于加强政府网站域名管理的通知》（国办函〔2018〕55号）", "2018-08");
export const newMedia2018 = cites("《关于推进政务新媒体健康有序发展的意见》（国办发〔2018〕123号）", "2018-12");
export const drafting = cites("全国人大常委会法工委《立法技术规范（试行）》", "2009");
export const personalInformation = cites("《中华人民共和国个人信息保护法》", "2021-11-01");
export const stateSecrets = cites("《中华人民共和国保守国家秘密法》", "2024-05-01");
export const openGovernment = cites("《中华人民共和国政府信息公开条例》", "2019-05-15");
export const mapRegulation = cites("《地图管理条例》", "2016-01-01");
export const advertisingLaw = cites("《中华人民共和国广告法》", "2021-04-29");
export const newsWording = cites("新闻报道禁用词、慎用词的通行规范");
export const editing = cites("编校通则");
export const logic = cites("逻辑与统计常识");
