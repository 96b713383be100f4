import type net from "node:net";
import { type Behaviour, drip, flood } from "../rogue-servers";

/** One message of a PostgreSQL server; `length` can be made to lie. */
export function message(type: string, body: Buffer, length = body.length + 4): Buffer {
  const header = Buffer.alloc(5);
  header.write(type, "latin1");
  header.writeUInt32BE(length, 1);
  return Buffer.concat([header, body]);
}

const int16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const text = (value: string) => Buffer.from(`${value}\0`);

const request = (kind: number, rest = Buffer.alloc(0)) => message("R", Buffer.concat([int32(kind), rest]));
const signedIn = request(0);
const scram = request(10, Buffer.concat([text("SCRAM-SHA-256"), Buffer.alloc(1)]));
const ready = message("Z", Buffer.from("I"));
const cancelKey = message("K", Buffer.from([0, 0, 0, 9, 1, 2, 3, 4]));
const opened = Buffer.concat([signedIn, cancelKey, ready]);
const error = (code: string, words: string) =>
  message("E", Buffer.concat([text("SFATAL"), text(`C${code}`), text(`M${words}`), Buffer.alloc(1)]));
const columns = (names: readonly string[]) =>
  message(
    "T",
    Buffer.concat([int16(names.length), ...names.map((name) => Buffer.concat([text(name), Buffer.alloc(18)]))]),
  );
const row = (values: readonly string[]) =>
  message(
    "D",
    Buffer.concat([
      int16(values.length),
      ...values.map((value) => Buffer.concat([int32(value.length), Buffer.from(value)])),
    ]),
  );
const done = message("C", text("SELECT 1"));
const settled = Buffer.concat(Array.from({ length: 3 }, () => message("C", text("SET"))));

/** Calls `answers` one after the other, one for each thing that the client sends. */
function inTurn(...answers: readonly Behaviour[]): Behaviour {
  return (socket) => {
    const left = [...answers];
    socket.on("data", () => left.shift()?.(socket));
  };
}
const says =
  (...bytes: readonly Buffer[]): Behaviour =>
  (socket) => {
    socket.write(Buffer.concat(bytes));
  };
const floods =
  (bytes: Buffer): Behaviour =>
  (socket) =>
    flood(socket, bytes);
const silence: Behaviour = () => {};

/** Asks for `iterations` of SCRAM, with the client's own nonce continued as the protocol wants it. */
const scramWith =
  (iterations: string): Behaviour =>
  (socket: net.Socket) => {
    socket.once("data", () => {
      socket.write(scram);
      socket.once("data", (first: Buffer) => {
        const nonce = /r=([^,\0]+)/.exec(first.toString("latin1"))?.[1];
        socket.write(
          request(11, Buffer.from(`r=${nonce}more,s=${Buffer.from("salt").toString("base64")},i=${iterations}`)),
        );
      });
    });
  };

const catalogNames = ["identifier", "started", "reads"];
const honestRow = ["7000000000000000000", "1700000000.000001", "t"];

/** Behaviours before or without TLS; the names say what is wrong. */
export const rogues = {
  asksForTwentyMillionIterations: scramWith("20000000"),
  asksForEndlessIterations: scramWith("9".repeat(400)),
  asksForManyIterationsThenStaysSilent: scramWith("100000"),
  skipsItsOwnProof: inTurn(says(scram), says(signedIn, ready)),
  asksForPasswordAfterScram: inTurn(says(scram), says(request(3))),
  asksForKerberos: inTurn(says(request(7))),
  asksForTheUnheardOf: inTurn(says(request(99))),
  offersUnknownMechanisms: inTurn(says(request(10, Buffer.concat([text("SCRAM-SHA-9"), Buffer.alloc(1)])))),
  offersMechanismsWithoutEnd: inTurn(says(request(10, Buffer.from("SCRAM-SHA-256")))),
  sendsAnErrorWithoutEnd: inTurn(says(message("E", Buffer.from("SFATAL")))),
  sendsAnErrorOfTwoGigabytes: inTurn(says(message("E", Buffer.alloc(0), 2 ** 31))),
  floodsAnErrorText: inTurn((socket) => {
    socket.write(message("E", Buffer.from("M"), 250_000));
    flood(socket, Buffer.alloc(65_536, "x"));
  }),
  floodsParametersAfterSignIn: inTurn((socket) => {
    socket.write(signedIn);
    floods(message("S", Buffer.concat([text("a"), text("b")])))(socket);
  }),
  floodsNotices: inTurn(floods(message("N", Buffer.alloc(1)))),
  floodsNoticesInsteadOfTheCatalog: inTurn(says(opened), floods(message("N", Buffer.alloc(1)))),
  sendsRowsBeforeSignIn: inTurn(says(row(["1"]))),
  sendsLengthZero: inTurn(says(message("R", Buffer.alloc(0), 0))),
  drips: inTurn((socket) => drip(socket, message("S", Buffer.alloc(200)))),
  dripsAnError: inTurn((socket) => drip(socket, message("E", Buffer.alloc(60_000, "M")))),
  signsInThenStaysSilent: inTurn(says(signedIn)),
  opensThenStaysSilent: inTurn(says(opened), silence),
  hangsUpAtTheCatalog: inTurn(says(opened), (socket) => {
    socket.destroy();
  }),
  sendsRowsOfAnotherWidth: inTurn(says(opened), says(settled, columns(catalogNames), row(["1", "2"]), done, ready)),
  sendsRowsWithoutColumns: inTurn(says(opened), says(settled, row(["1"]), done, ready)),
  sendsNonsenseIdentity: inTurn(says(opened), says(settled, columns(catalogNames), row(["a", "b", "c"]), done, ready)),
  sendsNoIdentity: inTurn(says(opened), says(settled, columns(catalogNames), done, ready)),
  startsToCopy: inTurn(says(opened), says(message("G", Buffer.alloc(3)))),
  answersBeforeItIsAsked: inTurn(says(opened, settled, columns(catalogNames), row(honestRow), done, ready)),
} as const satisfies Record<string, Behaviour>;

/** All that an honest server says to a client that it trusts, without the messages that tell the driver nothing. */
export const honestConversation = Buffer.concat([
  opened,
  settled,
  columns(catalogNames),
  row(honestRow),
  done,
  ready,
  error("42501", "permission denied"),
  ready,
]);

/** Answers like an honest server, then never closes its side. */
export const neverLetsGo: Behaviour = (socket) => {
  socket.allowHalfOpen = true;
  inTurn(says(opened), says(settled, columns(catalogNames), row(honestRow), done, ready))(socket);
};

/** Asks for the password in clear and repeats it in its refusal. */
export const repeatsThePassword: Behaviour = inTurn(says(request(3)), (socket) => {
  socket.write(error("28P01", "no such password: marker-password-of-the-test\nfake log line"));
});

/** Answers to the request for TLS. */
export const tlsRogues = {
  declinesTls: inTurn(says(Buffer.from("N"))),
  acceptsTlsThenStaysSilent: inTurn(says(Buffer.from("S"))),
  acceptsTlsThenSpeaksPlain: inTurn(says(Buffer.from("S")), says(signedIn, ready)),
  slipsBytesInBeforeTls: inTurn(says(Buffer.concat([Buffer.from("S"), signedIn, ready]))),
  answersTlsWithAnError: inTurn(says(error("08P01", "what"))),
  answersTlsWithGarbage: inTurn(says(Buffer.alloc(40_000, 1))),
} as const satisfies Record<string, Behaviour>;
