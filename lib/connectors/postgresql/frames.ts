import { ConnectorFailure, type FailureKind } from "../failures";

const headerBytes = 5;
const cancelKeyBytes = 8;

type Phase = "signing_in" | "opening" | "open";
type Scram = "none" | "offered" | "continued" | "proven";

/** Which messages a server may send when. */
const expected: Record<Phase, string> = { signing_in: "REN", opening: "SKNEZ", open: "TDCIENSAZ12n" };
/** Messages that tell us nothing: a flood of them must not keep the driver busy. */
const unread = "NSA";

/**
 * Reads what a PostgreSQL server sends before the driver does, which trusts it: an unknown sign-in request is thrown
 * out of the driver's event handler, an unterminated error text makes it loop for ever, and nothing bounds a message.
 */
export class FrameReader {
  #budgetBytes: number;
  #overBudget: FailureKind = "protocol";
  readonly #onAuthenticated: () => void;
  #buffer = Buffer.alloc(0);
  #start = 0;
  #end = 0;
  #received = 0;
  #phase: Phase = "signing_in";
  #scram: Scram = "none";
  #columns = 0;
  #cancelKey: Buffer | null = null;

  constructor(budgetBytes: number, onAuthenticated: () => void) {
    this.#budgetBytes = budgetBytes;
    this.#onAuthenticated = onAuthenticated;
  }

  /** From now on the server may send this much: what one query may bring, once it is known who asks. */
  allow(budgetBytes: number): void {
    this.#received = 0;
    this.#budgetBytes = budgetBytes;
    this.#overBudget = "answer_too_large";
  }

  /** Process id and secret with which the server accepts a cancel request. */
  get cancelKey(): Buffer | null {
    return this.#cancelKey;
  }

  /** Takes bytes of the server and returns the whole, well-formed messages that the driver needs. Throws ConnectorFailure. */
  accept(chunk: Buffer): Buffer {
    this.#received += chunk.length;
    if (this.#received > this.#budgetBytes) {
      throw new ConnectorFailure(this.#overBudget, { reason: "byte budget exceeded" });
    }
    this.#store(chunk);
    const whole: Buffer[] = [];
    while (this.#end - this.#start >= headerBytes) {
      const type = String.fromCharCode(this.#buffer.readUInt8(this.#start));
      if (!expected[this.#phase].includes(type)) throw broken(`message ${type.charCodeAt(0)} while ${this.#phase}`);
      const length = this.#buffer.readUInt32BE(this.#start + 1);
      if (length < 4) throw broken("message length");
      if (length > this.#budgetBytes) throw new ConnectorFailure(this.#overBudget, { reason: "message length" });
      const next = this.#start + 1 + length;
      if (next > this.#end) break;
      this.#inspect(type, this.#buffer.subarray(this.#start + headerBytes, next));
      if (!unread.includes(type)) whole.push(this.#buffer.subarray(this.#start, next));
      this.#start = next;
    }
    // A copy: our buffer is written again by the next chunk.
    return Buffer.concat(whole);
  }

  #store(chunk: Buffer): void {
    const waiting = this.#end - this.#start;
    if (waiting === 0) {
      this.#start = 0;
      this.#end = 0;
    }
    if (this.#end + chunk.length > this.#buffer.length) {
      const bigger = Buffer.allocUnsafe(Math.max(4096, 2 * (waiting + chunk.length)));
      this.#buffer.copy(bigger, 0, this.#start, this.#end);
      this.#buffer = bigger;
      this.#start = 0;
      this.#end = waiting;
    }
    chunk.copy(this.#buffer, this.#end);
    this.#end += chunk.length;
  }

  #inspect(type: string, body: Buffer): void {
    if (type === "R") this.#inspectSignIn(body);
    if (type === "K") {
      if (body.length !== cancelKeyBytes) throw broken("cancel key");
      this.#cancelKey = Buffer.from(body);
    }
    if (type === "Z") {
      if (body.length !== 1) throw broken("ready");
      this.#phase = "open";
    }
    if (type === "E" && !isErrorText(body)) throw broken("error text");
    if (type === "C" && body.indexOf(0) !== body.length - 1) throw broken("command tag");
    // Nothing is in these: a statement was understood, bound, or gives no rows.
    if ("12n".includes(type) && body.length !== 0) throw broken("empty message");
    if (type === "T") this.#columns = countColumns(body);
    if (type === "D" && !isRow(body, this.#columns)) throw broken("row");
  }

  #inspectSignIn(body: Buffer): void {
    if (body.length < 4) throw broken("sign-in request");
    const request = body.readUInt32BE(0);
    const rest = body.subarray(4);
    switch (`${request} ${this.#scram}`) {
      case "0 none":
      case "0 proven":
        if (rest.length > 0) throw broken("end of sign-in");
        this.#phase = "opening";
        this.#onAuthenticated();
        return;
      case "0 offered":
      case "0 continued":
        // A server that asks for SCRAM and then lets anyone in has not shown that it knows the password.
        throw unsafe("no proof from the server");
      case "3 none":
        if (rest.length !== 0) throw broken("request for the password");
        return;
      case "5 none":
        if (rest.length !== 4) throw broken("request for the MD5 password");
        return;
      case "10 none":
        if (!rest.toString("latin1").endsWith("\0\0")) throw broken("list of mechanisms");
        if (!rest.toString("latin1").split("\0").includes("SCRAM-SHA-256")) throw unsupported("SASL");
        this.#scram = "offered";
        return;
      case "11 offered":
        this.#scram = "continued";
        return;
      case "12 continued":
        this.#scram = "proven";
        return;
      default:
        throw request < 10 ? unsupported(String(request)) : broken(`sign-in request ${request}`);
    }
  }
}

/** Fields of one type byte and a text that ends with NUL, then one NUL. */
function isErrorText(body: Buffer): boolean {
  let at = 0;
  while (at < body.length && body[at] !== 0) {
    const end = body.indexOf(0, at + 1);
    if (end === -1) return false;
    at = end + 1;
  }
  return at === body.length - 1;
}

function countColumns(body: Buffer): number {
  if (body.length < 2) throw broken("columns");
  const count = body.readUInt16BE(0);
  let at = 2;
  for (let column = 0; column < count; column += 1) {
    const end = body.indexOf(0, at);
    if (end === -1) throw broken("columns");
    at = end + 1 + 18;
  }
  if (at !== body.length) throw broken("columns");
  return count;
}

function isRow(body: Buffer, columns: number): boolean {
  if (body.length < 2 || body.readUInt16BE(0) !== columns) return false;
  let at = 2;
  for (let column = 0; column < columns; column += 1) {
    if (at + 4 > body.length) return false;
    const length = body.readInt32BE(at);
    if (length < -1) return false;
    at += 4 + Math.max(0, length);
  }
  return at === body.length;
}

function broken(reason: string): ConnectorFailure {
  return new ConnectorFailure("protocol", { reason });
}

function unsafe(reason: string): ConnectorFailure {
  return new ConnectorFailure("sign_in_unsafe", { reason });
}

function unsupported(request: string): ConnectorFailure {
  return new ConnectorFailure("sign_in_unsupported", { reason: `sign-in request ${request}` });
}
