import { z } from "zod";

/** Why somebody who came from the identity provider was not signed in. The sign-in page has a sentence for each. */
export const providerProblem = z.enum([
  "stopped",
  "unreachable",
  "untrusted",
  "over",
  "unverified",
  "stranger",
  "deactivated",
  "second_identity",
  "email_of_another",
  "failed",
]);
export type ProviderProblem = z.output<typeof providerProblem>;

/** What the address of the sign-in page may say of it; anything else is not shown. */
export const toldInAddress = z.object({
  problem: providerProblem,
  reference: z
    .string()
    .regex(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    .nullable()
    .catch(null),
});

/** Who somebody is at the identity provider, as far as it can be believed. */
export type ProviderIdentity = {
  issuer: string;
  subject: string;
  name: string;
  /** In lower case; null where the provider says none, or nothing that is an email. */
  email: string | null;
  /** Whether the provider says that it made sure of the email. Anything but a plain `true` is a no. */
  isEmailVerified: boolean;
  /** Of the group that makes super admins; null where the provider has no say in that. */
  superAdmins: GroupMembership | null;
};

export type GroupMembership = { group: string; isMember: boolean };
