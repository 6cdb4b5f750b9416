/** The chain of signatures with each one's certificate, time and validity, and the whole history below another tab. */
import type { ItemDetail } from "../../../shared/http/item";
import { beijingTime } from "../../../shared/publication/page";
import type { Profile } from "../../../shared/workflow/profile";
import { responsibilityOf, responsibilityRows } from "../../../shared/workflow/responsibility";
import { reviewText } from "../../text/review";
import { Badge } from "../../ui/badge";
import { fullTime, shortTime } from "../../ui/time";
import { HashText } from "../signing/hash-text";
import { type ChainRow, chainRows, timelineRows } from "./chain";

interface ItemProps {
  readonly detail: ItemDetail;
  readonly profile: Profile;
  readonly now: Date;
}

export function ChainPanel({ detail, profile, now }: ItemProps) {
  const rows = chainRows(detail, profile);
  return (
    <>
      <Responsible detail={detail} profile={profile} />
      {rows.length === 0 ? (
        <p className="review-empty">{reviewText.chainEmpty}</p>
      ) : (
        <ol className="review-chain" data-testid="review-chain">
          {rows.map((row) => (
            <Signed key={row.statementHash} row={row} now={now} />
          ))}
        </ol>
      )}
    </>
  );
}

/** 责任信息 (RP-5): worked out from what was signed, here as on the platform. */
function Responsible({ detail, profile }: Omit<ItemProps, "now">) {
  const { history, content, unitName = "" } = detail;
  const of = responsibilityOf({ history, profile, writer: content.metadata.writer, unit: unitName });
  return (
    <section className="review-responsible" aria-label={reviewText.responsible} data-testid="review-responsible">
      <h3 title={reviewText.responsibleWhy}>{reviewText.responsible}</h3>
      <dl>
        {responsibilityRows(of).map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value === "" ? reviewText.responsibleOpen : value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Signed({ row, now }: { readonly row: ChainRow; readonly now: Date }) {
  return (
    <li className={row.valid ? "chain-row" : "chain-row lapsed"} data-testid="chain-row">
      <div className="chain-head">
        <strong>{row.stepName}</strong>
        <span>
          {row.name}（{row.role}）
        </span>
        <Standing row={row} />
        <time dateTime={row.at} title={fullTime(row.at)}>
          {shortTime(row.at, now)}
        </time>
      </div>
      {row.signedOffline !== null && (
        <p data-testid="chain-offline">{reviewText.offlineSigned(fullTime(row.signedOffline), fullTime(row.at))}</p>
      )}
      {row.category !== "" && <p>{`${reviewText.returnCategory}：${row.category}`}</p>}
      {row.note !== "" && <p className="chain-note">{row.note}</p>}
      <p className="chain-certificate">
        {row.certificate === null
          ? `${reviewText.certificate}：${reviewText.certificateUnreadable}`
          : `${reviewText.certificate}：${row.certificate.name}，${row.certificate.issuer}签发，序列号 ${row.certificate.serial}，有效期至 ${beijingTime(row.certificate.notAfter).slice(0, 10)}`}
      </p>
      <HashText value={row.statementHash} testId="chain-hash" />
    </li>
  );
}

function Standing({ row }: { readonly row: ChainRow }) {
  if (row.decision === "return") return <Badge tone="person">{`↩ ${reviewText.returnedMark}`}</Badge>;
  return row.valid ? (
    <Badge tone="good">{`✓ ${reviewText.valid}`}</Badge>
  ) : (
    <Badge tone="plain" title={reviewText.lapsedWhy}>
      {`✕ ${reviewText.lapsed}`}
    </Badge>
  );
}

export function HistoryPanel({ detail, profile, now }: ItemProps) {
  return (
    <ol className="review-history" data-testid="review-history">
      {timelineRows(detail, profile).map((row) => (
        <li key={row.key}>
          <time dateTime={row.at} title={fullTime(row.at)}>
            {shortTime(row.at, now)}
          </time>
          <span>
            {row.who} {row.what}
            {row.more === "" ? "" : `（${row.more}）`}
          </span>
        </li>
      ))}
    </ol>
  );
}
