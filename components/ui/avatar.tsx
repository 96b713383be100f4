import { initials } from "./initials";

const sizes = { 24: "size-6 text-[9.5px]", 28: "size-7 text-micro", 32: "size-8 text-micro" } as const;

type AvatarProps = {
  name: string;
  /** Pixels across. */
  size?: keyof typeof sizes;
  /** "self" is the reader, "inverse" the reader on the Production bar. */
  tone?: "self" | "other" | "inverse";
};

const tones = {
  self: "bg-fill text-on-fill",
  other: "bg-line text-ink-2",
  inverse: "bg-on-prod text-prod",
} as const;

/** A person as initials in a circle. Decorative: the name is told beside it. */
export function Avatar({ name, size = 24, tone = "other" }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={`edge-forced inline-flex shrink-0 items-center justify-center rounded-full font-semibold ${sizes[size]} ${tones[tone]}`}
    >
      {initials(name)}
    </span>
  );
}
