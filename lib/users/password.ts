import { hash, verify } from "@node-rs/argon2";

/** OWASP's parameters for argon2id (the default of the library): 19 MiB, two passes, one lane. Some 20 ms on a pool thread. */
const parameters = { memoryCost: 19456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFC"), parameters);
}

/**
 * Whether a password fits. Without a hash (unknown e-mail, a user without a password) the answer is no after the same
 * work, so that time does not tell which e-mails are known.
 */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  if (stored !== null) return verify(stored, password.normalize("NFC"));
  await hashPassword(password);
  return false;
}
