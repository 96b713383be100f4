import type { Metadata } from "next";
import { NewObject } from "@/components/objects/drafts/new-object";
import { environmentHrefs } from "@/components/shell/environment-hrefs";
import { Shell } from "@/components/shell/shell";
import { loadNewObject } from "@/lib/objects/drafts/loaders";
import { loadProfile } from "@/lib/users/loaders";

type Props = { params: Promise<{ appId: string }> };

export const metadata: Metadata = { title: "New external data object" };

export default async function NewObjectPage({ params }: Props) {
  const { appId } = await params;
  const [profile, { app, connections }] = await Promise.all([loadProfile(), loadNewObject(appId)]);
  return (
    <Shell
      profile={profile}
      environment="development"
      environmentHrefs={environmentHrefs(`/apps/${appId}/data`)}
      section="apps"
    >
      <NewObject app={app} connections={connections} />
    </Shell>
  );
}
