import { expect } from 'chai';
import { preferences, setPreferences } from '../../../shared/preferences.ts';
import { DEFAULT_PREFERENCES } from '../../../shared/values/preferences.ts';

describe('preferences', () => {
  const takes = (chosen: unknown) => setPreferences.input.safeParse(chosen).success;

  it('have defaults that are preferences', () => {
    expect(preferences.parse(DEFAULT_PREFERENCES)).to.deep.equal(DEFAULT_PREFERENCES);
  });

  it('are set one, several or none at a time', () => {
    expect(takes({})).to.equal(true);
    expect(takes({ look: 'elder' })).to.equal(true);
    expect(takes({ shade: 'dark', quiet: null, letterKeys: false })).to.equal(true);
  });

  for (const [what, chosen] of [
    ['a text smaller than 16', { textSize: 15 }],
    ['a text larger than 30', { textSize: 31 }],
    ['half a pixel', { textSize: 16.5 }],
    ['a look that there is not', { look: 'young' }],
    ['a language that there is not', { language: 'de' }],
    ['quiet hours at no hour', { quiet: { from: '24:00', to: '07:00' } }],
    ['quiet hours without an end', { quiet: { from: '22:00' } }],
    ['quiet hours that last no time', { quiet: { from: '22:00', to: '22:00' } }],
    ['quiet hours of more than twelve hours', { quiet: { from: '19:00', to: '07:01' } }],
    ['yes in place of true', { saving: 'yes' }],
  ] as const)
    it(`do not take ${what}`, () => expect(takes(chosen)).to.equal(false));

  it('take quiet hours of twelve hours, over midnight', () =>
    expect(takes({ quiet: { from: '19:00', to: '07:00' } })).to.equal(true));
});
