"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { Trail } from "@/components/apps/trail";
import { call } from "@/components/shell/call";
import { useNavigate } from "@/components/shell/navigation";
import { Notice, Reference } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import type { AppDetail } from "@/lib/apps/schema";
import type { Failure } from "@/lib/errors";
import { createObject } from "@/lib/objects/drafts/actions";
import type { UsableConnection } from "@/lib/objects/drafts/schema";
import { ConnectionField } from "./connection-field";

type NewObjectProps = { app: AppDetail; connections: readonly UsableConnection[] };

/** *New external data object*: what it is called and where its rows are; then its three steps. */
export function NewObject({ app, connections }: NewObjectProps) {
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [connection, setConnection] = useState<UsableConnection | null>(null);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState(0);
  // Back into the field, once it is drawn with what is wrong.
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]')?.focus();
  }, [refusals]);

  async function send(): Promise<void> {
    setFailure(null);
    const missing = {
      ...(name.trim() === "" && { name: "Type a name." }),
      ...(connection === null && { connectionId: "Choose a connection." }),
    };
    setProblems(missing);
    if (connection !== null && Object.keys(missing).length === 0) {
      setBusy(true);
      const input = { appId: app.id, connectionId: connection.id, name, description };
      const result = await call("changing", () => createObject(input));
      if (result.ok) {
        navigate(`/apps/${app.id}/data/${result.value.id}/draft`);
        return;
      }
      setBusy(false);
      if (result.error.fields === undefined) setFailure(result.error);
      else setProblems(result.error.fields);
    }
    setRefusals((before) => before + 1);
  }

  const data = `/apps/${app.id}/data?environment=development`;
  return (
    <>
      <Trail
        steps={[
          { label: "Apps", href: "/apps?environment=development" },
          { label: app.name, href: data },
        ]}
        here="New external data object"
      />
      <h1 className="mt-2 text-heading font-semibold tracking-[-0.014em] outline-none">New external data object</h1>
      <p className="mt-1.5 max-w-[80ch] text-body text-ink-2">
        One external table with its live rows. Nothing is copied. It stays a draft until you publish it.
      </p>
      <form
        ref={form}
        noValidate
        className="mt-6 max-w-[560px]"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!busy) void send();
        }}
      >
        <Field label="Name" hint="Up to 100 characters" error={problems.name}>
          {(control) => <Input {...control} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field
          label="Description"
          optional
          className="mt-4"
          hint="What its rows are, in up to 1,000 characters"
          error={problems.description}
        >
          {(control) => (
            <Input {...control} value={description} onChange={(event) => setDescription(event.target.value)} />
          )}
        </Field>
        <ConnectionField
          connections={connections}
          chosen={connection}
          error={problems.connectionId}
          hint="Development connections that are shared with you"
          className="mt-4"
          onChoose={setConnection}
        />
        <div aria-live="polite">
          {failure !== null && (
            <Notice tone="fail" className="mt-4">
              {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
            </Notice>
          )}
        </div>
        <div className="mt-6 flex gap-2">
          <Button kind="primary" type="submit" busy={busy}>
            Continue
          </Button>
          <Button kind="quiet" onClick={() => navigate(data)}>
            Cancel
          </Button>
        </div>
      </form>
    </>
  );
}
