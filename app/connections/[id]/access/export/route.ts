import { answerConnectionExport } from "@/lib/access/loaders";

export const POST = (request: Request) => answerConnectionExport(request);
