import { notFound } from "next/navigation";
import { cache } from "react";
import { requireActorOrSignIn } from "../actor";
import { connectionIdInput } from "../connections/schema";
import { orNotFound } from "../loader";
import { sharePage } from "./queries";
import type { SharePage } from "./schema";

/** A connection's share page; the 404 page when the actor may not see it. Redirects to sign in. */
export const loadSharePage = cache(async (id: string): Promise<SharePage> => {
  const actor = await requireActorOrSignIn();
  if (!connectionIdInput.safeParse({ id }).success) notFound();
  return orNotFound(() => sharePage(actor, id));
});
