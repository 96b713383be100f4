import type { Metadata } from "next";
import { environmentHrefs } from "@/components/shell/environment-hrefs";
import { Shell } from "@/components/shell/shell";
import { UserScreen } from "@/components/users/administration/user-screen";
import { loadUserAccess } from "@/lib/access/loaders";
import { environmentParameter } from "@/lib/connections/schema";
import { loadUserDetail } from "@/lib/users/administration/loaders";
import { loadProfile } from "@/lib/users/loaders";

export async function generateMetadata({ params }: PageProps<"/administration/users/[id]">): Promise<Metadata> {
  const { name } = await loadUserDetail((await params).id);
  return { title: `${name}, users` };
}

export default async function UserPage({ params, searchParams }: PageProps<"/administration/users/[id]">) {
  const { id } = await params;
  const environment = environmentParameter.parse((await searchParams).environment);
  const [profile, user] = await Promise.all([loadProfile(), loadUserDetail(id)]);
  const access = await loadUserAccess(id);
  return (
    <Shell
      profile={profile}
      environment={environment}
      environmentHrefs={environmentHrefs(`/administration/users/${id}`)}
      section="administration"
    >
      <UserScreen user={user} access={access} environment={environment} now={Date.now()} />
    </Shell>
  );
}
