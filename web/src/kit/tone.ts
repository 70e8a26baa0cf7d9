/** How loud something is; words always say the same as the colour. */
export type Tone = 'plain' | 'warn' | 'late' | 'ok' | 'brand' | 'plum';
