import net from "node:net";

export type Gate = {
  port: string;
  open(): void;
  stop(): Promise<void>;
};

/** A way to a server that is gone at first: hangs up on everybody until it is opened, then lets them through. */
export async function startGate(to: { host: string; port: string }): Promise<Gate> {
  const sockets = new Set<net.Socket>();
  let isOpen = false;
  const keep = (socket: net.Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  };
  const server = net.createServer((socket) => {
    keep(socket);
    if (!isOpen) return socket.destroy();
    const beyond = net.connect(Number(to.port), to.host);
    keep(beyond);
    socket.pipe(beyond).pipe(socket);
    socket.on("close", () => beyond.destroy());
    beyond.on("close", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The gate has no port.");
  return {
    port: String(address.port),
    open: () => {
      isOpen = true;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
