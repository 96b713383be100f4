import { buttonClass } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import type { SignInPage } from "@/lib/users/sign-in/schema";
import { FormFailure } from "./form-failure";

type Props = { provider: NonNullable<SignInPage["provider"]>; isOnlyWay: boolean };

/** Leads to the identity provider. A plain link: a form's redirects could only go where `form-action` names them. */
export function ProviderSignIn({ provider: { name, href, problem }, isOnlyWay }: Props) {
  return (
    <div>
      <FormFailure failure={problem} />
      <a
        href={href}
        className={classNames(buttonClass(isOnlyWay ? "primary" : "secondary"), "w-full max-w-full max-sm:h-12")}
      >
        <span className="truncate">Continue with {name}</span>
      </a>
      {!isOnlyWay && (
        <p className="mt-5 mb-3.5 flex items-center gap-3 text-small text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          or by password
        </p>
      )}
    </div>
  );
}
