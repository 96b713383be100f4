import { z } from "zod";
import type { OidcSettings } from "../../env";
import type { GroupMembership, ProviderIdentity } from "./schema";

const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u);
const subject = text(255);
const email = text(254)
  .pipe(z.email())
  .transform((value) => value.toLowerCase());
const groups = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

type SuperAdmins = NonNullable<OidcSettings["superAdmins"]>;
type Claims = Readonly<Record<string, unknown>>;

/**
 * Reads who came from the claims of a checked ID token and, where the provider has one, from its userinfo. Throws a
 * ZodError without a subject.
 */
export function identityOf(
  idToken: Claims,
  userinfo: Claims,
  { issuer, superAdmins }: Pick<OidcSettings, "issuer" | "superAdmins">,
): ProviderIdentity {
  // Verified is said of the email beside it: never take one from here and the other from there.
  const source = userinfo.email === undefined ? idToken : userinfo;
  return {
    issuer,
    subject: subject.parse(idToken.sub),
    name: text(200)
      .catch("")
      .parse(userinfo.name ?? idToken.name),
    email: email.nullable().catch(null).parse(source.email),
    isEmailVerified: source.email_verified === true,
    superAdmins: superAdmins === null ? null : membershipOf(superAdmins, userinfo, idToken),
  };
}

/** A claim that is missing, or of no known shape, is no membership. */
function membershipOf({ claim, group }: SuperAdmins, userinfo: Claims, idToken: Claims): GroupMembership {
  return {
    group,
    isMember: groups
      .catch([])
      .parse(userinfo[claim] ?? idToken[claim])
      .includes(group),
  };
}
