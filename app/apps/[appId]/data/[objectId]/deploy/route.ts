import { answerDeploy } from "@/lib/objects/deploys/loaders";

export const POST = answerDeploy;
