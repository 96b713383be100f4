import { notFound } from "next/navigation";
import { AppError } from "./errors";

/** Shows the 404 page for what does not exist for the actor; every other failure stays a failure. */
export async function orNotFound<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
