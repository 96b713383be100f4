import { Avatar } from "../../ui/avatar";
import { Button } from "../../ui/button";
import type { Receiver } from "./choices";

type RestChoiceProps = {
  rest: Receiver | null;
  onChoose: (button: HTMLElement) => void;
  onTakeBack: () => void;
};

/** Who gets everything that is not decided about by itself. */
export function RestChoice({ rest, onChoose, onTakeBack }: RestChoiceProps) {
  return (
    <section aria-label="All to one person">
      <h2 className="font-semibold text-strong">All to one person</h2>
      <p className="mt-1 max-w-[76ch] text-body text-ink-2">
        Whoever you choose gets every connection and app below that you do not decide about by itself, and is told once.
        You can choose yourself.
      </p>
      <div className="mt-3 flex min-h-9 flex-wrap items-center gap-3">
        {rest !== null && (
          <span className="inline-flex min-w-0 items-center gap-2 text-strong">
            <Avatar name={rest.name} size={28} />
            <bdi className="wrap-anywhere min-w-0 font-medium">{rest.name}</bdi>
          </span>
        )}
        <Button size="control" onClick={(event) => onChoose(event.currentTarget)}>
          {rest === null ? "Choose a person" : "Choose somebody else"}
        </Button>
        {rest !== null && (
          <Button size="control" kind="quiet" onClick={onTakeBack}>
            Decide singly instead
          </Button>
        )}
      </div>
    </section>
  );
}

type LeaveRestProps = {
  /** Of connections that are not decided about by themselves. */
  count: number;
  checked: boolean;
  onChange: (checked: boolean) => void;
};

/** The knowing choice: nobody answers for the rest. */
export function LeaveRest({ count, checked, onChange }: LeaveRestProps) {
  return (
    <label className="mt-3 flex max-w-[76ch] cursor-pointer items-start gap-3 rounded-control border border-line px-3 py-2.5 hover:bg-hover">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        aria-label="Leave the rest without an admin"
        aria-describedby="leave-rest-line"
        className="mt-0.5 size-4 shrink-0 accent-[var(--color-fill)]"
      />
      <span>
        <span className="block font-medium text-body">Leave the rest without an admin</span>
        <span id="leave-rest-line" className="block text-ink-2 text-small">
          {count === 1 ? "1 connection then has nobody" : `${count} connections then have nobody`} who can rename,
          reconnect or share it. What uses it keeps working until its credentials change. Each reads “Needs an admin”,
          and any super admin can take it over.
        </span>
      </span>
    </label>
  );
}
