import { answerRows } from "@/lib/rows/loaders";

export const POST = (request: Request) => answerRows(request);
