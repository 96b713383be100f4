"use client";

import { CreateFlow } from "@/components/connections/create-flow";
import type { UsableConnection } from "@/lib/objects/drafts/schema";

type CreateConnectionProps = {
  opener: HTMLElement;
  onCreated: (connection: UsableConnection) => void;
  onClose: () => void;
};

/** *New connection* from within an object, which stays where it is. */
export default function CreateConnection({ opener, onCreated, onClose }: CreateConnectionProps) {
  return <CreateFlow environment="development" opener={opener} onCreated={onCreated} onClose={onClose} />;
}
