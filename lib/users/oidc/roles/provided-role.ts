import { type Env, env } from "../../../env";

/** Why a role that a group at the provider gave is not changed by hand: the next sign-in would undo it. */
export function providedRoleRefusal(
  { name, isRoleFromProvider }: { name: string; isRoleFromProvider: boolean },
  { oidc }: Pick<Env, "oidc"> = env(),
): string | null {
  // Where the provider has no say any more, nothing would ever change the role but a hand.
  if (!isRoleFromProvider || oidc === null || oidc.superAdmins === null) return null;
  return (
    `${name} is a super admin by the group "${oidc.superAdmins.group}" at ${oidc.name}. ` +
    "Take them out of it there: it counts from their next sign-in."
  );
}
