import type { NextRequest } from "next/server";
import { answerAuthRequest } from "@/lib/users/sign-in/loaders";

type Context = { params: Promise<{ nextauth: string[] }> };

export function GET(request: NextRequest, context: Context): Promise<Response> {
  return answerAuthRequest(request, context);
}

export function POST(request: NextRequest, context: Context): Promise<Response> {
  return answerAuthRequest(request, context);
}
