/** What tells that an organ belongs to another country. */
/** Ministries of other countries are called otherwise. */
export const FOREIGN: readonly RegExp[] = [
  /(?:美国|英国|法国|德国|日本|韩国|俄罗斯|印度|越南|泰国|加拿大|澳大利亚|意大利|西班牙|葡萄牙|希腊|巴西|阿根廷|埃及|南非|朝鲜|蒙古国?|缅甸|老挝|柬埔寨|马来西亚|新加坡|菲律宾|印度尼西亚|印尼|巴基斯坦|伊朗|以色列|土耳其|乌克兰|波兰|沙特|阿联酋|该国|[一-龥](?:尼亚|斯坦|利亚|西亚))[一-龥、（）]{0,20}(?:部|局|署|委员会|中心)/,
];
