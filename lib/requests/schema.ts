import { z } from "zod";
import { environments } from "../connections/schema";
import type { ConnectorId } from "../connectors/forms";
import type { Rehearsal } from "../objects/rehearsal/schema";
import type { Environment } from "../policy";

/** How long a request waits for its answer. */
export const openDays = 14;
/** Requests on one page of a list. */
export const pageSize = 20;
/** People whom one request asks, at most. */
export const mostAsked = 50;
/** People whom somebody can choose from, at most. */
export const mostAskable = 200;

export const requestKinds = ["deploy", "access"] as const;
export type RequestKind = (typeof requestKinds)[number];
export type RequestState = "open" | "confirmed" | "refused" | "withdrawn" | "expired";

const wordLength = 500;

/** What one person writes to another: NFC, trimmed, a few lines without control or direction-changing characters. */
export const words = z
  .string()
  .max(10_000)
  .transform((text) => text.normalize("NFC").replaceAll("\r\n", "\n").trim())
  .pipe(
    z
      .string()
      .refine((text) => [...text].length <= wordLength, `Write at most ${wordLength} characters.`)
      .refine(
        (text) =>
          !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.test(text.replaceAll("\n", "")),
        "Leave out control and direction-changing characters.",
      ),
  );
export const requestMessage = words.default("");
export const refusalWords = words.pipe(z.string().min(1, "Say why, so that they know what to do next."));

const id = z.uuid();
const userIds = z.array(id).min(1, "Choose at least one person.").max(mostAsked);

export const requestDeployInput = z.object({
  objectId: id,
  version: z.int().positive(),
  environment: z.enum(["test", "production"]),
  userIds,
  message: requestMessage,
});
export const requestAccessInput = z.object({
  objectId: id,
  environment: z.enum(environments),
  userIds,
  message: requestMessage,
});
/** `version` is what would be deployed; without it, it is what was published last. */
export const whomToAskInput = z.object({
  objectId: id,
  environment: z.enum(environments),
  version: z.int().positive().optional(),
});
export const requestIdInput = z.object({ id });
export const refuseRequestInput = z.object({ id, answer: refusalWords });
export const answerWithInput = z.object({ id, connectionId: id });

/** `replaces` is the version that the browser showed to run there, null for none: another one by now is a conflict. */
export const confirmDeployInput = answerWithInput.extend({ replaces: z.int().nullable() });

export type RequestDeployInput = z.output<typeof requestDeployInput>;
export type RequestAccessInput = z.output<typeof requestAccessInput>;
export type WhomToAskInput = z.output<typeof whomToAskInput>;
export type RequestIdInput = z.output<typeof requestIdInput>;
export type RefuseRequestInput = z.output<typeof refuseRequestInput>;
export type AnswerWithInput = z.output<typeof answerWithInput>;
export type ConfirmDeployInput = z.output<typeof confirmDeployInput>;

/** Not confirmed: the rehearsal says what is in the way. */
export type DeployConfirmation = { confirmed: boolean; rehearsal: Rehearsal };

const cursor = z.string().max(200).optional().catch(undefined);
/** The page's URL parameters: where each of its two lists begins. What is not a cursor is passed over. */
export const requestsInput = z.object({ toAnswer: cursor, asked: cursor });
export type RequestsInput = z.output<typeof requestsInput>;

export type Person = { id: string; name: string };

/** Whom a builder can ask about one environment. It never says which connections there are. */
export type WhomToAsk = {
  /** The connection that is bound there, whose admins are all asked; null where the asker chooses among `people`. */
  bound: { name: string } | null;
  people: readonly Person[];
  /** More people than are listed. */
  more: boolean;
  /** Names of super admins, for when there is nobody to ask. */
  superAdmins: readonly string[];
  /** What is open already and in the way, by kind. */
  open: { deploy: OpenRequest | null; access: OpenRequest | null };
};

export type OpenRequest = { id: string; by: Person; self: boolean; version: number | null; requestedAt: string };

export type RequestRow = {
  id: string;
  kind: RequestKind;
  state: RequestState;
  object: Person;
  app: Person;
  /** Null when access is asked for. */
  version: number | null;
  environment: Environment;
  requestedBy: Person;
  requestedAt: string;
  expiresAt: string;
  /** Whom it asks. */
  people: readonly Person[];
  answeredBy: string | null;
  answeredAt: string | null;
};

export type RequestList = { rows: readonly RequestRow[]; next: string | null };

/** `waiting` counts no further than one beyond the `waitingCap` of lib/waiting/schema.ts. */
export type RequestsPage = { toAnswer: RequestList; asked: RequestList; waiting: number };

export type FittingConnection = { id: string; name: string; bound: boolean };

export type RequestDetail = RequestRow & {
  connector: ConnectorId;
  message: string;
  /** The word with which it was refused. */
  answer: string;
  self: boolean;
  /** Whether the actor sees the app. */
  appVisible: boolean;
  /** What runs there now; the connection's name only for those who may see it. */
  bound: { version: number; connection: string | null } | null;
  /** What it was confirmed with, for those who may see it. */
  confirmedWith: { id: string; name: string } | null;
  /** The actor's own connections that would do, the bound one first; empty for the asker and when it is over. */
  connections: readonly FittingConnection[];
  /** Why the actor may not answer it; null when they may. */
  answerRefusal: string | null;
  mayWithdraw: boolean;
};

/** What became of the latest question about one environment, for the object's page. */
export type ObjectRequest = Pick<
  RequestRow,
  | "id"
  | "kind"
  | "state"
  | "version"
  | "environment"
  | "requestedBy"
  | "requestedAt"
  | "people"
  | "answeredBy"
  | "answeredAt"
> & { answer: string; self: boolean };
