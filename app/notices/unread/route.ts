import { answerUnread } from "@/lib/notices/loaders";

export const POST = answerUnread;
