/** An empty route handler: the floor that requests for rows are measured against. */
export const POST = () => new Response(null, { status: 200 });
