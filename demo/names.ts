import type { Random } from './random.ts';
import type { Names } from './sources.ts';

/** Makes up names of people, each once. Any likeness to somebody living is chance. */
export function makeNames(words: Names, random: Random): (delegation: string | null) => string {
  const surnames = Array.from(words.surnames);
  const given = Array.from(words.given);
  const taken = new Set<string>();
  const han = (from: readonly string[]) => {
    // The list runs from common to rare: its front is drawn more often.
    const surname = from[Math.floor(from.length * random.real() ** 1.7)] ?? '';
    return `${surname}${random.pick(given)}${random.real() < 0.85 ? random.pick(given) : ''}`;
  };
  const once = (delegation: string | null) => {
    const custom = words.minority.find(
      ({ delegations }) => delegation !== null && delegations.includes(delegation),
    );
    if (custom === undefined || random.real() >= custom.share) return han(surnames);
    if (custom.surnames !== undefined) return han(Array.from(custom.surnames));
    return `${random.pick(custom.first ?? [''])}${custom.joint ?? ''}${random.pick(custom.last ?? [''])}`;
  };
  return (delegation) => {
    let name = once(delegation);
    for (let tries = 0; taken.has(name) && tries < 50; tries += 1) name = once(delegation);
    taken.add(name);
    return name;
  };
}
