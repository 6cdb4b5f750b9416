/** The list of all pages, searched while one types, and the shortcuts. */
import { Input } from "antd";
import { useState } from "react";
import type { FailureCode } from "../../../shared/failure";
import { findHelp } from "../../../shared/help/help";
import { helpText } from "../../text/help";
import { keyboard } from "../../text/keyboard";

export function HelpList({ onOpen }: { readonly onOpen: (code: FailureCode) => void }) {
  const [query, setQuery] = useState("");
  const found = findHelp(query);
  return (
    <div className="cb-help-list">
      <Input
        autoFocus
        allowClear
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        placeholder={helpText.search}
        aria-label={helpText.search}
        data-testid="help-search"
      />
      <p className="cb-sub" role="status" data-testid="help-count">
        {found.length === 0 ? helpText.none : helpText.count(found.length)}
      </p>
      <ul data-testid="help-list">
        {found.map(({ code, text }) => (
          <li key={code}>
            <button type="button" className="cb-help-row" onClick={() => onOpen(code)} data-help={code}>
              <span>{text}</span>
              <span className="cb-code">{code}</span>
            </button>
          </li>
        ))}
      </ul>
      {query === "" ? (
        <section>
          <h3>{helpText.shortcuts}</h3>
          <dl className="cb-facts" data-testid="help-keys">
            {keyboard.flatMap(([keys, what]) => [<dt key={keys}>{keys}</dt>, <dd key={what}>{what}</dd>])}
          </dl>
        </section>
      ) : null}
    </div>
  );
}
