import { z } from "zod";
import type { ConnectionStatus } from "../connections/schema";
import type { ConnectorId } from "../connectors/forms";
import type { ConnectionAbility, Environment } from "../policy";
import { peopleQueryLength } from "../users/people/schema";

const id = z.uuid();
export const addAdminsInput = z.object({
  connectionId: id,
  userIds: z.array(id).min(1, "Choose at least one person.").max(50),
});
export const revokeAdminInput = z.object({ connectionId: id, userId: id });
export const searchPeopleInput = z.object({ connectionId: id, q: z.string().max(peopleQueryLength) });

export type AddAdminsInput = z.output<typeof addAdminsInput>;
export type RevokeAdminInput = z.output<typeof revokeAdminInput>;
export type SearchPeopleInput = z.output<typeof searchPeopleInput>;

export type Admin = {
  userId: string;
  name: string;
  email: string;
  /** Null when they created the connection. */
  addedBy: string | null;
  addedAt: string;
  /** Why a super admin shared it with themself; null for every other share. */
  reason: string | null;
  /** When the share ends by itself; null when it lasts until revoked. */
  endsAt: string | null;
  /** When they last did something with this right, to the hour; null when that was not yet. */
  lastUsedAt: string | null;
  self: boolean;
};

export type SharePage = {
  connection: {
    id: string;
    name: string;
    connector: ConnectorId;
    environment: Environment;
    status: ConnectionStatus;
    objectCount: number;
    /** How many apps those objects are in. */
    appCount: number;
    abilities: readonly ConnectionAbility[];
  };
  admins: readonly Admin[];
  /** The reader, who may not be among them. */
  selfId: string;
};
