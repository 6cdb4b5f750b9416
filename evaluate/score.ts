/** Which plants were found, and which findings speak of none. */
import type { Finding } from "../shared/proofreading/finding";
import type { Pack } from "../shared/proofreading/packs/pack";
import { createSession, type Session } from "../shared/proofreading/session";
import { blocksOf, type Draft } from "./draft";
import type { Plant, Planted, Span } from "./plant";

export interface Outcome {
  readonly plant: Plant;
  readonly draft: Draft;
  readonly isFound: boolean;
  /** The first suggestion of a finding there gives the right text; `null` when there is not one right text. */
  readonly isSetRight: boolean | null;
}

export interface CopyScore {
  readonly outcomes: readonly Outcome[];
  /** Findings on a plant. */
  readonly hits: readonly Finding[];
  /** Findings on no plant that the draft without plants does not have. */
  readonly alarms: readonly { readonly finding: Finding; readonly draft: Draft }[];
}

export class Scorer {
  private readonly packs: readonly Pack[];
  private draft: Draft | null = null;
  private session: Session;
  private known: ReadonlySet<string> = new Set();

  constructor(packs: readonly Pack[]) {
    this.packs = packs;
    this.session = createSession({ packs });
  }

  /** What the draft has of its own. Copies of one draft are best scored one after another: what they share is read once. */
  findings(draft: Draft): readonly Finding[] {
    return this.session.check(blocksOf(draft), { today: draft.today, metadata: draft.metadata }).findings;
  }

  score(original: Draft, { draft, plants }: Planted): CopyScore {
    if (this.draft !== original) {
      this.session = createSession({ packs: this.packs });
      this.draft = original;
      this.known = new Set(this.findings(original).map(keyOf));
    }
    const findings = this.findings(draft);
    const isNew = (finding: Finding) => !this.known.has(keyOf(finding));
    const outcomes = plants.map((plant) =>
      outcomeOf(
        plant,
        draft,
        findings.filter((one) => speaksOf(one, plant, isNew)),
      ),
    );
    const isHit = (finding: Finding) => plants.some((plant) => speaksOf(finding, plant, isNew));
    const isKnockOn = ({ category }: Finding) =>
      plants.some((plant) => plant.isWhole || (plant.isAtHead && category === "numbering"));
    return {
      outcomes,
      hits: findings.filter(isHit),
      alarms: findings
        .filter((finding) => !isHit(finding) && isNew(finding) && !isKnockOn(finding))
        .map((finding) => ({ finding, draft })),
    };
  }
}

const keyOf = ({ rule, block, text }: Finding): string => `${rule} ${block} ${text}`;

const meets = (finding: Finding, { block, start, end }: Span): boolean =>
  finding.block === block && finding.start < end && start < Math.max(finding.end, finding.start + 1);

function speaksOf(finding: Finding, plant: Plant, isNew: (finding: Finding) => boolean): boolean {
  const { spans, anywhereIn, isWhole, mutator } = plant;
  if (isWhole && finding.category === mutator.category && isNew(finding)) return true;
  return anywhereIn.includes(finding.block) || spans.some((span) => meets(finding, span));
}

function outcomeOf(plant: Plant, draft: Draft, own: readonly Finding[]): Outcome {
  const { repaired } = plant;
  return {
    plant,
    draft,
    isFound: own.length > 0,
    isSetRight: repaired === null ? null : own.some((finding) => firstApplied(draft, finding) === repaired.text),
  };
}

function firstApplied(draft: Draft, { block, start, end, suggestions: [first] }: Finding): string | null {
  const text = draft.blocks.find(({ id }) => id === block)?.text;
  return text === undefined || first === undefined ? null : text.slice(0, start) + first + text.slice(end);
}
