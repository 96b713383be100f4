import { Plus } from "lucide-react";
import { Button } from "../ui/button";
import { MainAction } from "../ui/main-action";

type AppsHeaderProps = {
  /** Whether the reader is in no app. */
  hasNone: boolean;
  onCreate: (opener: HTMLElement) => void;
};

export function AppsHeader({ hasNone, onCreate }: AppsHeaderProps) {
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-64">
        <h1 className="text-heading font-semibold tracking-[-0.014em] outline-none">Apps</h1>
        <p className="mt-1.5 text-body text-ink-2">
          {hasNone ? "You are not a member of any app yet" : "Where builders read and write external data"}
        </p>
      </div>
      <MainAction>
        <Button
          kind="primary"
          icon={<Plus className="size-4" strokeWidth={1.9} aria-hidden />}
          onClick={(event) => onCreate(event.currentTarget)}
        >
          New app
        </Button>
      </MainAction>
    </div>
  );
}
