/** The leaders of the packs and the posts they hold on a day. */
import { type Span, standing } from "../../event-day";
import type { Leader, Lexicon } from "../../rule";
import { TermMatcher } from "../../term-matcher";
import type { Hit } from "./dated-names";

type Post = Leader["posts"][number];

const matchers = new WeakMap<readonly Leader[], TermMatcher>();

/** Where leaders are named, the longer of two names that overlap, in order. */
export function leadersIn(text: string, { leaders }: Lexicon): Hit<Leader>[] {
  if (leaders.length === 0) return [];
  const matcher = matchers.get(leaders) ?? new TermMatcher(leaders.map(({ name }) => name));
  matchers.set(leaders, matcher);
  const hits = matcher.find(text).flatMap(({ term, start, end }) => {
    const what = leaders[term];
    return what === undefined ? [] : [{ start, end, what }];
  });
  return hits
    .filter(
      (hit) =>
        !hits.some(
          (other) => other.start <= hit.start && hit.end <= other.end && other.end - other.start > hit.end - hit.start,
        ),
    )
    .sort((a, b) => a.start - b.start);
}

export function postsOn(leader: Leader, day: Span): readonly Post[] {
  return leader.posts.filter((post) => standing(post, day) === "valid");
}

/** The place in the order of that day; `null` for who holds no ranked post then. */
export function rankOn(leader: Leader, day: Span): number | null {
  const ranks = postsOn(leader, day).flatMap(({ rank }) => (rank === undefined ? [] : [rank]));
  return ranks.length === 0 ? null : Math.min(...ranks);
}

/** Words a post ends with. */
export const POST_WORD =
  "总书记|书记|市长|省长|县长|区长|州长|旗长|盟长|镇长|乡长|部长|厅长|局长|主任|主席|总理|委员长|院长|检察长|秘书长|国务委员|政委|司令员|专员|会长|行长|署长";
const BODY =
  "[省市县区州旗盟镇乡]委|[省市县区州旗盟镇乡]政府|人民政府|政府|党委|党组|中央|[省市县区州旗盟]?人大常委会|[省市县区州旗盟]?人大|[省市县区州旗盟全国]?政协|国家|法院|检察院";
const TITLE_END = new RegExp(`((?:${BODY})?(?:常务|第一)?(?:副|代|代理|原|前)?(?:${POST_WORD}))$`);

/** The post that ends where a name begins: `市委副书记`; empty when there is none. */
export function postBefore(text: string, at: number): string {
  return TITLE_END.exec(text.slice(Math.max(0, at - 20), at))?.[1] ?? "";
}

/** Whether the words before a name can be this post: the shorter of the two ends the longer, and both or none are 副. */
export function isSamePost(written: string, title: string): boolean {
  const [short, long] = written.length < title.length ? [written, title] : [title, written];
  if (long.endsWith(short)) return short === long || !/[副代原前]$/.test(long.slice(0, -short.length));
  // 市政府市长 and 某市市长, 市委书记 and 中共某市委书记.
  return bareTitle(written) === bareTitle(title);
}

function bareTitle(title: string): string {
  const [core = title] = TITLE_END.exec(title) ?? [];
  return core
    .replace(/人民政府|政府|人大常委会|人大/g, (body) => (body.startsWith("人大") ? "人大" : ""))
    .replace(/^代理?/, "");
}
