import type { Environment, Role } from "../policy";

/** What is recorded, and what each record says. Never a secret, never general details. */
export type AuditRecord =
  | { action: "account.set_up"; data: { organisation: string } }
  | { action: "user.added"; data: { name: string; email: string; role: Role } }
  | { action: "user.password_set"; data: Record<string, never> }
  | { action: "connection.created"; data: { name: string; connector: string; environment: Environment } }
  | { action: "connection.renamed"; data: { from: string; to: string } }
  | { action: "connection.reconnected"; data: { version: number } }
  | { action: "connection.deleted"; data: { name: string; connector: string; environment: Environment } }
  | { action: "connection.admin_added"; data: { userId: string } }
  | { action: "connection.admin_revoked"; data: { userId: string } }
  | { action: "object.bound"; data: { environment: Environment; version: number; connectionId: string } }
  | { action: "object.deleted"; data: { name: string; appId: string; connectionIds: readonly string[] } }
  | { action: "user.deactivated"; data: { leftWithoutAdmin: readonly string[] } }
  | { action: "credentials.rotated"; data: { connections: number; keyId: string } };
