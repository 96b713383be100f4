"use client";

import { Button } from "@/components/ui/button";
import { Field, FixedValue, Input } from "@/components/ui/field";
import { acceptInvitation } from "@/lib/users/invitations/actions";
import type { OpenInvitation } from "@/lib/users/invitations/schema";
import { FormFailure } from "../form-failure";
import { useFormAction } from "../use-form-action";

type JoinFormProps = {
  /** Null where no script could look: then the link is asked for as well. */
  link: { token: string; invitation: OpenInvitation } | null;
};

/** Makes the invited person a user. */
export function JoinForm({ link }: JoinFormProps) {
  const { failure, isBusy, form } = useFormAction(acceptInvitation);
  const errors = failure?.fields ?? {};
  return (
    <form {...form} className="mt-6" noValidate>
      <FormFailure failure={failure} />
      <div className="grid gap-5">
        {link === null ? (
          <Field label="Link" hint="The whole link, as you were sent it." error={errors.token}>
            {(control) => <Input {...control} mono name="token" required maxLength={2000} />}
          </Field>
        ) : (
          <>
            <input type="hidden" name="token" value={link.token} />
            {/* Tells a password manager whose password it is. */}
            <input type="text" autoComplete="username" value={link.invitation.email} readOnly hidden />
            <dl>
              <FixedValue label="Email" value={link.invitation.email} />
            </dl>
          </>
        )}
        <Field label="Name" hint="As others see you." error={errors.name}>
          {(control) => (
            <Input
              {...control}
              name="name"
              autoComplete="name"
              defaultValue={link?.invitation.name ?? ""}
              required
              maxLength={100}
            />
          )}
        </Field>
        <Field label="Password" hint="At least 12 characters." error={errors.password}>
          {(control) => (
            <Input {...control} name="password" type="password" autoComplete="new-password" required maxLength={200} />
          )}
        </Field>
        <div>
          <Button type="submit" kind="primary" busy={isBusy} className="w-full max-sm:h-12">
            Join
          </Button>
        </div>
      </div>
    </form>
  );
}
