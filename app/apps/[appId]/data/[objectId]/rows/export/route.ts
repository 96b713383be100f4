import { answerExport } from "@/lib/rows/loaders";

export const POST = (request: Request) => answerExport(request);
