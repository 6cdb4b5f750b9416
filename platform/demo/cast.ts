/** The people of the demo city. All names are invented; the roles are those of the two regulations. */

export interface Person {
  readonly name: string;
  readonly roles: readonly string[];
  /** The post in the file name of the key. */
  readonly post: string;
  readonly unit: "office" | "centre";
}

interface Column {
  readonly columnId: string;
  readonly name: string;
  readonly itemTypes: readonly string[];
}

export interface City {
  readonly site: "luan" | "tongnan";
  readonly name: string;
  readonly organisationCode: string;
  readonly units: { readonly office: string; readonly centre: string };
  readonly people: readonly Person[];
  readonly columns: readonly Column[];
}

const person = (name: string, post: string, unit: Person["unit"] = "office", roles = [post]): Person => ({
  name,
  roles,
  post,
  unit,
});

const columns: readonly Column[] = [
  { columnId: "notices", name: "通知公告", itemTypes: ["notice", "survey"] },
  { columnId: "news", name: "政务动态", itemTypes: ["news", "reprint"] },
  { columnId: "policies", name: "政策文件", itemTypes: ["policy"] },
  { columnId: "interpretations", name: "政策解读", itemTypes: ["interpretation"] },
  { columnId: "guides", name: "办事指南", itemTypes: ["guide"] },
  { columnId: "overview", name: "概况信息", itemTypes: ["profile", "statistics"] },
  { columnId: "responses", name: "回应关切", itemTypes: ["response"] },
];

export const cities: readonly City[] = [
  {
    site: "luan",
    name: "六安市",
    organisationCode: "YS0000001",
    units: { office: "市政府办公室（演示）", centre: "市政府网站和政务新媒体中心（演示）" },
    people: [
      person("林初晴", "编辑员"),
      person("乔知夏", "编辑员"),
      person("沈亦谦", "审核员"),
      person("梁书远", "审核员"),
      person("顾长宁", "相关负责人"),
      person("白景行", "主要负责人"),
      person("苏晚舟", "发布员", "centre"),
      person("方亦舟", "系统管理", "centre"),
      person("秦望舒", "系统管理", "centre"),
    ],
    columns,
  },
  {
    site: "tongnan",
    name: "潼南区",
    organisationCode: "YS0000002",
    units: { office: "区政府办公室（演示）", centre: "区电子政务中心（演示）" },
    people: [
      person("江雨眠", "信息员"),
      person("叶知秋", "信息员"),
      person("贺青山", "分管负责人"),
      person("唐若谷", "分管负责人"),
      person("岑守默", "保密审查员"),
      person("陆明远", "主要负责人"),
      person("温如许", "网站管理员", "centre"),
      person("夏怀瑾", "科室负责人"),
      person("简清和", "发布员", "centre", ["网站管理员"]),
      person("祁安歌", "系统管理", "centre"),
      person("韩知远", "系统管理", "centre"),
    ],
    columns,
  },
];

/** Good enough for invented people on one machine, and said so on the screen. */
export const demoPassword = "Caibian-2026";
