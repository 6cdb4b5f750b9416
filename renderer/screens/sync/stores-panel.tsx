/** How both stores of this machine stand, how much room there is, and what was mended when they were opened. */
import { explain } from "../../../shared/failure";
import { bytesText } from "../../text/bytes-text";
import { syncText } from "../../text/sync";
import { zh } from "../../text/zh";
import { useSignal } from "../../ui/use-signal";
import { When } from "../../ui/when";
import { useWindow } from "../../window-context";

export function StoresPanel() {
  const { station } = useWindow();
  const health = useSignal(station.records.health);
  const { journal, level } = useSignal(station.disk.state);
  const trouble = health.trouble?.code === "E_JOURNAL" ? explain(health.trouble).text : null;
  const parked = useSignal(station.items.parked);
  const lines = [...new Set(health.repairs)];
  return (
    <section className="cb-panel" data-testid="store-health">
      <h2>{syncText.stores}</h2>
      <dl className="cb-facts">
        <dt>{syncText.journal}</dt>
        <dd data-testid="journal-state">
          {trouble ??
            (journal === null
              ? syncText.spaceUnknown
              : syncText.journalFine(journal.records, bytesText(journal.bytes)))}
        </dd>
        <dt>{syncText.index}</dt>
        <dd>{health.mode === "both" ? syncText.indexFine : zh.indexStopped}</dd>
        <dt>{syncText.space}</dt>
        <dd data-testid="disk-space" data-level={level} className={level === "enough" ? "" : "cb-fault"}>
          {journal === null ? syncText.spaceUnknown : bytesText(journal.freeBytes)}
        </dd>
        {parked.length === 0 ? null : (
          <>
            <dt>{syncText.newer}</dt>
            <dd data-testid="parked">
              {syncText.newerNote}
              <ul className="cb-list">
                {parked.map(({ what, itemId, name, at }) => (
                  <li key={`${what} ${itemId}`}>
                    {name} <When at={at} />
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        <dt>{syncText.repairs}</dt>
        <dd>
          {lines.length === 0 ? (
            zh.sync.noRepairs
          ) : (
            <ul className="cb-list" data-testid="repairs">
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
    </section>
  );
}
