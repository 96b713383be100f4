import { z } from "zod";

const figure = z.number().or(z.nan());

/** One measured figure beside the floor that it is judged against, both from the same run. */
export const rowSchema = z.object({
  name: z.string(),
  /** The product's figure, in the unit that the name ends with. */
  value: figure,
  /** What the same work costs at the least (or yields at the most) on the same machine at the same time; null for plain budgets. */
  floor: figure.nullable(),
  /** value / floor, or value / goal's limit where there is no floor. */
  ratio: figure,
  /** The goal in words, e.g. "at most 1.5 x". */
  goal: z.string(),
  /** Null for rows that are noted without a goal. */
  holds: z.boolean().nullable(),
});
export type Row = z.output<typeof rowSchema>;

type Measured = { name: string; value: number; floor: number };

/** A figure that should be small beside its floor (a time). */
export function atMost(limit: number, { name, value, floor }: Measured): Row {
  const ratio = value / floor;
  return { name, value, floor, ratio, goal: `at most ${limit} x`, holds: ratio <= limit };
}

/** A figure that should be large beside its floor (a rate). */
export function atLeast(limit: number, { name, value, floor }: Measured): Row {
  const ratio = value / floor;
  return { name, value, floor, ratio, goal: `at least ${limit} x`, holds: ratio >= limit };
}

/** A figure that may exceed its floor by so much and no more, in the unit of both. */
export function atMostBeyond(limit: number, { name, value, floor }: Measured): Row {
  const goal = `at most ${limit} more`;
  return { name, value, floor, ratio: value / floor, goal, holds: value - floor <= limit };
}

/** A figure with a fixed budget in its own unit. */
export function within(budget: number, name: string, value: number): Row {
  return { name, value, floor: null, ratio: value / budget, goal: `at most ${budget}`, holds: value <= budget };
}

/** A figure worth knowing that has no goal. */
export function noted(name: string, value: number, floor: number | null = null): Row {
  return { name, value, floor, ratio: floor === null ? Number.NaN : value / floor, goal: "noted", holds: null };
}

/** The middle value; the mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) throw new Error("The median of nothing.");
  const lower = sorted[middle - 1];
  return sorted.length % 2 === 1 || lower === undefined ? upper : (lower + upper) / 2;
}
