import type { Metadata } from "next";
import { ObjectPage } from "@/components/objects/object-page";
import { environmentHrefs } from "@/components/shell/environment-hrefs";
import { Shell } from "@/components/shell/shell";
import { environmentParameter } from "@/lib/connections/schema";
import { connectorForms } from "@/lib/connectors/forms";
import { loadHistory } from "@/lib/objects/history/loaders";
import { loadObject } from "@/lib/objects/loaders";
import { loadObjectRequests } from "@/lib/requests/loaders";
import { loadProfile } from "@/lib/users/loaders";

type Props = {
  params: Promise<{ appId: string; objectId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const connectorNames = Object.fromEntries(Object.values(connectorForms).map(({ id, name }) => [id, name]));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { appId, objectId } = await params;
  return { title: `About ${(await loadObject(appId, objectId)).name}` };
}

export default async function AboutObjectPage({ params, searchParams }: Props) {
  const { appId, objectId } = await params;
  const environment = environmentParameter.parse((await searchParams).environment);
  const [profile, object, requests, history] = await Promise.all([
    loadProfile(),
    loadObject(appId, objectId),
    loadObjectRequests(objectId),
    loadHistory(objectId),
  ]);
  return (
    <Shell
      profile={profile}
      environment={environment}
      environmentHrefs={environmentHrefs(`/apps/${appId}/data/${objectId}/about`)}
      section="apps"
    >
      <ObjectPage
        object={object}
        requests={requests}
        history={history}
        environment={environment}
        connectorNames={connectorNames}
        now={Date.now()}
      />
    </Shell>
  );
}
