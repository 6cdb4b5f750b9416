/**
 * 责任信息 (RP-5, XY-7, NC-5, NY-26): unit, 采编人, 录入人, reviewers, 签发人 and 发布人 of an item. Derived from what was signed
 * and recorded; nobody enters it, so nobody can enter it wrongly. The same function serves the platform, the window and verify.
 */
import { z } from "zod";
import { digest, instant } from "../schema";
import type { History } from "./history";
import { type Profile, stepId } from "./profile";
import { replay } from "./replay";

const reviewer = z.strictObject({
  step: stepId,
  stepName: z.string().max(20),
  name: z.string().max(50),
  role: z.string().max(30),
  at: instant,
  /** The signed paper that this line stands on. */
  statementHash: digest,
});

export const responsibility = z.strictObject({
  /** 发布 under an account counts as the unit's act (NY-26): the unit of whoever began the item. */
  unit: z.string().max(100),
  /** 采编人, as the signed content says. */
  writer: z.string().max(100),
  /** 录入人, from the session that brought the text in: not to be set by anybody. */
  enteredBy: z.string().max(50),
  /** Of the current content only, in the order of the steps. */
  reviewers: z.array(reviewer).max(20),
  /** 签发人: who signed the last review. Empty until then. */
  signedOffBy: z.string().max(50),
  /** 发布人. Empty until the current content is published. */
  publishedBy: z.string().max(50),
});
export type Responsibility = z.infer<typeof responsibility>;

export interface Matter {
  readonly history: History;
  readonly profile: Profile;
  /** 采编人 of the content's metadata. */
  readonly writer: string;
  readonly unit: string;
}

export function responsibilityOf({ history, profile, writer, unit }: Matter): Responsibility {
  const { signatures, contentHash } = replay(history, profile);
  const { steps } = profile.review;
  const valid = signatures.filter((signature) => signature.valid);
  const reviewers = steps.flatMap(({ id, name: stepName }) =>
    valid
      .filter(({ step }) => step === id)
      .map(({ step, actor, role, at, statementHash }) => ({
        ...{ step, stepName, name: actor.name, role, at, statementHash },
      })),
  );
  const last = steps.findLast(({ kind }) => kind === "review");
  const published = history.findLast(({ action }) => action.kind === "publish" && action.contentHash === contentHash);
  return {
    unit,
    writer,
    enteredBy: history.find(({ action }) => action.kind === "edit")?.actor.name ?? "",
    reviewers,
    signedOffBy: reviewers.findLast(({ step }) => step === last?.id)?.name ?? "",
    publishedBy: published?.actor.name ?? "",
  };
}

/** As it is shown: on the public page, in the window, by verify. */
export function responsibilityRows(of: Responsibility): readonly { readonly label: string; readonly value: string }[] {
  return [
    { label: "单位", value: of.unit },
    { label: "采编人", value: of.writer },
    { label: "录入人", value: of.enteredBy },
    { label: "审核人", value: reviewersText(of) },
    { label: "签发人", value: of.signedOffBy },
    { label: "发布人", value: of.publishedBy },
  ];
}

export const reviewersText = ({ reviewers }: Responsibility): string =>
  reviewers.map(({ stepName, name }) => `${stepName} ${name}`).join("；");
