import type { Env } from "../env";
import type { Role } from "../policy";

/** Only the embedded default has these users; nothing else may be reached with this password. */
export const demoPassword = "linkspan demo";

/** One super admin and three members, in the order in which the sign-in page offers them. */
export const demoUsers = [
  { name: "Ines Albrecht", email: "ines.albrecht@norrvik.example", role: "super_admin" },
  { name: "Tomasz Wrona", email: "tomasz.wrona@norrvik.example", role: "member" },
  { name: "Priya Raman", email: "priya.raman@norrvik.example", role: "member" },
  { name: "Mireille Okafor", email: "mireille.okafor@norrvik.example", role: "member" },
] as const satisfies readonly { name: string; email: string; role: Role }[];

/** The demo password is printed in the README: where others can reach an embedded installation, it opens nothing. */
export function isPublicPassword(
  { email, password }: { email: string; password: string },
  { embedded, demoSignIns }: Pick<Env, "embedded" | "demoSignIns">,
): boolean {
  return embedded && !demoSignIns && password === demoPassword && demoUsers.some((user) => user.email === email);
}
