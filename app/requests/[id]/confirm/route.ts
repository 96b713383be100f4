import { answerConfirmation } from "@/lib/requests/loaders";

export const POST = answerConfirmation;
