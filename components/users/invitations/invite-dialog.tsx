"use client";

import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { Failure } from "@/lib/errors";
import type { Role } from "@/lib/policy";
import { inviteUser } from "@/lib/users/invitations/actions";
import type { Delivery } from "@/lib/users/links/schema";
import { call } from "../../shell/call";
import { Notice, Reference } from "../../ui/alert";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field, Input } from "../../ui/field";
import { DeliveredDialog } from "../links/delivered-dialog";
import { RoleChoice } from "./role-choice";

type InviteDialogProps = { opener: HTMLElement; onInvited: (email: string) => void; onClose: () => void };

const nothing = { email: "", name: "" } as const;

/** *Invite*: asks whom, then says how the link reaches them. */
export default function InviteDialog({ opener, onInvited, onClose }: InviteDialogProps) {
  const [delivery, setDelivery] = useState<Delivery | null>(null);
  if (delivery !== null) {
    const done = { title: "Invite", what: "The invitation", lasts: "for seven days", opener, onClose };
    return <DeliveredDialog {...done} delivery={delivery} />;
  }
  const invited = (made: Delivery) => {
    setDelivery(made);
    onInvited(made.to);
  };
  return <InviteForm opener={opener} onInvited={invited} onClose={onClose} />;
}

type InviteFormProps = Omit<InviteDialogProps, "onInvited"> & { onInvited: (delivery: Delivery) => void };

function InviteForm({ opener, onInvited, onClose }: InviteFormProps) {
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useState<{ email: string; name: string }>(nothing);
  const [role, setRole] = useState<Role>("member");
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (failure !== null) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [failure]);

  async function send(): Promise<void> {
    setBusy(true);
    const result = await call("changing", () => inviteUser({ ...text, role }));
    setBusy(false);
    if (result.ok) onInvited(result.value);
    else setFailure(result.error);
  }

  const field = (name: keyof typeof text) => ({
    value: text[name],
    onChange: (event: { target: { value: string } }) => {
      setText({ ...text, [name]: event.target.value });
      setFailure(null);
    },
  });
  return (
    <Dialog
      title="Invite"
      line="They join by a link that works once, for seven days"
      width="people"
      unsaved={text.email === "" && text.name === "" ? null : "Nobody has been invited yet."}
      opener={opener}
      onClose={onClose}
      footer={(close) => (
        <>
          <span className="grow max-sm:hidden" />
          <Button kind="quiet" onClick={close} className="max-sm:h-12">
            Cancel
          </Button>
          <Button kind="primary" type="submit" form={formId} busy={busy} className="max-sm:h-12 max-sm:grow">
            Invite
          </Button>
        </>
      )}
    >
      <form
        ref={form}
        id={formId}
        noValidate
        className="px-6 pt-5 pb-6 max-sm:px-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!busy) void send();
        }}
      >
        <Field label="Email" error={failure?.fields?.email}>
          {(control) => <Input {...control} {...field("email")} data-first type="email" maxLength={254} />}
        </Field>
        <Field label="Name" optional hint="They can change it." error={failure?.fields?.name} className="mt-3.5">
          {(control) => <Input {...control} {...field("name")} maxLength={100} />}
        </Field>
        <RoleChoice role={role} onChange={setRole} />
        <div aria-live="polite">
          {failure !== null && failure.fields === undefined && (
            <Notice tone="fail" className="mt-4">
              {failure.message} {failure.reference !== null && <Reference value={failure.reference} />}
            </Notice>
          )}
        </div>
      </form>
    </Dialog>
  );
}
