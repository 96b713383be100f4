import { answerTable } from "@/lib/objects/drafts/loaders";

export const POST = (request: Request) => answerTable(request);
