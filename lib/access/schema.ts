import { z } from "zod";
import type { SharePage } from "../admins/schema";
import type { MemberLevel } from "../apps/schema";
import { environmentParameter } from "../connections/schema";
import type { ConnectorId } from "../connectors/forms";
import type { Environment } from "../policy";

/** Connections and apps of a user that are shown, of each at most; a file has up to `exportLimit` of them. */
export const shownLimit = 500;
export const exportLimit = 10_000;
/** Connections on one page of *Access*. */
export const reviewsPageSize = 50;

/** `seen` names what the browser showed: when somebody was added or taken away since, that was not looked through. */
const seen = z.string().max(100);
export const reviewConnectionInput = z.object({ connectionId: z.uuid(), seen });
export const reviewUserInput = z.object({ userId: z.uuid(), seen });
export type ReviewConnectionInput = z.output<typeof reviewConnectionInput>;
export type ReviewUserInput = z.output<typeof reviewUserInput>;

export const exportConnectionInput = z.object({ connectionId: z.uuid() });
export const exportUserInput = z.object({ userId: z.uuid() });

/** The last time that somebody looked through it, and how many accesses there were then. */
export type Review = { at: string; by: string; entries: number };

/** What can be marked as reviewed. */
export type Reviewable = { review: Review | null; entries: number; seen: string };

export type ConnectionAccess = Reviewable & { page: SharePage };

/** What every access says: since when, given by whom (null: they made it themself), and when it was used. */
type Access = { id: string; name: string; since: string; by: string | null; lastUsedAt: string | null };
export type ConnectionOfUser = Access & { environment: Environment; reason: string | null; endsAt: string | null };
export type AppOfUser = Access & { level: MemberLevel };

/** At most `shownLimit` of each; `entries` counts all. */
export type UserAccess = Reviewable & {
  userId: string;
  connections: readonly ConnectionOfUser[];
  apps: readonly AppOfUser[];
};

export const listReviewsInput = z.object({
  environment: environmentParameter,
  after: z.string().max(300).optional().catch(undefined),
  before: z.string().max(300).optional().catch(undefined),
});
export type ListReviewsInput = z.output<typeof listReviewsInput>;

export type ReviewRow = {
  id: string;
  name: string;
  connector: ConnectorId;
  admins: number;
  review: Review | null;
};
export type ReviewsPage = { rows: readonly ReviewRow[]; next: string | null; previous: string | null };
