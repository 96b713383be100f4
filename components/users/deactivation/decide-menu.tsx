import { CircleDashed, TriangleAlert, Undo2, UserRound } from "lucide-react";
import { type Option, OptionsMenu } from "../../ui/options-menu";

export type Decision = "hand-over" | "leave" | "as-rest";

type DecideMenuProps = {
  anchor: HTMLElement;
  name: string;
  /** Apps always keep a manager. */
  mayLeave: boolean;
  /** Whether this one was decided about by itself. */
  isDecided: boolean;
  hasRest: boolean;
  onChoose: (decision: Decision) => void;
  onClose: () => void;
};

/** What can become of one connection or app. */
export default function DecideMenu({ mayLeave, isDecided, hasRest, ...menu }: DecideMenuProps) {
  const options: Option<Decision>[] = [{ label: "Hand over to…", icon: UserRound, change: "hand-over" }];
  if (mayLeave) options.push({ label: "Leave without an admin", icon: TriangleAlert, change: "leave" });
  if (isDecided) {
    options.push(
      hasRest
        ? { label: "Decide like the rest", icon: Undo2, change: "as-rest" }
        : { label: "Not decided yet", icon: CircleDashed, change: "as-rest" },
    );
  }
  return <OptionsMenu {...menu} refusal={null} options={options} />;
}
