import type net from "node:net";
import { Duplex } from "node:stream";
import { codeOf } from "../error-code";
import { ConnectorFailure } from "../failures";
import type { FrameReader } from "./frames";

/**
 * The stream that the driver is given: already connected and secured, and every message looked at before the driver
 * sees it. Whatever goes wrong, it is destroyed with a ConnectorFailure and the socket below with it.
 */
export class GuardedStream extends Duplex {
  readonly #socket: net.Socket;

  constructor(socket: net.Socket, frames: FrameReader) {
    super({ autoDestroy: false });
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => {
      try {
        const messages = frames.accept(chunk);
        // The driver parses within push: what it throws must end here and not in the process.
        if (messages.length > 0 && !this.push(messages)) socket.pause();
      } catch (error) {
        const known = error instanceof ConnectorFailure;
        this.destroy(known ? error : new ConnectorFailure("protocol", { cause: error, reason: "driver" }));
      }
    });
    socket.on("error", (error) => {
      this.destroy(new ConnectorFailure("connection_lost", { cause: error, reason: codeOf(error) ?? error.name }));
    });
    socket.on("close", () => {
      this.destroy(this.writableEnded ? undefined : new ConnectorFailure("connection_lost", { reason: "closed" }));
    });
  }

  // What the driver calls on a socket.
  connect(): this {
    process.nextTick(() => this.emit("connect"));
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  /** The driver sends a question in five pieces: together they are one packet, and wake the server once. */
  override _writev(pieces: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#socket.write(Buffer.concat(pieces.map(({ chunk }) => chunk)), done);
  }

  // What was written goes out, then the socket is closed without waiting for the other side.
  override _final(done: (error?: Error | null) => void): void {
    this.#socket.destroySoon();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
