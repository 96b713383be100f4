"use client";

import { useCallback, useRef, useState } from "react";
import { addAdmins, breakGlass, searchPeople } from "@/lib/admins/actions";
import type { SharePage } from "@/lib/admins/schema";
import type { Result } from "@/lib/errors";
import { AddUsersDialog } from "../people/add-users-dialog";
import type { PersonFound } from "../people/people-list";
import { environmentSigns } from "../shell/environment";
import { type BreakGlassProblems, emptyDraft, termsOf } from "./break-glass-draft";
import { BreakGlassFields } from "./break-glass-fields";

type AddAdminsDialogProps = {
  page: SharePage;
  opener: HTMLElement | null;
  onAdded: (people: readonly PersonFound[]) => void;
  onClose: () => void;
};

/** *Add users* to those who administer a connection. A super admin who adds themself says why, and until when. */
export default function AddAdminsDialog({ page, ...dialog }: AddAdminsDialogProps) {
  const { connection, selfId } = page;
  const { id, name, environment, abilities } = connection;
  const find = useCallback((q: string) => searchPeople({ connectionId: id, q }), [id]);
  const fields = useRef<HTMLDivElement>(null);
  const [draft, setDraft] = useState(emptyDraft);
  const [problems, setProblems] = useState<BreakGlassProblems>({});
  // When the others are refused after that, one's own part is done and not asked for again.
  const isIn = useRef(false);
  const breaksGlass = (userIds: readonly string[]) =>
    abilities.includes("connection.break_glass") && userIds.includes(selfId) && !isIn.current;

  async function add(userIds: readonly string[]): Promise<Result<unknown> | null> {
    if (!breaksGlass(userIds)) return addAdmins({ connectionId: id, userIds });
    const read = termsOf(draft, Date.now());
    if ("problems" in read) return show(read.problems);
    const broken = await breakGlass({ connectionId: id, ...read.terms });
    if (!broken.ok) {
      const wrong = broken.error.fields;
      return wrong === undefined ? broken : show({ reason: wrong.reason, end: wrong.end });
    }
    isIn.current = true;
    const others = userIds.filter((each) => each !== selfId);
    return others.length === 0 ? broken : addAdmins({ connectionId: id, userIds: others });
  }

  function show(found: BreakGlassProblems): null {
    setProblems(found);
    const first = found.reason === undefined ? "select, input" : "textarea";
    fields.current?.querySelector<HTMLElement>(first)?.focus();
    return null;
  }

  return (
    <AddUsersDialog
      {...dialog}
      {...environmentSigns(environment)}
      line={
        <>
          They become admins of <b className="font-medium text-ink">{name}</b>
        </>
      }
      alreadyWords="Already an admin"
      find={find}
      add={add}
      docked={(userIds) =>
        breaksGlass(userIds) && (
          <div ref={fields} className="border-t border-line px-6 py-4 max-sm:px-4">
            <p className="mb-3 text-body text-ink-2">
              You share this connection with yourself. The other admins are told, and it is marked in their list.
            </p>
            <BreakGlassFields
              draft={draft}
              problems={problems}
              onChange={(next) => {
                setDraft(next);
                setProblems({});
              }}
            />
          </div>
        )
      }
    />
  );
}
