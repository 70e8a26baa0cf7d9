import { expect } from 'chai';
import type { Preferences } from '../../shared/preferences.ts';
import { DEFAULT_PREFERENCES } from '../../shared/values/preferences.ts';
import { barriersOn } from './barriers.ts';
import {
  each,
  looks,
  makeLookedAt,
  paleOnTinted,
  prefer,
  type Screen,
  smallTargets,
  smallWords,
} from './looks.ts';
import { DESK, PHONE, type Stage } from './stage.ts';

const MODES = [
  ['normal', { look: 'normal', shade: 'light' }],
  ['elder', { look: 'elder', shade: 'light' }],
  ['dark', { look: 'normal', shade: 'dark' }],
  ['elder and dark', { look: 'elder', shade: 'dark' }],
] as const satisfies readonly (readonly [string, Partial<Preferences>])[];

/** Least edge of what is hit, in CSS pixels: by a finger, and by a mouse; the elder look has room for both. */
const targetOf = (look: Preferences['look'], size: typeof DESK): number => {
  if (look === 'elder') return size === PHONE ? 60 : 48;
  return size === PHONE ? 44 : 24;
};

const WHOSE = { deputy: 'a deputy', unit: 'a unit', office: 'the office' };

/** Looks at these pages, as this person sees them, in every look and on both sizes. */
export function describeBarriers(who: 'deputy' | 'unit' | 'office', screens: readonly Screen[]): void {
  describe(`the pages of ${WHOSE[who]} before a program that looks for barriers`, function () {
    this.timeout(240_000);
    let stage: Stage;

    before(async function () {
      this.timeout(400_000);
      stage = await makeLookedAt();
    });
    afterEach(async () => {
      await prefer(stage, stage.people[who], DEFAULT_PREFERENCES);
      expect(await stage.clear()).to.deep.equal([]);
    });
    after(() => stage.close());

    for (const [mode, chosen] of MODES)
      for (const size of [PHONE, DESK])
        it(`have none when ${mode}, at ${size.width} pixels, and targets and words are large enough`, async () => {
          await prefer(stage, stage.people[who], chosen);
          const { page } = await stage.signIn(stage.people[who], { size });
          await looks(page, 'look', chosen.look);
          await looks(page, 'shade', chosen.shade);
          await each(stage, { page, screens }, async ({ name }) => {
            expect(await barriersOn(page), name).to.deep.equal([]);
            expect(await paleOnTinted(page), name).to.deep.equal([]);
            expect(await smallTargets(page, targetOf(chosen.look, size)), name).to.deep.equal([]);
            expect(await smallWords(page, chosen.look === 'elder' ? 18 : 13), name).to.deep.equal([]);
          });
        });
  });
}
