import type { Metadata } from "next";
import { MembersScreen } from "@/components/apps/members-screen";
import { environmentHrefs } from "@/components/shell/environment-hrefs";
import { Shell } from "@/components/shell/shell";
import { loadMembersPage } from "@/lib/apps/loaders";
import { environmentParameter } from "@/lib/connections/schema";
import { loadProfile } from "@/lib/users/loaders";

type Props = {
  params: Promise<{ appId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { app } = await loadMembersPage((await params).appId);
  return { title: `Members, ${app.name}` };
}

export default async function AppMembersPage({ params, searchParams }: Props) {
  const { appId } = await params;
  const environment = environmentParameter.parse((await searchParams).environment);
  const [profile, page] = await Promise.all([loadProfile(), loadMembersPage(appId)]);
  return (
    <Shell
      profile={profile}
      environment={environment}
      environmentHrefs={environmentHrefs(`/apps/${appId}/members`)}
      section="apps"
    >
      <MembersScreen page={page} environment={environment} now={Date.now()} />
    </Shell>
  );
}
