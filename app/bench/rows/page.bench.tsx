import { ConnectionsScreen } from "@/components/connections/connections-screen";
import type { ListView } from "@/components/connections/list-url";
import { Shell } from "@/components/shell/shell";
import { constantPage, constantProfile, readAt, selfId } from "./constant-page";

const view: ListView = {
  environment: "development",
  q: "",
  connector: [],
  status: [],
  show: "all",
  sort: "modified_at",
  direction: "desc",
  hidden: [],
};
const hrefs = {
  development: "?environment=development",
  test: "?environment=test",
  production: "?environment=production",
};

/** The list's page as it is, with fifty rows out of a constant: no session, no database. */
export default function RowsBenchPage() {
  return (
    <Shell profile={constantProfile} environment="development" environmentHrefs={hrefs} section="connections">
      <ConnectionsScreen page={constantPage} view={view} selfId={selfId} readAt={readAt} hasSample={false} />
    </Shell>
  );
}
