/** Where a fake takes its time from: milliseconds since 1970. Rates, token lifetimes and time stamps all use it. */
export interface Clock {
  now(): number;
}

export interface HandClock extends Clock {
  advance(ms: number): void;
  set(at: number | string): void;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until a test moves it. */
export const handClock = (start: number | string = '2026-06-01T12:00:00Z'): HandClock => {
  let at = new Date(start).getTime();
  return {
    now: () => at,
    advance: (ms) => {
      at += ms;
    },
    set: (to) => {
      at = new Date(to).getTime();
    },
  };
};
