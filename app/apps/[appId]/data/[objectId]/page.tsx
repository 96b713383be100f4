import type { Metadata } from "next";
import { NoRowsHere } from "@/components/rows/no-rows-here";
import { RowsScreen } from "@/components/rows/rows-screen";
import { environmentHrefs } from "@/components/shell/environment-hrefs";
import { Shell } from "@/components/shell/shell";
import { environmentParameter } from "@/lib/connections/schema";
import { loadObjectRequests } from "@/lib/requests/loaders";
import { loadRowsObject } from "@/lib/rows/loaders";
import { loadProfile } from "@/lib/users/loaders";

type Props = {
  params: Promise<{ appId: string; objectId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { appId, objectId } = await params;
  const environment = environmentParameter.parse((await searchParams).environment);
  return { title: (await loadRowsObject(appId, objectId, environment)).name };
}

export default async function LiveRowsPage({ params, searchParams }: Props) {
  const { appId, objectId } = await params;
  const environment = environmentParameter.parse((await searchParams).environment);
  const [profile, object] = await Promise.all([loadProfile(), loadRowsObject(appId, objectId, environment)]);
  const requests = object.bound === null ? await loadObjectRequests(objectId) : [];
  const isReadable = object.bound !== null && object.readRefusal === null;
  return (
    <Shell
      profile={profile}
      environment={environment}
      environmentHrefs={environmentHrefs(`/apps/${appId}/data/${objectId}`)}
      section="apps"
    >
      {isReadable && object.bound !== null ? (
        // Another version or connection has other rows: what was read through the one before is not shown for it.
        <RowsScreen
          key={`${environment} ${object.bound.version} ${object.bound.connection.id}`}
          object={object}
          definition={object.bound.definition}
          environment={environment}
          now={Date.now()}
        />
      ) : (
        <NoRowsHere
          object={object}
          environment={environment}
          requests={requests.filter((request) => request.environment === environment)}
          now={Date.now()}
        />
      )}
    </Shell>
  );
}
