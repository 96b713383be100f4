import { liveAnswer } from "@/lib/health/loaders";

export const dynamic = "force-dynamic";

export function GET(): Response {
  return liveAnswer();
}
