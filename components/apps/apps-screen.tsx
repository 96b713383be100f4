"use client";

import dynamic from "next/dynamic";
import { useCallback, useState } from "react";
import type { AppRow, AppsPage } from "@/lib/apps/schema";
import { useNavigate } from "../shell/navigation";
import { Pages } from "../ui/pages";
import { SearchField } from "../ui/search-field";
import { AppsHeader } from "./apps-header";
import { AppsTable } from "./apps-table";
import { type AppsView, appsHref } from "./apps-url";
import { NoAppFound, NoAppYet } from "./no-apps";

const AppMenu = dynamic(() => import("./app-menu"), { ssr: false });
const CreateApp = dynamic(() => import("./create-app"), { ssr: false });
const RenameApp = dynamic(() => import("./rename-app"), { ssr: false });
const DeleteApp = dynamic(() => import("./delete-app"), { ssr: false });
const AddSelf = dynamic(() => import("./add-self"), { ssr: false });

type Open =
  | { kind: "create"; opener: HTMLElement }
  | { kind: "menu" | "rename" | "delete" | "self"; opener: HTMLElement; app: AppRow };

type AppsScreenProps = { page: AppsPage; view: AppsView };

/** *Apps*: one's own, and for super admins those of everybody else below. */
export function AppsScreen({ page, view }: AppsScreenProps) {
  const { environment, q } = view;
  const navigate = useNavigate();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const search = useCallback(
    (wanted: string) => navigate(appsHref({ environment, q: wanted }), { scope: "list", replace: true, scroll: false }),
    [navigate, environment],
  );
  const own = page.rows.filter(({ level }) => level !== null);
  const others = page.rows.filter(({ level }) => level === null);
  const isSearch = q.trim() !== "";
  const hasNone = own.length === 0 && !isSearch && page.previous === null;
  const table = {
    environment,
    onMore: (app: AppRow, opener: HTMLElement) => setOpen({ kind: "menu", opener, app }),
    onAddSelf: (app: AppRow, opener: HTMLElement) => setOpen({ kind: "self", opener, app }),
  };
  const turn = (place: { after: string } | { before: string }) => () =>
    navigate(appsHref({ environment, q, ...place }), { scope: "list" });
  return (
    <>
      <AppsHeader hasNone={hasNone} onCreate={(opener) => setOpen({ kind: "create", opener })} />
      {(page.rows.length > 0 || isSearch) && (
        <div className="mt-5 flex">
          <SearchField label="Search apps" q={q} onSearch={search} />
        </div>
      )}
      {own.length > 0 && <AppsTable caption="Apps you are a member of" apps={own} {...table} />}
      {hasNone && <NoAppYet mayAddSelf={others.length > 0} />}
      {others.length > 0 && (
        <section aria-labelledby="other-apps" className="mt-8">
          <h2 id="other-apps" className="text-title font-semibold">
            Other apps
          </h2>
          <p className="mt-0.5 text-body text-ink-2">
            You see them as a super admin, with the names of what is in them. Their rows are for members.
          </p>
          <AppsTable caption="Apps you are not a member of" apps={others} {...table} />
        </section>
      )}
      {page.rows.length === 0 && isSearch && <NoAppFound q={q} onClear={() => search("")} />}
      {(page.previous !== null || page.next !== null) && (
        <div className="flex min-h-14 items-center justify-end py-3">
          <Pages
            onPrevious={page.previous === null ? null : turn({ before: page.previous })}
            onNext={page.next === null ? null : turn({ after: page.next })}
          />
        </div>
      )}
      {/* What a search or a turn of the page brought; the first name makes each of them different. */}
      <p role="status" className="sr-only">
        {isSearch || page.previous !== null ? announcement(page) : ""}
      </p>
      {open?.kind === "create" && <CreateApp environment={environment} opener={open.opener} onClose={close} />}
      {open?.kind === "menu" && (
        <AppMenu
          app={open.app}
          environment={environment}
          anchor={open.opener}
          onChoose={(kind) => setOpen({ ...open, kind })}
          onClose={() => setOpen((current) => (current?.kind === "menu" ? null : current))}
        />
      )}
      {open?.kind === "rename" && <RenameApp app={open.app} opener={open.opener} onClose={close} />}
      {open?.kind === "delete" && <DeleteApp app={open.app} opener={open.opener} onClose={close} />}
      {open?.kind === "self" && <AddSelf app={open.app} opener={open.opener} onClose={close} />}
    </>
  );
}

function announcement({ rows }: AppsPage): string {
  const [first] = rows;
  if (first === undefined) return "No apps";
  return `${rows.length === 1 ? "1 app" : `${rows.length} apps`}, beginning with ${first.name}`;
}
