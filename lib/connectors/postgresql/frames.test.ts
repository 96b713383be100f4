import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConnectorFailure } from "../failures";
import { FrameReader } from "./frames";
import { honestConversation, message } from "./rogue-postgresql";

const budgetBytes = 4096;
const ignore = () => {};

function read(chunks: readonly Buffer[]): Buffer {
  const frames = new FrameReader(budgetBytes, ignore);
  return Buffer.concat(chunks.map((chunk) => frames.accept(chunk)));
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % bytes.length), bytes.length].sort((one, other) => one - other);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

const parameter = message("S", Buffer.from("server_version\0" + "18.4\0"));
const notice = message("N", Buffer.from("SNOTICE\0Mhello\0\0"));

describe("messages of a PostgreSQL server", () => {
  test("come out whole and unchanged, however they were cut on the way", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (places) => {
        expect(read(cut(honestConversation, places))).toEqual(honestConversation);
      }),
    );
  });

  test("are held back until they are whole", () => {
    const frames = new FrameReader(budgetBytes, ignore);
    const signedIn = message("R", Buffer.alloc(4));
    expect(frames.accept(signedIn.subarray(0, 8))).toHaveLength(0);
    expect(frames.accept(signedIn.subarray(8))).toEqual(signedIn);
  });

  test("that tell the driver nothing do not reach it", () => {
    const signedIn = message("R", Buffer.alloc(4));
    expect(read([signedIn, parameter, notice, parameter])).toEqual(signedIn);
  });

  test("say when the user is signed in, and with which key to cancel", () => {
    let signedIn = 0;
    const frames = new FrameReader(budgetBytes, () => {
      signedIn += 1;
    });
    expect(frames.cancelKey).toBeNull();
    frames.accept(honestConversation);
    expect(signedIn).toBe(1);
    expect(frames.cancelKey).toEqual(Buffer.from([0, 0, 0, 9, 1, 2, 3, 4]));
  });

  test("that are damaged anywhere are read or refused, and nothing else happens", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(honestConversation.length - 1), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.array(fc.nat(), { maxLength: 5 }),
        (damage, places) => {
          const bytes = Buffer.from(honestConversation);
          for (const [at, value] of damage) bytes[at] = value;
          expectReadOrRefused(cut(bytes, places));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("that are noise are refused", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (noise) =>
        expectReadOrRefused(noise.map((part) => Buffer.from(part))),
      ),
    );
  });
});

const signedIn = message("R", Buffer.alloc(4));
const opened = Buffer.concat([signedIn, message("Z", Buffer.from("I"))]);

describe("messages about a statement with values", () => {
  for (const [type, means] of [
    ["1", "understood"],
    ["2", "bound"],
    ["n", "gives no rows"],
  ] as const) {
    const empty = message(type, Buffer.alloc(0));

    test(`${type} (${means}) are read once the database is open, and not before`, () => {
      expect(read([opened, empty])).toEqual(Buffer.concat([opened, empty]));
      expect(() => read([empty])).toThrow(expect.objectContaining({ kind: "protocol" }));
      expect(() => read([signedIn, empty])).toThrow(expect.objectContaining({ kind: "protocol" }));
    });

    test(`${type} (${means}) are read when nothing is in them, and not with a single byte`, () => {
      expect(() => read([opened, message(type, Buffer.alloc(1))])).toThrow(
        expect.objectContaining({ kind: "protocol" }),
      );
    });
  }
});

describe("a server that may send so much for one question", () => {
  const tag = message("C", Buffer.from(`${"x".repeat(90)}\0`));
  const readerWith = (allowed: number) => {
    const frames = new FrameReader(budgetBytes, ignore);
    frames.accept(opened);
    frames.allow(allowed);
    return frames;
  };

  test("may send just that, and for the next question again", () => {
    const frames = readerWith(2 * tag.length);
    for (let question = 0; question < 100; question += 1) {
      expect(frames.accept(Buffer.concat([tag, tag]))).toHaveLength(2 * tag.length);
      frames.allow(2 * tag.length);
    }
  });

  test("is stopped by the first byte beyond it: the answer is too large", () => {
    const frames = readerWith(2 * tag.length);
    frames.accept(Buffer.concat([tag, tag]));
    expect(() => frames.accept(tag.subarray(0, 1))).toThrow(expect.objectContaining({ kind: "answer_too_large" }));
  });

  test("is stopped by a message that says that it will be larger, before it has come", () => {
    const frames = readerWith(2 * tag.length);
    const large = message("C", Buffer.alloc(0), 2 * tag.length + 1);
    expect(() => frames.accept(large)).toThrow(expect.objectContaining({ kind: "answer_too_large" }));
  });

  test("is none that we know when it sends too much before it was asked", () => {
    const frames = new FrameReader(opened.length, ignore);
    frames.accept(opened);
    expect(() => frames.accept(tag)).toThrow(expect.objectContaining({ kind: "protocol" }));
  });
});

function expectReadOrRefused(chunks: readonly Buffer[]): void {
  try {
    const messages = read(chunks);
    expect(messages.length).toBeLessThanOrEqual(budgetBytes);
  } catch (error) {
    expect(error).toBeInstanceOf(ConnectorFailure);
  }
}
