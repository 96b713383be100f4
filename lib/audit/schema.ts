import type { MemberLevel } from "../apps/schema";
import type { Environment, Role } from "../policy";

type AppText = { name: string; description: string };

/** What is recorded, and what each record says. Never a secret, never general details. */
export type AuditRecord =
  | { action: "account.set_up"; data: { organisation: string } }
  | { action: "user.added"; data: { name: string; email: string; role: Role } }
  | { action: "user.password_set"; data: Record<string, never> }
  | { action: "user.invited" | "user.invitation_resent" | "user.invitation_withdrawn"; data: InvitationEvent }
  | { action: "user.joined"; data: InvitationEvent & { invitationId: string; invitedBy: string } }
  | { action: "user.reset_offered" | "user.password_reset"; data: { createdBy: string | null } }
  /** To who they are at an identity provider. */
  | { action: "user.identity_linked" | "user.identity_unlinked"; data: { issuer: string } }
  | { action: "connection.created"; data: { name: string; connector: string; environment: Environment } }
  | { action: "connection.renamed"; data: { from: string; to: string } }
  | {
      action: "connection.reconnected";
      /** Of the linked objects: how many were rehearsed, and how many of them fail with the new credentials all the same. */
      data: { version: number; rehearsed: number; failing: number; replacedAnyway: boolean };
    }
  | { action: "connection.deleted"; data: { name: string; connector: string; environment: Environment } }
  | { action: "connection.admin_added"; data: { userId: string } }
  | { action: "connection.admin_revoked"; data: { userId: string } }
  /** A super admin shared it with themself; `endsAt` is null when that lasts until revoked. */
  | {
      action: "connection.break_glass" | "connection.break_glass_prolonged";
      data: { reason: string; endsAt: string | null };
    }
  | { action: "connection.break_glass_ended"; data: { userId: string; reason: string; endsAt: string } }
  | { action: "object.created"; data: { name: string; appId: string; connectionId: string } }
  | { action: "object.published"; data: { name: string; version: number } }
  | { action: "object.repaired"; data: { name: string; appId: string; environment: Environment } }
  /** `from`: the version that the draft began with. */
  | { action: "object.edit_begun"; data: { name: string; from: number } }
  | { action: "object.draft_discarded"; data: { name: string } }
  | { action: "app.created"; data: { name: string } }
  | { action: "app.renamed"; data: { from: AppText; to: AppText } }
  | { action: "app.deleted"; data: { name: string } }
  | { action: "app.member_added"; data: { userId: string; level: MemberLevel } }
  | { action: "app.self_added"; data: { level: MemberLevel } }
  | { action: "app.level_changed"; data: { userId: string; from: MemberLevel; to: MemberLevel } }
  | { action: "app.member_removed"; data: { userId: string; level: MemberLevel } }
  | { action: "object.bound"; data: BindingEvent }
  | { action: "object.deleted"; data: { name: string; appId: string; connectionIds: readonly string[] } }
  | { action: "request.made"; data: RequestEvent & { userIds: readonly string[] } }
  | { action: "request.withdrawn"; data: RequestEvent }
  | { action: "request.refused"; data: RequestEvent }
  | { action: "request.confirmed"; data: RequestEvent & { connectionId: string } }
  | { action: "row.created"; data: RowEvent }
  | { action: "row.updated"; data: RowEvent }
  | { action: "row.deleted"; data: RowEvent }
  | { action: "user.renamed"; data: { from: string; to: string } }
  | { action: "user.password_changed"; data: Record<string, never> }
  /** `group`: at the identity provider, which then did it. */
  | { action: "user.role_changed"; data: { from: Role; to: Role; group?: string } }
  /** The provider's group is gone, and nobody else is a super admin. */
  | { action: "user.role_kept"; data: { group: string } }
  /** They come back as a member, whatever they were. */
  | { action: "user.reactivated"; data: { roleBefore: Role } }
  | { action: "user.signed_out"; data: Record<string, never> }
  | { action: "user.deactivated"; data: { leftWithoutAdmin: readonly string[] } }
  /** Of a connection or a user: somebody looked through so many accesses. */
  | { action: "access.reviewed"; data: { entries: number } }
  /** Of who left to who answers for it now. */
  | { action: "connection.handed_over"; data: { from: string; to: string } }
  /** By a super admin, who answers for it from then on. */
  | { action: "connection.taken_over"; data: Record<string, never> }
  | { action: "app.handed_over"; data: { from: string; to: string } }
  | { action: "credentials.rotated"; data: { connections: number; keyId: string } };

type InvitationEvent = { email: string; role: Role };

type BindingEvent = {
  environment: Environment;
  version: number;
  connectionId: string;
  /** What was bound there before; events of the first release do not say. */
  replaced?: { version: number; connectionId: string } | null;
  /** Who asked for it, when that is somebody else than who did it. */
  requestedBy?: string | undefined;
};

/** What was asked about an object, and by whom. */
type RequestEvent = {
  requestId: string;
  kind: "deploy" | "access";
  environment: Environment;
  version: number | null;
  requestedBy: string;
};

/** Which row of an object it was: its primary key and never what it holds. */
type RowEvent = { environment: Environment; version: number; connectionId: string; key: string };
