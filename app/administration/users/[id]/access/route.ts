import { answerUserExport } from "@/lib/access/loaders";

export const POST = (request: Request) => answerUserExport(request);
