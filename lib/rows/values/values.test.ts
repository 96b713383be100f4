import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FieldType } from "../schema";
import { parseValue } from "./schema";

const column = (type: FieldType, nativeType: string = type, choices: string[] | null = null) => ({
  type,
  nativeType,
  choices,
});
const read = (type: FieldType, text: string, nativeType?: string) => {
  const parsed = parseValue(column(type, nativeType), text);
  return parsed.ok ? parsed.value : null;
};

describe("numbers", () => {
  test("a whole number keeps every digit, whatever its size", () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), (n) => read("bigint", String(n), "bigint") === String(n)),
    );
  });

  test("one beyond the column is refused with the range, the last one inside is not", () => {
    expect(read("bigint", "9223372036854775807", "bigint")).toBe("9223372036854775807");
    expect(read("bigint", "9223372036854775808", "bigint")).toBeNull();
    expect(read("integer", "32768", "smallint")).toBeNull();
    expect(read("integer", "-32768", "smallint")).toBe("-32768");
  });

  test("a decimal keeps every digit, and what the server would round is refused", () => {
    const digits = fc.stringMatching(/^-?[0-9]{1,30}\.[0-9]{1,30}$/);
    fc.assert(fc.property(digits, (text) => read("decimal", text, "numeric") === text));
    expect(read("decimal", "12.34", "numeric(12,2)")).toBe("12.34");
    expect(read("decimal", "12.345", "numeric(12,2)")).toBeNull();
    expect(read("decimal", "12.340", "numeric(12,2)")).toBe("12.340");
    expect(read("decimal", "1234e-3", "numeric(12,2)")).toBeNull();
    expect(read("decimal", "12.5e1", "numeric(12,0)")).toBe("12.5e1");
  });

  test("a float may be no number and endless; a word may not be a number", () => {
    expect(read("float", "nan")).toBe("NaN");
    expect(read("float", "-inf")).toBe("-Infinity");
    expect(read("float", "1e-7")).toBe("1e-7");
    for (const text of ["", ".", "e5", "1,5", "0x10", "1 or 1=1"]) expect(read("float", text), text).toBeNull();
  });
});

describe("moments", () => {
  test("every day of the calendar is a date, and no other day is", () => {
    const day = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const text = date.toISOString().slice(0, 10);
        return read("date", text) === text;
      }),
    );
    for (const text of ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01", "24.11.2026", ""]) {
      expect(read("date", text), text).toBeNull();
    }
    expect(read("date", "2024-02-29")).toBe("2024-02-29");
  });

  test("years before Christ and infinity are dates; 1 BC is a leap year", () => {
    expect(read("date", "0044-03-15 BC")).toBe("0044-03-15 BC");
    expect(read("date", "0001-02-29 BC")).toBe("0001-02-29 BC");
    expect(read("date", "0004-02-29 BC")).toBeNull();
    expect(read("date", "-infinity")).toBe("-infinity");
  });

  test("a moment keeps its microseconds; in a UTC column its zone is always written", () => {
    expect(read("datetime", "2026-11-24T09:30:00.123456")).toBe("2026-11-24 09:30:00.123456");
    expect(read("datetime_utc", "2026-11-24 09:30")).toBe("2026-11-24 09:30+00");
    expect(read("datetime_utc", "2026-11-24T09:30:00Z")).toBe("2026-11-24 09:30:00+00");
    expect(read("datetime_utc", "2026-11-24 09:30:00+05:45")).toBe("2026-11-24 09:30:00+05:45");
    expect(read("datetime_utc", "0044-03-15 12:00:00.5+00 BC")).toBe("0044-03-15 12:00:00.5+00 BC");
    expect(read("datetime", "2026-11-24 09:30:00+02")).toBeNull();
    expect(read("datetime", "2026-11-24 09:30:61")).toBeNull();
  });

  test("a day ends at 24:00 and not later", () => {
    expect(read("time", "24:00:00")).toBe("24:00:00");
    expect(read("time", "24:00:01")).toBeNull();
    expect(read("time", "09:30:00.000001")).toBe("09:30:00.000001");
  });
});

describe("texts and the others", () => {
  test("a text is what it is, but for what no server can hold", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        return text.includes("\0") || read("text", text) === text;
      }),
    );
    expect(read("text", "")).toBe("");
    expect(read("text", "a\0b")).toBeNull();
    expect(read("text", "\uD83D")).toBeNull();
  });

  test("a choice is one of the choices, a UUID a UUID, and nothing complex is typed", () => {
    const status = column("choice", "status", ["draft", "__proto__"]);
    expect(parseValue(status, "__proto__")).toEqual({ ok: true, value: "__proto__" });
    expect(parseValue(status, "toString").ok).toBe(false);
    fc.assert(fc.property(fc.uuid(), (id) => read("uuid", id.toUpperCase()) === id));
    expect(read("uuid", "0f8fad5b")).toBeNull();
    expect(read("boolean", "t")).toBe("true");
    expect(read("boolean", "2")).toBeNull();
    expect(read("complex", "{}")).toBeNull();
  });

  test("whatever is accepted is accepted again as it was written", () => {
    const types = fc.constantFrom<FieldType>(
      "integer",
      "decimal",
      "float",
      "date",
      "datetime",
      "datetime_utc",
      "time",
      "uuid",
    );
    const texts = fc.oneof(
      fc.string(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 23)),
    );
    fc.assert(
      fc.property(types, texts, (type, text) => {
        const once = read(type, text);
        return once === null || read(type, once) === once;
      }),
    );
  });
});
