import type { Metadata } from "next";
import { ConnectionAccessScreen } from "@/components/access/connection-access-screen";
import { environmentHrefs } from "@/components/shell/environment-hrefs";
import { Shell } from "@/components/shell/shell";
import { loadConnectionAccess } from "@/lib/access/loaders";
import { connectorForms } from "@/lib/connectors/forms";
import { loadProfile } from "@/lib/users/loaders";

export async function generateMetadata({ params }: PageProps<"/connections/[id]/access">): Promise<Metadata> {
  const { page } = await loadConnectionAccess((await params).id);
  return { title: `Access to ${page.connection.name}` };
}

export default async function AccessPage({ params }: PageProps<"/connections/[id]/access">) {
  const [profile, access] = await Promise.all([loadProfile(), loadConnectionAccess((await params).id)]);
  const { environment, connector } = access.page.connection;
  return (
    <Shell
      profile={profile}
      environment={environment}
      environmentHrefs={environmentHrefs("/connections")}
      section="connections"
    >
      <ConnectionAccessScreen access={access} connectorName={connectorForms[connector].name} now={Date.now()} />
    </Shell>
  );
}
