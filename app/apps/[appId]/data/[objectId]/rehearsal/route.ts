import { answerRehearsal } from "@/lib/objects/rehearsal/loaders";

export const POST = (request: Request) => answerRehearsal(request);
