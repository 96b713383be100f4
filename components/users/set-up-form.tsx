"use client";

import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { setUp } from "@/lib/users/set-up/actions";
import { FormFailure } from "./form-failure";
import { useFormAction } from "./use-form-action";

/** Makes the account and its first super admin. */
export function SetUpForm() {
  const { failure, isBusy, form } = useFormAction(setUp);
  const errors = failure?.fields ?? {};
  return (
    <form {...form} className="mt-6" noValidate>
      <FormFailure failure={failure} />
      <div className="grid gap-5">
        <Field
          label="Set-up token"
          hint="Printed once in the server's log when it started. A restart prints a new one."
          error={errors.token}
        >
          {(control) => <Input {...control} mono name="token" autoFocus required maxLength={100} />}
        </Field>
        <Field label="Organisation" error={errors.organisation}>
          {(control) => <Input {...control} name="organisation" autoComplete="organization" required />}
        </Field>
        <fieldset className="grid gap-3.5 border-t border-line pt-4">
          <legend className="float-left mb-3.5 w-full text-strong font-semibold text-ink">
            First super admin <span className="ml-1 text-small font-regular text-muted">You, most likely</span>
          </legend>
          <Field label="Name" error={errors.name}>
            {(control) => <Input {...control} name="name" autoComplete="name" required />}
          </Field>
          <Field label="Email" error={errors.email}>
            {(control) => <Input {...control} name="email" type="email" autoComplete="username" required />}
          </Field>
          <Field label="Password" hint="At least 12 characters." error={errors.password}>
            {(control) => (
              <Input
                {...control}
                name="password"
                type="password"
                autoComplete="new-password"
                required
                maxLength={200}
              />
            )}
          </Field>
        </fieldset>
        <div>
          <Button type="submit" kind="primary" busy={isBusy} className="max-sm:h-12 max-sm:w-full">
            Set up Linkspan
          </Button>
        </div>
      </div>
    </form>
  );
}
