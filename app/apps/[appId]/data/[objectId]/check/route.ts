import { answerTableCheck } from "@/lib/objects/drift/loaders";

export const POST = (request: Request) => answerTableCheck(request);
