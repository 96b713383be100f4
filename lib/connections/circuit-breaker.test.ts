import { describe, expect, test } from "vitest";
import { CircuitBreaker } from "./circuit-breaker";

describe("a breaker", () => {
  test("lets everybody try until three in a row have failed", () => {
    const breaker = new CircuitBreaker();
    breaker.failed(0);
    breaker.failed(0);
    expect(breaker.refuse(1)).toBeNull();
    breaker.succeeded();
    breaker.failed(2);
    breaker.failed(2);
    expect(breaker.refuse(3)).toBeNull();
  });

  test("then lets one try every five seconds and tells the others how long to wait", () => {
    const breaker = new CircuitBreaker();
    for (let failure = 0; failure < 3; failure += 1) breaker.failed(1_000);
    expect(breaker.refuse(2_000)).toBe(4_000);
    expect(breaker.refuse(6_000)).toBeNull();
    expect(breaker.refuse(6_001)).toBe(4_999);
  });

  test("opens the way for all when one has succeeded", () => {
    const breaker = new CircuitBreaker();
    for (let failure = 0; failure < 3; failure += 1) breaker.failed(0);
    expect(breaker.refuse(5_000)).toBeNull();
    breaker.succeeded();
    expect(breaker.refuse(5_001)).toBeNull();
    expect(breaker.refuse(5_001)).toBeNull();
  });
});
