/** Who does what in each city's course, one person for every role. */
import type { CastPerson } from "../api";
import type { World } from "../world";

export interface Course {
  readonly site: "luan" | "tongnan";
  readonly cityName: string;
  readonly author: CastPerson;
  readonly reviewers: readonly { readonly step: string; readonly person: CastPerson; readonly note: string }[];
  readonly publisher: CastPerson;
}

/** 六安: 初审 by the author, 复审, 终审. */
function luan({ person }: World): Course {
  return {
    site: "luan",
    cityName: "六安市",
    author: person("luan", "编辑员"),
    reviewers: [
      { step: "复审", person: person("luan", "审核员"), note: "事实、数字与依据已核对。" },
      { step: "终审", person: person("luan", "相关负责人"), note: "同意发布。" },
    ],
    publisher: person("luan", "发布员"),
  };
}

/** 潼南: 一审 by the author, 二审, 保密审查, 三审, then three proofs on the sample page. */
function tongnan({ person }: World): Course {
  return {
    site: "tongnan",
    cityName: "潼南区",
    author: person("tongnan", "信息员"),
    reviewers: [
      { step: "二审", person: person("tongnan", "分管负责人"), note: "依据充分，格式规范。" },
      { step: "保密审查", person: person("tongnan", "保密审查员"), note: "不涉密，可主动公开。" },
      { step: "三审", person: person("tongnan", "主要负责人"), note: "政治方向正确，社会效应良好，同意公开。" },
      { step: "一校", person: person("tongnan", "网站管理员"), note: "样版文字、版式与原文一致。" },
      { step: "二校", person: person("tongnan", "科室负责人"), note: "已核对姓名与数字。" },
      { step: "三校", person: person("tongnan", "分管负责人", 1), note: "样版与签发稿一致，同意发布。" },
    ],
    publisher: person("tongnan", "网站管理员", 1),
  };
}

export const courses = { luan, tongnan } as const;
