/** 信息索取号: typed, or asked of the platform. */
import { Input, Space } from "antd";
import { type JSX, useState } from "react";
import { explain } from "../../../shared/failure";
import { type Metadata, metadataLabels } from "../../../shared/model/metadata";
import { CommandButton } from "../../commands/command-button";
import { useServices } from "../../services";
import { writingText } from "../../text/writing";
import { askNumber } from "./index-number";

interface IndexNumberFieldProps {
  readonly itemId: string;
  readonly metadata: Metadata;
  readonly onNumber: (indexNumber: string) => void;
}

export function IndexNumberField({ itemId, metadata, onNumber }: IndexNumberFieldProps): JSX.Element {
  const { read, session, clock } = useServices();
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState("");
  const online = session.state === "online" && session.reachable;
  const ask = async (): Promise<void> => {
    setAsking(true);
    setRefusal("");
    const answer = await askNumber(read, { itemId, generatedOn: metadata.generatedOn, now: clock() });
    setAsking(false);
    if (answer.kind === "given") onNumber(answer.indexNumber);
    else setRefusal(explain(answer.failure).text);
  };
  return (
    <>
      <Space.Compact block>
        <Input
          value={metadata.indexNumber}
          maxLength={200}
          aria-label={metadataLabels.indexNumber}
          data-testid="meta-indexNumber"
          onChange={(event) => onNumber(event.target.value)}
        />
        <CommandButton command="draft.number" data-testid="ask-indexNumber" loading={asking} onClick={() => void ask()}>
          {writingText.askNumber}
        </CommandButton>
      </Space.Compact>
      {(refusal !== "" || !online) && (
        <div className="writing-field-warning" role="status">
          {refusal === "" ? writingText.askNumberOffline : refusal}
        </div>
      )}
    </>
  );
}
