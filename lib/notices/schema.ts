import type { Environment } from "../policy";

/** Of a connection as it was when the notice was written. */
type OfConnection = { by: string; connectionId: string; name: string; environment: Environment };

/** What people are told, and what each notice says. `by` is the name of who did it. Names, never general details. */
export type NoticeRecord =
  | { kind: "connection.shared"; data: OfConnection }
  | { kind: "connection.revoked"; data: OfConnection }
  | { kind: "connection.break_glass"; data: OfConnection & { reason: string; endsAt: string | null } }
  | { kind: "connection.break_glass_ended"; data: Omit<OfConnection, "by"> }
  /** One for all that a person leaves to another: `connections` and `apps` are numbers. */
  | { kind: "handed_over"; data: { by: string; from: string; connections: number; apps: number; requests: number } }
  | { kind: "app.added" | "app.removed"; data: { by: string; appId: string; name: string } }
  | { kind: "request.made"; data: OfRequest }
  | { kind: "request.answered"; data: OfRequest & { answer: "confirmed" | "refused" } };

type OfRequest = {
  by: string;
  requestId: string;
  asks: "deploy" | "access";
  object: string;
  environment: Environment;
};
