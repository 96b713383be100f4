import net from "node:net";

/** For tests: servers that answer as no honest one would. */
export type RogueServer = {
  port: number;
  /** Connections that are open now, and all that there ever were. */
  open(): number;
  accepted(): number;
  close(): Promise<void>;
};

export type Behaviour = (socket: net.Socket) => void;

export async function startRogueServer(behave: Behaviour): Promise<RogueServer> {
  const sockets = new Set<net.Socket>();
  let accepted = 0;
  const server = net.createServer({ noDelay: true }, (socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // The other side hanging up on us is what these servers are made for.
    socket.on("error", () => socket.destroy());
    behave(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A rogue server listens on a port.");
  return {
    port: address.port,
    open: () => sockets.size,
    accepted: () => accepted,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Writes the same bytes for as long as anyone reads them, 64 KB at a time. */
export function flood(socket: net.Socket, bytes: Buffer): void {
  const block = Buffer.alloc(Math.ceil(65_536 / bytes.length) * bytes.length, bytes);
  const write = () => {
    if (!socket.destroyed) socket.write(block, write);
  };
  write();
}

/** Writes one byte every 50 ms. */
export function drip(socket: net.Socket, bytes: Buffer): void {
  let at = 0;
  const timer = setInterval(() => {
    socket.write(bytes.subarray(at, at + 1));
    at = (at + 1) % bytes.length;
  }, 50);
  socket.on("close", () => clearInterval(timer));
}

/** Accepts, and never says a word. */
export const blackHole: Behaviour = (socket) => {
  socket.resume();
};

export const hangsUp: Behaviour = (socket) => {
  socket.destroy();
};

export const speaksHttp: Behaviour = (socket) => {
  socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"));
};
