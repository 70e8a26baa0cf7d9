/** When reminders go out, on clocks in Asia/Shanghai, and how many of them one room or person bears. */
export const REMINDING = {
  /** On the working day of the step. */
  at: '09:00',
  /** From … until …: nothing is sent, whatever happened. Nor on days of rest. */
  quietFrom: '22:00',
  quietUntil: '08:00',
  /** Half of the 20 a minute that a room must never see: two neighbouring clock minutes together stay within it. */
  cardsPerRoomAndMinute: 10,
  /** Suggestions that a digest names, the most urgent ones; it counts all. */
  namedInDigest: 20,
} as const;
