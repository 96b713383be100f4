"use client";

import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { forgotPassword } from "@/lib/users/resets/actions";
import { FormFailure } from "../form-failure";
import { useFormAction } from "../use-form-action";

export function ForgotForm() {
  const { failure, isBusy, form } = useFormAction(forgotPassword);
  return (
    <form {...form} className="mt-6" noValidate>
      <FormFailure failure={failure} />
      <Field label="Email" error={failure?.fields?.email}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" autoFocus required />}
      </Field>
      <Button type="submit" kind="primary" busy={isBusy} className="mt-5 w-full max-sm:h-12">
        Send a link
      </Button>
    </form>
  );
}
