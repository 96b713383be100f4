import { z } from "zod";
import { newPassword, personName } from "../schema";

/** Sign-ins on one page of the history. */
export const signInsPageSize = 20;

export const renameSelfInput = z.object({ name: personName });
export const changePasswordInput = z.object({
  current: z.string().min(1, "Type your password as it is now.").max(200, "This is not your password."),
  password: newPassword,
});

// JavaScript lists some zones by names that IANA has given up, under which nobody looks for them any more.
const renamedZones: Record<string, string> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Godthab": "America/Nuuk",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
};

/** Every zone that this server knows, by its IANA name, UTC first. */
export function timeZones(): readonly string[] {
  const zones = Intl.supportedValuesOf("timeZone").map((zone) => renamedZones[zone] ?? zone);
  return ["UTC", ...[...new Set(zones)].filter((zone) => zone !== "UTC").sort()];
}

/** Null follows the browser. */
export const chooseTimeZoneInput = z.object({
  timeZone: z
    .string()
    .refine((zone) => timeZones().includes(zone), "Choose one of the time zones in the list.")
    .nullable(),
});
export const chooseMailsInput = z.object({ mailsNotices: z.boolean() });
export const noInput = z.object({});

/** `?signIns=` of the page: a keyset cursor of the history. Unknown values begin at the newest one. */
export const profileQuery = z.object({ signIns: z.string().max(300).optional().catch(undefined) });

export type RenameSelfInput = z.output<typeof renameSelfInput>;
export type ChangePasswordInput = z.output<typeof changePasswordInput>;
export type ChooseTimeZoneInput = z.output<typeof chooseTimeZoneInput>;
export type ChooseMailsInput = z.output<typeof chooseMailsInput>;

export type SignIn = {
  id: string;
  at: string;
  method: "password" | "provider" | "invitation" | "reset" | "demo" | "set_up";
  /** Of the client, or "unknown". */
  address: string;
  /** What the browser said of itself: hostile text. */
  browser: string;
};

/** `next` leads to older ones; null at the end. `isFirst`: no newer ones. */
export type SignInHistory = { rows: readonly SignIn[]; next: string | null; isFirst: boolean };

export type ProfileSettings = {
  name: string;
  email: string;
  /** Whether there is a password that they could sign in with, and change. */
  hasPassword: boolean;
  timeZone: string | null;
  /** Whether notices also come by e-mail; null where Linkspan sends none. */
  mailsNotices: boolean | null;
  history: SignInHistory;
};
