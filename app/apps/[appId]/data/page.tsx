import type { Metadata } from "next";
import { ObjectsTable } from "@/components/objects/objects-table";
import { environmentHrefs } from "@/components/shell/environment-hrefs";
import { Shell } from "@/components/shell/shell";
import { environmentParameter } from "@/lib/connections/schema";
import { loadAppObjects } from "@/lib/objects/loaders";
import { loadProfile } from "@/lib/users/loaders";

type Props = {
  params: Promise<{ appId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { app } = await loadAppObjects((await params).appId);
  return { title: `External data objects, ${app.name}` };
}

export default async function AppDataPage({ params, searchParams }: Props) {
  const { appId } = await params;
  const environment = environmentParameter.parse((await searchParams).environment);
  const [profile, { app, objects }] = await Promise.all([loadProfile(), loadAppObjects(appId)]);
  return (
    <Shell
      profile={profile}
      environment={environment}
      environmentHrefs={environmentHrefs(`/apps/${app.id}/data`)}
      section="apps"
    >
      <ObjectsTable app={app} objects={objects} environment={environment} now={Date.now()} />
    </Shell>
  );
}
