import { VOICE_BARS } from '../../../../shared/values/files.ts';

const LOUDEST = 255;
/** Of 32,767: below it there is only the noise of a microphone, which is not blown up. */
const QUIET = 400;

/** How loud a recording was in each of 64 equal parts of it, 0 … 255; the loudest part is 255. Samples: 16 bits, signed. */
export function barsOf(samples: Int16Array): number[] {
  const levels = Array.from({ length: VOICE_BARS }, (_, i) => {
    const from = Math.floor((i * samples.length) / VOICE_BARS);
    const to = Math.max(from + 1, Math.floor(((i + 1) * samples.length) / VOICE_BARS));
    return rootMeanSquare(samples.subarray(from, to));
  });
  const loudest = Math.max(QUIET, ...levels);
  return levels.map((level) => Math.round((LOUDEST * level) / loudest));
}

function rootMeanSquare(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}
