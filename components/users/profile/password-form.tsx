"use client";

import { useState } from "react";
import { changePassword } from "@/lib/users/profile/actions";
import { Button } from "../../ui/button";
import { Field, SecretInput } from "../../ui/field";
import { SavedNote } from "./saved-note";
import { useSaving } from "./use-saving";

const nothing = { current: "", password: "" };

/** A new password in the place of the one that one has. What was typed stays until it was taken. */
export function PasswordForm({ email }: { email: string }) {
  const [typed, setTyped] = useState(nothing);
  const saving = useSaving();
  const fields = saving.failure?.fields;
  const type = (part: Partial<typeof nothing>) => {
    setTyped({ ...typed, ...part });
    saving.forget();
  };
  async function send(): Promise<void> {
    if (await saving.save(() => changePassword(typed))) setTyped(nothing);
  }
  return (
    <form
      ref={saving.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.busy) void send();
      }}
    >
      {/* Tells a password manager whose password it is. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <Field label="Current password" error={fields?.current}>
        {(control) => (
          <SecretInput
            {...control}
            autoComplete="current-password"
            value={typed.current}
            onChange={(event) => type({ current: event.target.value })}
          />
        )}
      </Field>
      <Field label="New password" hint="At least 12 characters." error={fields?.password} className="mt-3.5">
        {(control) => (
          <SecretInput
            {...control}
            autoComplete="new-password"
            value={typed.password}
            onChange={(event) => type({ password: event.target.value })}
          />
        )}
      </Field>
      <Button type="submit" busy={saving.busy} className="mt-3">
        Change password
      </Button>
      <SavedNote saving={saving} words="Changed. Your other sessions are over; this one goes on." />
    </form>
  );
}
