import { answerCount } from "@/lib/rows/loaders";

export const POST = (request: Request) => answerCount(request);
