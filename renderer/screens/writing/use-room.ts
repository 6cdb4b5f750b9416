/** No room on the disk (D5): the text is not typed into until there is; what was not saved is then saved at once. */
import type { LexicalEditor } from "lexical";
import { useEffect } from "react";
import type { Availability } from "../../../shared/offline/availability";
import { useCommand } from "../../commands/use-command";
import type { WritingSession } from "./session";

export function useRoom(editor: LexicalEditor | null, session: Pick<WritingSession, "flush">): Availability {
  const room = useCommand("draft.write");
  const { can } = room;
  useEffect(() => {
    if (editor === null || editor.isEditable() === can) return;
    editor.setEditable(can);
    if (can) void session.flush();
  }, [editor, session, can]);
  return room;
}
