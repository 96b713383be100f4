import { answerTables } from "@/lib/objects/drafts/loaders";

export const POST = (request: Request) => answerTables(request);
