"use client";

import { Button } from "@/components/ui/button";
import { Field, FieldError, Input } from "@/components/ui/field";
import { signIn } from "@/lib/users/sign-in/actions";
import { FormFailure } from "./form-failure";
import { useFormAction } from "./use-form-action";

export function SignInForm({ next, canForget }: { next: string | null; canForget: boolean }) {
  const { failure, isBusy, form } = useFormAction(signIn);
  // Which of the two is wrong is not said, so that both are marked and one sentence stands under the pair.
  const isPairWrong = failure?.code === "unauthorized";
  const invalidBy = isPairWrong ? "sign-in-error" : undefined;
  return (
    <form {...form} noValidate>
      <FormFailure failure={isPairWrong ? null : failure} />
      <input type="hidden" name="next" value={next ?? ""} />
      <div className="grid gap-3.5">
        <Field label="Email" error={failure?.fields?.email} invalidBy={invalidBy}>
          {(control) => <Input {...control} name="email" type="email" autoComplete="username" autoFocus required />}
        </Field>
        <Field label="Password" error={failure?.fields?.password} invalidBy={invalidBy}>
          {(control) => (
            <Input
              {...control}
              name="password"
              type="password"
              autoComplete="current-password"
              required
              maxLength={200}
            />
          )}
        </Field>
      </div>
      <div role="alert">{isPairWrong && <FieldError id="sign-in-error">{failure.message}</FieldError>}</div>
      <Button type="submit" kind="primary" busy={isBusy} className="mt-5 w-full max-sm:h-12">
        Sign in
      </Button>
      {canForget && (
        <p className="mt-4">
          <a
            href="/forgot-password"
            className="inline-flex min-h-6 items-center rounded-tick text-body font-medium text-accent hover:underline pointer-coarse:min-h-11"
          >
            Forgot your password?
          </a>
        </p>
      )}
    </form>
  );
}
