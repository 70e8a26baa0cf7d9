/** Looks at a value from outside of this program. */
export type Is = (value: unknown) => boolean;

export const isText: Is = (value) => typeof value === 'string';
export const isNumber: Is = (value) => typeof value === 'number' && Number.isFinite(value);
export const isWhole: Is = (value) => Number.isSafeInteger(value);
export const isYesNo: Is = (value) => typeof value === 'boolean';
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const oneOf =
  (known: readonly string[]): Is =>
  (value) =>
    known.some((one) => one === value);

export const orNull =
  (is: Is): Is =>
  (value) =>
    value === null || is(value);

/** It may be missing. */
export const perhaps =
  (is: Is): Is =>
  (value) =>
    value === undefined || is(value);

export const listOf =
  (is: Is): Is =>
  (value) =>
    Array.isArray(value) && value.every(is);

/** A record whose members are so; it may have others. */
export const shaped =
  (members: Readonly<Record<string, Is>>): Is =>
  (value) =>
    isRecord(value) && Object.entries(members).every(([name, is]) => is(value[name]));
