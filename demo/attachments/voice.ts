import { pinyin } from 'pinyin-pro';

/** Sound of 16 bits, mono. */
export const RATE = 8_000;
const SYLLABLE_S = 0.17;
const PAUSE_S = 0.32;
const LOUD = 9_000;

/** How the pitch of a syllable goes by its tone: shares of the voice’s own, at its beginning, middle and end. */
const CONTOURS: Readonly<Record<number, readonly [number, number, number]>> = {
  0: [1, 0.95, 0.9],
  1: [1.25, 1.25, 1.25],
  2: [0.95, 1.05, 1.3],
  3: [0.9, 0.75, 0.95],
  4: [1.35, 1.1, 0.8],
};

/** Where the vowels ring: first and second formant, in hertz. */
const VOWELS: Readonly<Record<string, readonly [number, number]>> = {
  a: [800, 1_200],
  o: [500, 850],
  e: [480, 1_250],
  i: [300, 2_300],
  u: [330, 750],
  ü: [300, 1_900],
};

/**
 * What is said, hummed: each syllable with its tone and the ring of its vowel, a pause where the text has one. Nobody
 * takes it for a person, and it sounds as long and as loud as speech. `pitch`: of the voice, in hertz.
 */
export function humOf(text: string, pitch: number): Int16Array {
  const parts = Array.from(text).map((one) => {
    const [said] = pinyin(one, { type: 'all', toneType: 'none', nonZh: 'removed' });
    return said ? syllable({ pitch, tone: said.num, final: said.final }) : new Float64Array(PAUSE_S * RATE);
  });
  const samples = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    samples.set(
      Int16Array.from(part, (one) => Math.round(one * LOUD)),
      at,
    );
    at += part.length;
  }
  return samples;
}

function syllable({ pitch, tone, final }: { pitch: number; tone: number; final: string }): Float64Array {
  const vowel = Array.from(final).find((one) => one in VOWELS) ?? 'e';
  const [first, second] = VOWELS[vowel] ?? [500, 1_500];
  const [from, middle, to] = CONTOURS[tone] ?? [1, 1, 1];
  const length = Math.round(SYLLABLE_S * RATE);
  const sound = new Float64Array(length);
  let phase = 0;
  for (let i = 0; i < length; i += 1) {
    const share = i / length;
    const bent = share < 0.5 ? from + (middle - from) * share * 2 : middle + (to - middle) * (share * 2 - 1);
    const hertz = pitch * bent;
    phase += hertz / RATE;
    sound[i] = Math.sin(Math.PI * share) ** 0.6 * ringing(phase, hertz, [first, second]);
  }
  return sound;
}

/** The harmonics of a voice, the louder the nearer they are to where the vowel rings. */
function ringing(phase: number, hertz: number, formants: readonly number[]): number {
  let sum = 0;
  for (let n = 1; n * hertz < RATE / 2; n += 1) {
    const near = formants.reduce((most, one) => Math.max(most, 1 / (1 + ((n * hertz - one) / 160) ** 2)), 0);
    sum += (near + 0.05 / n) * Math.sin(2 * Math.PI * n * phase);
  }
  return sum / 3;
}
