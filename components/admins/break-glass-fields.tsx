import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { longestMs, shortestMs } from "@/lib/admins/break-glass/schema";
import { WordsField } from "../requests/words-field";
import {
  type BreakGlassDraft,
  type BreakGlassProblems,
  type EndChoice,
  endChoices,
  endLabels,
  localMoment,
} from "./break-glass-draft";

type BreakGlassFieldsProps = {
  draft: BreakGlassDraft;
  problems: BreakGlassProblems;
  onChange: (draft: BreakGlassDraft) => void;
};

/** **Reason** and **End** of a super admin's share with themself. */
export function BreakGlassFields({ draft, problems, onChange }: BreakGlassFieldsProps) {
  const choose = (choice: EndChoice) => {
    // An hour more than the least, so that what stands there at first can be sent.
    const moment = draft.moment === "" ? localMoment(Date.now() + 2 * shortestMs) : draft.moment;
    onChange({ ...draft, choice, moment });
  };
  return (
    <div className="grid gap-3.5">
      <WordsField
        label="Reason"
        hint="The other admins read it, and it is on record. Up to 500 characters"
        error={problems.reason}
        value={draft.reason}
        onChange={(reason) => onChange({ ...draft, reason })}
      />
      <div className="grid gap-3.5 sm:grid-cols-2">
        <Field
          label="End"
          error={draft.choice === "moment" ? undefined : problems.end}
          hint={draft.choice === "revoked" ? "It lasts until an admin revokes it" : "Your access then ends by itself"}
        >
          {(control) => (
            <Select
              {...control}
              value={draft.choice}
              options={endChoices.map((value) => ({ value, label: endLabels[value] }))}
              onChange={(event) => choose(endChoices.find((each) => each === event.target.value) ?? draft.choice)}
            />
          )}
        </Field>
        {draft.choice === "moment" && (
          <Field label="Day and time" error={problems.end} hint="Your local time, at most 30 days from now">
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                min={localMoment(Date.now() + shortestMs)}
                max={localMoment(Date.now() + longestMs)}
                value={draft.moment}
                onChange={(event) => onChange({ ...draft, moment: event.target.value })}
              />
            )}
          </Field>
        )}
      </div>
    </div>
  );
}
