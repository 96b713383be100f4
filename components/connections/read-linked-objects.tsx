"use client";

import { useEffect, useState } from "react";
import { listLinkedObjects } from "@/lib/connections/actions";
import type { LinkedObjects } from "@/lib/connections/schema";
import type { Result } from "@/lib/errors";
import { call } from "../shell/call";
import { Notice, Reference } from "../ui/alert";
import { objectCount } from "./app-group";
import { HiddenObjects, LinkedObjectsList } from "./linked-objects-list";

/** The objects that use a connection, read when this is first shown. */
export function ReadLinkedObjects({ connectionId, apart = false }: { connectionId: string; apart?: boolean }) {
  const [found, setFound] = useState<Result<LinkedObjects> | null>(null);
  useEffect(() => {
    let current = true;
    void call("reading", () => listLinkedObjects({ id: connectionId })).then((result) => current && setFound(result));
    return () => {
      current = false;
    };
  }, [connectionId]);
  return (
    <>
      {/* The list itself is there to be walked through, not to be read out as a whole. */}
      <p className="sr-only" role="status">
        {found === null ? "Reading the objects" : found.ok ? `${objectCount(found.value.total)} found` : ""}
      </p>
      <Found found={found} apart={apart} />
    </>
  );
}

function Found({ found, apart }: { found: Result<LinkedObjects> | null; apart: boolean }) {
  if (found === null) {
    return (
      <div className="grid gap-2 [animation:show_0s_200ms_both]">
        <div className="h-9 rounded-pop bg-line" />
        <div className="h-9 rounded-pop bg-line" />
      </div>
    );
  }
  if (!found.ok) {
    return (
      <div role="alert">
        <Notice tone="fail" title="The objects could not be read.">
          {found.error.message} {found.error.reference !== null && <Reference value={found.error.reference} />}
        </Notice>
      </div>
    );
  }
  const linked = found.value;
  if (linked.total === 0) return <p className="text-ink-2">No object uses it any more.</p>;
  return (
    <>
      <LinkedObjectsList linked={linked} apart={apart} />
      <HiddenObjects linked={linked} />
    </>
  );
}
