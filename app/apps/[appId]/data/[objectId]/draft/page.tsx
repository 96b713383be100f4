import type { Metadata } from "next";
import { DraftScreen } from "@/components/objects/drafts/draft-screen";
import { environmentHrefs } from "@/components/shell/environment-hrefs";
import { Shell } from "@/components/shell/shell";
import { loadDraft } from "@/lib/objects/drafts/loaders";
import { loadProfile } from "@/lib/users/loaders";

type Props = { params: Promise<{ appId: string; objectId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { appId, objectId } = await params;
  const { name, live } = (await loadDraft(appId, objectId)).object;
  return { title: live === null ? `Draft of ${name}` : `Edit ${name}` };
}

export default async function DraftPage({ params }: Props) {
  const { appId, objectId } = await params;
  const [profile, { object, connections }] = await Promise.all([loadProfile(), loadDraft(appId, objectId)]);
  return (
    <Shell
      profile={profile}
      environment="development"
      environmentHrefs={environmentHrefs(`/apps/${appId}/data`)}
      section="apps"
    >
      <DraftScreen key={`${object.id} ${object.revision}`} object={object} connections={connections} now={Date.now()} />
    </Shell>
  );
}
