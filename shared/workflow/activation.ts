/** 上岗条件 (RP-7): an account has rights only once secrecy vetting and training are on record (LAM-32.2, TN-38). */
import { addMonths } from "../months";

export interface Readiness {
  /** Day of the 保密审查, and of the last 岗前 or yearly training; null where none is on record. */
  readonly vettedOn: string | null;
  readonly trainedOn: string | null;
  /** First day of a contract and whether its record is there; null for 在编. */
  readonly contract: { readonly from: string | null } | null;
  readonly today: string;
}

/** What is still missing, in words for the person who signs in; empty once the account may be used. */
export function missingForRights({ vettedOn, trainedOn, contract, today }: Readiness): readonly string[] {
  return [
    ...(vettedOn === null || vettedOn > today ? ["保密审查日期"] : []),
    ...(trainedOn === null || trainedOn > today ? ["岗前培训日期"] : []),
    ...(contract === null ? [] : contractNeeds(contract.from, today)),
  ];
}

function contractNeeds(from: string | null, today: string): readonly string[] {
  if (from === null) return ["合同与保密协议登记"];
  return from > today ? [`合同自 ${from} 起生效`] : [];
}

/** Whether the yearly training (TN-38) has run out: a warning to the administrators, nobody is locked out by it. */
export function trainingDue(trainedOn: string | null, today: string, months: number | null): boolean {
  if (trainedOn === null || months === null) return false;
  return addMonths(`${trainedOn}T00:00:00.000Z`, months).slice(0, 10) <= today;
}
