/** Whether a dot between two Chinese characters stands in a transliterated name: 卡尔.马克思. */

/** Characters that transliterations are made of. */
const SOUNDS = new Set(
  "阿埃艾安昂奥巴白班邦保鲍贝本比彼毕宾波伯博勃布查达戴丹当道德登邓迪蒂丁杜顿多厄恩尔法凡范菲费芬丰佛弗福甫盖甘冈高戈格葛根古瓜哈海汉豪赫亨洪侯胡华惠霍基吉济加贾简姜杰金京居卡凯坎康考柯科克肯孔库夸奎坤拉莱赖兰朗劳勒雷黎里理利莉丽莲连列林琳龙隆卢鲁路吕伦罗洛马玛迈麦曼芒毛梅门蒙米密明缪莫默姆木穆拿纳娜乃南内尼妮年涅宁纽农努诺欧帕派潘庞培佩彭皮珀蒲普奇齐契乔钦琼热仁日荣茹瑞若撒萨塞赛桑瑟森沙莎山尚绍舍申圣施什石史士斯松苏索塔泰坦汤唐陶特滕提图吐托瓦万旺威韦维卫魏温沃乌伍武西希锡夏香向肖谢辛欣雄休修许雪逊雅亚延彦扬耶叶伊依易因英尤于约宰泽扎詹占珍治朱兹佐买江库买提夫娃翁琪黛洁翰",
);
const isSound = (text: string, at: number): boolean => SOUNDS.has(text.charAt(at));

/** Both sides are made of such characters, at least two on each. */
export const isNameDot = (text: string, at: number): boolean =>
  isSound(text, at - 1) && isSound(text, at - 2) && isSound(text, at + 1) && isSound(text, at + 2);
