import { z } from "zod";

export const takeOverInput = z.object({ connectionId: z.uuid() });
export type TakeOverInput = z.output<typeof takeOverInput>;
