"use client";

import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { MainAction } from "@/components/ui/main-action";
import { TooltipLayer } from "@/components/ui/tooltip-layer";
import type { Admin, SharePage } from "@/lib/admins/schema";
import { PeopleTable } from "../people/people-table";
import { useNavigate } from "../shell/navigation";
import type { AdminChange } from "./admin-menu";
import { BreakGlassNote } from "./break-glass-note";
import { NeedsAnAdmin } from "./needs-an-admin";
import { ShareHeader } from "./share-header";

const AddAdminsDialog = dynamic(() => import("./add-admins-dialog"), { ssr: false });
const AdminMenu = dynamic(() => import("./admin-menu"), { ssr: false });
const BreakGlassDialog = dynamic(() => import("./break-glass-dialog"), { ssr: false });
const RevokeAccess = dynamic(() => import("./revoke-access"), { ssr: false });

type Open = { kind: "add" | "menu" | AdminChange; opener: HTMLElement; admin: Admin | null };
type ShareConnectionProps = {
  page: SharePage;
  connectorName: string;
  /** When the page was made, in milliseconds. */
  now: number;
};

/** *Share connection*: who administers it, and who else shall. */
export function ShareConnection({ page, connectorName, now }: ShareConnectionProps) {
  const { connection, admins } = page;
  const router = useRouter();
  const navigate = useNavigate();
  const [open, setOpen] = useState<Open | null>(null);
  const [news, setNews] = useState("");
  const list = `/connections?environment=${connection.environment}`;
  const close = () => setOpen(null);

  return (
    <TooltipLayer>
      <ShareHeader page={page} connectorName={connectorName} here="share">
        <MainAction>
          <Button
            kind="primary"
            icon={<Plus className="size-4" strokeWidth={1.9} aria-hidden />}
            onClick={(event) => setOpen({ kind: "add", opener: event.currentTarget, admin: null })}
          >
            Add admin
          </Button>
        </MainAction>
      </ShareHeader>
      <p role="status" className="sr-only">
        {news}
      </p>
      {connection.status === "needs_an_admin" && <NeedsAnAdmin connection={connection} />}
      {admins.length > 0 && (
        <>
          <PeopleTable
            caption="Admins of this connection"
            creatorWords="Created the connection"
            people={admins}
            note={(admin) => <BreakGlassNote share={admin} now={now} />}
            now={now}
            onMore={(admin, opener) => setOpen({ kind: "menu", opener, admin })}
          />
          <p className="mt-4 max-w-[60ch] text-body text-ink-2">
            Every admin can rename, reconnect, share and delete this connection, and can remove any other admin. It
            always keeps at least one.
          </p>
        </>
      )}
      {open?.kind === "add" && (
        <AddAdminsDialog
          page={page}
          opener={open.opener}
          onAdded={(people) => setNews(`${people.map(({ name }) => name).join(", ")}: admin of this connection now`)}
          onClose={close}
        />
      )}
      {open?.kind === "menu" && open.admin !== null && (
        <AdminMenu
          admin={open.admin}
          anchor={open.opener}
          refusal={refusalToRevoke(page, open.admin)}
          onChoose={(kind) => setOpen({ ...open, kind })}
          onClose={() => setOpen((now) => (now?.kind === "menu" ? null : now))}
        />
      )}
      {open?.kind === "prolong" && (
        <BreakGlassDialog
          connection={connection}
          prolongs
          opener={open.opener}
          onDone={() => setNews("Your access goes on")}
          onClose={close}
        />
      )}
      {open?.kind === "revoke" && open.admin !== null && (
        <RevokeAccess
          connection={connection}
          admin={open.admin}
          opener={open.opener}
          onClose={close}
          onDone={(admin) => {
            close();
            if (admin.self) return navigate(list);
            setNews(`${admin.name} is not an admin of this connection any more`);
            router.refresh();
          }}
        />
      )}
    </TooltipLayer>
  );
}

function refusalToRevoke({ connection, admins }: SharePage, admin: Admin): string | null {
  if (!connection.abilities.includes("connection.revoke_admin")) {
    return "Share this connection with yourself to revoke an admin's access.";
  }
  const lasting = admins.filter(({ endsAt }) => endsAt === null);
  return admin.endsAt === null && lasting.length === 1
    ? "A connection always keeps at least one admin. Add another one first."
    : null;
}
