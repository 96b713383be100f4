"use client";

import { AppWindow, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { AppRow } from "@/lib/apps/schema";
import type { Environment } from "@/lib/policy";
import { AppsTable } from "./apps-table";

const AppMenu = dynamic(() => import("./app-menu"), { ssr: false });
const CreateApp = dynamic(() => import("./create-app"), { ssr: false });
const RenameApp = dynamic(() => import("./rename-app"), { ssr: false });
const DeleteApp = dynamic(() => import("./delete-app"), { ssr: false });
const AddSelf = dynamic(() => import("./add-self"), { ssr: false });

type Open =
  | { kind: "create"; opener: HTMLElement }
  | { kind: "menu" | "rename" | "delete" | "self"; opener: HTMLElement; app: AppRow };

type AppsScreenProps = { apps: readonly AppRow[]; environment: Environment };

/** *Apps*: one's own, and for super admins those of everybody else below. */
export function AppsScreen({ apps, environment }: AppsScreenProps) {
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const own = apps.filter(({ level }) => level !== null);
  const others = apps.filter(({ level }) => level === null);
  const table = {
    environment,
    onMore: (app: AppRow, opener: HTMLElement) => setOpen({ kind: "menu", opener, app }),
    onAddSelf: (app: AppRow, opener: HTMLElement) => setOpen({ kind: "self", opener, app }),
  };
  return (
    <>
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <h1 className="text-heading font-semibold tracking-[-0.014em] outline-none">Apps</h1>
          <p className="mt-1.5 text-body text-ink-2">
            {own.length === 0 ? "You are not a member of any app yet" : "Where builders read and write external data"}
          </p>
        </div>
        <Button
          kind="primary"
          icon={<Plus className="size-4" strokeWidth={1.9} aria-hidden />}
          onClick={(event) => setOpen({ kind: "create", opener: event.currentTarget })}
        >
          New app
        </Button>
      </div>
      {own.length > 0 && <AppsTable caption="Apps you are a member of" apps={own} {...table} />}
      {own.length === 0 && (
        <div className="mt-6 border-t border-line">
          <EmptyState
            icon={<AppWindow className="size-6" strokeWidth={1.5} aria-hidden />}
            title="Nothing to open here yet"
          >
            Make an app with New app, and its external data objects in it. To join somebody else’s app, ask those who
            manage it to add you.
          </EmptyState>
        </div>
      )}
      {others.length > 0 && (
        <section aria-labelledby="other-apps" className="mt-10">
          <h2 id="other-apps" className="text-title font-semibold">
            Other apps
          </h2>
          <p className="mt-0.5 max-w-[72ch] text-body text-ink-2">
            You see them as a super admin, with the names of what is in them. Their rows are for members.
          </p>
          <AppsTable caption="Apps you are not a member of" apps={others} {...table} />
        </section>
      )}
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
