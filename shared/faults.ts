/**
 * Every reason the server may refuse. The code is the contract; the words live in client-sdk/wording/.
 * `again`: the same request may succeed later without anybody changing anything.
 */
export const FAULTS = {
  INVALID_INPUT: { status: 400, again: false },
  NOT_SIGNED_IN: { status: 401, again: false },
  /** Unknown account, wrong password, locked, not activated, left office: one answer for all. */
  SIGN_IN_REFUSED: { status: 401, again: false },
  /** The refresh token is unknown, expired, revoked, or was used twice. */
  SESSION_ENDED: { status: 401, again: false },
  /** The password was right; a code has to follow: `challenge` goes with it until `expiresAt`. `enrol`: set one up first. */
  SECOND_FACTOR_NEEDED: { status: 401, again: false },
  /** The code is wrong, was taken before, or too many wrong ones came. */
  CODE_REFUSED: { status: 401, again: false },
  /** The challenge of a sign-in is none of ours, or its time is over: begin with the password. */
  CHALLENGE_ENDED: { status: 401, again: false },
  ACTIVATION_REFUSED: { status: 401, again: false },
  WEAK_PASSWORD: { status: 422, again: false },
  NOT_ALLOWED: { status: 403, again: false },
  NOT_A_MEMBER: { status: 403, again: false },
  NOT_FOUND: { status: 404, again: false },
  /** The room is read-only or archived. */
  ROOM_CLOSED: { status: 409, again: false },
  /** The member may not speak here until a time that the facts name. */
  MUTED: { status: 403, again: false },
  /** Only who wrote a message may change it. */
  NOT_YOURS: { status: 403, again: false },
  /** The time in which this could be changed is over. */
  TOO_LATE: { status: 409, again: false },
  MESSAGE_RECALLED: { status: 409, again: false },
  TOO_MANY_PINS: { status: 409, again: false },
  /** Acts by hand say why. */
  REASON_NEEDED: { status: 422, again: false },
  /** The same sendKey came with another text. Nothing is merged silently. */
  SEND_KEY_REUSED: { status: 409, again: false },
  /** The record was changed by somebody else since it was read. */
  STALE_REVISION: { status: 409, again: false },
  NOTHING_SELECTED: { status: 409, again: false },
  UNKNOWN_UNIT: { status: 422, again: false },
  UNKNOWN_PERSON: { status: 422, again: false },
  /** A unit stands twice among the tracks, or both leads and co-handles. */
  TRACKS_CONFLICT: { status: 422, again: false },
  /** Another suggestion of the session bears this number. */
  NUMBER_TAKEN: { status: 409, again: false },
  NOT_YOUR_TRACK: { status: 403, again: false },
  /** The case does not stand where this can be done. */
  WRONG_STATE: { status: 409, again: false },
  /** The same was done before. */
  ALREADY_DONE: { status: 409, again: false },
  /** Something has to come first; `missing` says what. */
  NOT_YET: { status: 409, again: false },
  /** The congress’s rules do not know this value, or want one that is missing. */
  AGAINST_POLICY: { status: 422, again: false },
  /** Words name in braces what nobody can fill in: in `paths`; the `known` ones. */
  UNKNOWN_PARAMETER: { status: 422, again: false },
  /** Who wrote it may not review it. */
  OWN_WORK: { status: 403, again: false },
  /** The words bear the mark of a state secret; nothing of them was kept (保密法 31). */
  STATE_SECRET: { status: 422, again: false },
  /** A contact counts only for messages that are in the room. */
  UNKNOWN_MESSAGE: { status: 422, again: false },
  /** Files that are not in the room, not ready, or not for the caller to see: `fileIds`. */
  UNKNOWN_FILE: { status: 422, again: false },
  /** A file of no bytes. */
  FILE_EMPTY: { status: 422, again: false },
  /** Larger than files of its kind may be: `limit`, bytes. */
  FILE_TOO_LARGE: { status: 413, again: false },
  /** The person’s or the room’s files would be more than fit: `of`, and the `limit` in bytes. */
  QUOTA_EXCEEDED: { status: 413, again: false },
  /** What came is not what was announced, or does not go where the rest ends: `offset` says how much is kept. */
  UPLOAD_CONFLICT: { status: 409, again: false },
  /** The content is nothing that is taken here, or cannot be read: `why`, a RefusedBecause. */
  FILE_REFUSED: { status: 422, again: false },
  /** It is still being looked at, or was refused. */
  FILE_NOT_READY: { status: 409, again: false },
  /** The signature does not fit, or its time is over: ask for a new address. */
  ADDRESS_REFUSED: { status: 403, again: false },
  /** Nothing of a table can be used: `why`, an UnreadableCode, and its facts. */
  TABLE_UNREADABLE: { status: 422, again: false },
  IN_THE_FUTURE: { status: 422, again: false },
  TOO_FAST: { status: 429, again: true },
  UNAVAILABLE: { status: 503, again: true },
  INTERNAL: { status: 500, again: true },
} as const satisfies Record<string, { status: number; again: boolean }>;

export type FaultCode = keyof typeof FAULTS;

/** A refusal the caller can act on. `facts` are safe to send: ids and limits, never prose or stack. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: FaultCode, facts: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.name = 'Fault';
    this.code = code;
    this.facts = facts;
  }
}
