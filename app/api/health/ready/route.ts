import { readyAnswer } from "@/lib/health/loaders";

export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return readyAnswer();
}
