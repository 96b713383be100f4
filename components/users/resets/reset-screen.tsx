"use client";

import { Button } from "@/components/ui/button";
import { Field, FixedValue, Input } from "@/components/ui/field";
import { lookAtReset, resetPassword } from "@/lib/users/resets/actions";
import type { OpenReset } from "@/lib/users/resets/schema";
import { FormFailure } from "../form-failure";
import { LinkGate } from "../links/link-gate";
import { useLink } from "../links/use-link";
import { useFormAction } from "../use-form-action";

/** Where a link for a new password leads. */
export function ResetScreen() {
  const link = useLink(lookAtReset);
  return (
    <LinkGate link={link} plain={<ResetForm link={null} />}>
      {({ token, value }) => <ResetForm link={{ token, user: value }} />}
    </LinkGate>
  );
}

type ResetFormProps = {
  /** Null where no script could look: then the link is asked for as well. */
  link: { token: string; user: OpenReset } | null;
};

function ResetForm({ link }: ResetFormProps) {
  const { failure, isBusy, form } = useFormAction(resetPassword);
  const errors = failure?.fields ?? {};
  return (
    <form {...form} noValidate>
      <p className="mt-1 text-body text-ink-2">All your sessions end with it, and a new one begins here.</p>
      <div className="mt-6">
        <FormFailure failure={failure} />
      </div>
      <div className="grid gap-5">
        {link === null ? (
          <Field label="Link" hint="The whole link, as you were sent it." error={errors.token}>
            {(control) => <Input {...control} mono name="token" required maxLength={2000} />}
          </Field>
        ) : (
          <>
            <input type="hidden" name="token" value={link.token} />
            {/* Tells a password manager whose password it is. */}
            <input type="text" autoComplete="username" value={link.user.email} readOnly hidden />
            <dl>
              <FixedValue label={link.user.name} value={link.user.email} />
            </dl>
          </>
        )}
        <Field label="New password" hint="At least 12 characters." error={errors.password}>
          {(control) => (
            <Input {...control} name="password" type="password" autoComplete="new-password" required maxLength={200} />
          )}
        </Field>
        <div>
          <Button type="submit" kind="primary" busy={isBusy} className="w-full max-sm:h-12">
            Set password
          </Button>
        </div>
      </div>
    </form>
  );
}
