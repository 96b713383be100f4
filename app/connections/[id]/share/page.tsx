import type { Metadata } from "next";
import { ShareConnection } from "@/components/admins/share-connection";
import { environmentHrefs } from "@/components/shell/environment-hrefs";
import { Shell } from "@/components/shell/shell";
import { loadSharePage } from "@/lib/admins/loaders";
import { connectorForms } from "@/lib/connectors/forms";
import { loadProfile } from "@/lib/users/loaders";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { connection } = await loadSharePage((await params).id);
  return { title: `Share ${connection.name}` };
}

export default async function SharePage({ params }: Props) {
  const [profile, page] = await Promise.all([loadProfile(), loadSharePage((await params).id)]);
  const { environment, connector } = page.connection;
  return (
    <Shell
      profile={profile}
      environment={environment}
      environmentHrefs={environmentHrefs("/connections")}
      section="connections"
    >
      <ShareConnection page={page} connectorName={connectorForms[connector].name} now={Date.now()} />
    </Shell>
  );
}
