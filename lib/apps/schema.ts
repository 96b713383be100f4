import { z } from "zod";
import { connectionName } from "../connections/schema";
import type { AppAbility } from "../policy";
import { peopleQueryLength } from "../users/people/schema";

export const memberLevels = ["manage", "use"] as const;
export type MemberLevel = (typeof memberLevels)[number];

/** The rules of a connection's name; two apps may be called the same, their members tell them apart. */
export const appName = connectionName;

/** Longest description, in characters (code points). */
export const descriptionLength = 300;

/** One line: NFC, trimmed, possibly empty. */
export const appDescription = z
  .string()
  .transform((value) => value.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .refine(
        (value) => [...value].length <= descriptionLength,
        `A description has at most ${descriptionLength} characters.`,
      )
      .refine(
        (value) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.test(value),
        "A description has no control or direction-changing characters.",
      ),
  );

const id = z.uuid();
const level = z.enum(memberLevels);

export const createAppInput = z.object({ name: appName, description: appDescription });
/** `previous` is what the browser saw: a change since then is not overwritten. */
export const renameAppInput = createAppInput.extend({
  id,
  previous: z.object({ name: z.string(), description: z.string() }),
});
export const appIdInput = z.object({ id });
export const addMembersInput = z.object({
  appId: id,
  userIds: z.array(id).min(1, "Choose at least one person.").max(50),
  level,
});
export const changeLevelInput = z.object({ appId: id, userId: id, level });
export const removeMemberInput = z.object({ appId: id, userId: id });
export const searchMembersInput = z.object({ appId: id, q: z.string().max(peopleQueryLength) });

/** The list's URL parameters. Unknown values fall back to the default instead of failing: a bookmark must keep working. */
export const listAppsInput = z.object({
  q: z.string().max(100).catch("").default(""),
  /** Opaque keyset cursors: the page after, or before, this row. At most one of them. */
  after: z.string().max(500).optional().catch(undefined),
  before: z.string().max(500).optional().catch(undefined),
});
export const appsPageSize = 50;

export type ListAppsInput = z.output<typeof listAppsInput>;
export type CreateAppInput = z.output<typeof createAppInput>;
export type RenameAppInput = z.output<typeof renameAppInput>;
export type AddMembersInput = z.output<typeof addMembersInput>;
export type ChangeLevelInput = z.output<typeof changeLevelInput>;
export type RemoveMemberInput = z.output<typeof removeMemberInput>;
export type SearchMembersInput = z.output<typeof searchMembersInput>;

export type AppRow = {
  id: string;
  name: string;
  description: string;
  /** Null for a super admin who is not a member. */
  level: MemberLevel | null;
  memberCount: number;
  objectCount: number;
  abilities: readonly AppAbility[];
  /** Whom to ask for what takes `manage`, as a sentence. */
  ask: string;
};
export type AppsPage = { rows: readonly AppRow[]; next: string | null; previous: string | null };
export type AppDetail = { id: string; name: string; description: string; abilities: readonly AppAbility[] };

/** What became of a change of name and description. Not saved: `by` changed them to `current` since the browser looked. */
export type Renaming = { saved: true } | { saved: false; by: string; current: { name: string; description: string } };

export type Member = {
  userId: string;
  name: string;
  email: string;
  level: MemberLevel;
  /** Null when they created the app. */
  addedBy: string | null;
  addedAt: string;
  self: boolean;
};

export type MembersPage = {
  app: AppDetail;
  members: readonly Member[];
  /** Why the actor may not manage them, and what to do; null when they may. */
  refusal: string | null;
};
