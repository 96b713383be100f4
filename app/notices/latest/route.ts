import { answerLatest } from "@/lib/notices/loaders";

export const POST = answerLatest;
