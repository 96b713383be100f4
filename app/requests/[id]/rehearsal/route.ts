import { answerRequestRehearsal } from "@/lib/requests/loaders";

export const POST = answerRequestRehearsal;
