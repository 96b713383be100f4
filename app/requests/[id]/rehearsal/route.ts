import { answerRequestRehearsal } from "@/lib/requests/loaders";

export const POST = (request: Request) => answerRequestRehearsal(request);
