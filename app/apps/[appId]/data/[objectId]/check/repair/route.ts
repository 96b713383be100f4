import { answerRepair } from "@/lib/objects/drift/loaders";

export const POST = (request: Request) => answerRepair(request);
