/** One page of the help: what happened, why, what is safe, what to do, whom to ask. */
import { Button } from "antd";
import type { ReactNode } from "react";
import type { FailureCode } from "../../../shared/failure";
import { type HelpPage, helpPage } from "../../../shared/help/help";
import { helpText } from "../../text/help";

export interface HelpPageProps {
  readonly page: HelpPage;
  readonly onOpen: (code: FailureCode | null) => void;
}

export function HelpPageView({ page, onOpen }: HelpPageProps) {
  return (
    <article className="cb-help-page" data-testid="help-page" data-help={page.code} aria-labelledby="cb-help-heading">
      <Button size="small" onClick={() => onOpen(null)} data-testid="help-back">
        {helpText.back}
      </Button>
      <h2 id="cb-help-heading">{page.text}</h2>
      <p className="cb-code">{page.code}</p>
      {page.why === "" ? null : <Part title={helpText.why}>{page.why}</Part>}
      <Part title={helpText.safe}>{page.safe}</Part>
      <section>
        <h3>{helpText.steps}</h3>
        <ol>
          {page.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
      <Part title={helpText.ask}>{page.ask}。</Part>
      {page.keys.length === 0 ? null : <Part title={helpText.keys}>{page.keys.join("　")}</Part>}
      {page.related.length === 0 ? null : (
        <section>
          <h3>{helpText.related}</h3>
          <ul>
            {page.related.map((code) => (
              <li key={code}>
                <button type="button" className="cb-help-link" onClick={() => onOpen(code)}>
                  {helpPage(code).text}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      <p>{children}</p>
    </section>
  );
}
