import type { Metadata } from "next";
import { environmentHrefs } from "@/components/shell/environment-hrefs";
import { Shell } from "@/components/shell/shell";
import { DeactivateScreen } from "@/components/users/deactivation/deactivate-screen";
import { environmentParameter } from "@/lib/connections/schema";
import { loadLeftBehind } from "@/lib/users/deactivation/loaders";
import { loadProfile } from "@/lib/users/loaders";

export const metadata: Metadata = { title: "Deactivate" };

type Props = PageProps<"/administration/users/[id]/deactivate">;

export default async function DeactivatePage({ params, searchParams }: Props) {
  const { id } = await params;
  const environment = environmentParameter.parse((await searchParams).environment);
  const [profile, left] = await Promise.all([loadProfile(), loadLeftBehind(id)]);
  return (
    <Shell
      profile={profile}
      environment={environment}
      environmentHrefs={environmentHrefs(`/administration/users/${id}/deactivate`)}
      section="administration"
    >
      <DeactivateScreen left={left} environment={environment} />
    </Shell>
  );
}
