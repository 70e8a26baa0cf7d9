import { expect } from 'chai';
import fc from 'fast-check';
import type * as z from 'zod/mini';
import { handOverId, roomId, suggestionId } from '../../../shared/ids.ts';
import { messageText } from '../../../shared/messages.ts';
import { quietHours } from '../../../shared/preferences.ts';
import { handOverIdIn, isUuid, roomIdIn, suggestionIdIn } from '../../../shared/values/ids.ts';
import { MAX_TEXT, textAsKept } from '../../../shared/values/messages.ts';
import { mayBeQuiet } from '../../../shared/values/preferences.ts';

const parsed = <S extends z.ZodMiniType>(schema: S, value: unknown): z.output<S> | null => {
  const found = schema.safeParse(value);
  return found.success ? found.data : null;
};

const hex = fc.constantFrom(...Array.from('0123456789abcdefABCDEFg'));
const group = (length: number) =>
  fc.array(hex, { minLength: length, maxLength: length }).map((all) => all.join(''));
const nearId = fc.oneof(
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.tuple(group(8), group(4), group(4), group(4), group(12)).map((groups) => groups.join('-')),
  fc.constantFrom(
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '00000000-0000-0000-0000-000000000001',
  ),
  fc.string(),
);

const character = fc.oneof(
  fc.constantFrom('建', 'a', '😀', '𠮷', ' ', '\n', '\r\n', '\r', '\t'),
  fc.constantFrom('\u200b', '\u202e', '\u0007', '\ud800', '\u2067', '\u00ad'),
);
const nearText = fc.oneof(
  fc.array(character, { maxLength: 12 }).map((all) => all.join('')),
  fc.integer({ min: MAX_TEXT - 2, max: MAX_TEXT + 2 }).map((length) => '呼'.repeat(length)),
  fc.integer({ min: MAX_TEXT - 2, max: MAX_TEXT + 2 }).map((length) => '𠮷'.repeat(length)),
  fc.integer({ min: MAX_TEXT - 2, max: MAX_TEXT + 2 }).map((length) => '\r\n'.repeat(length - 1) + '呼'),
);

const clock = fc.tuple(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 60 }));
const nearTime = fc.oneof(
  clock.map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`),
  fc.constantFrom('', '7:30', '07:30:00', '0730'),
);

/** What clients judge by plain rules, before they ask, stands in the contract as schemas, too. */
describe('the plain rules of clients', () => {
  it('take for an id what the contract takes, in the same form', () =>
    fc.assert(
      fc.property(nearId, (text) => {
        expect(roomIdIn(text)).to.equal(parsed(roomId, text));
        expect(suggestionIdIn(text)).to.equal(parsed(suggestionId, text));
        expect(handOverIdIn(text)).to.equal(parsed(handOverId, text));
        expect(isUuid(text)).to.equal(parsed(roomId, text) !== null);
      }),
      { numRuns: 2_000 },
    ));

  it('take no id where there is none', () => {
    expect(roomIdIn(undefined)).to.equal(null);
    expect(roomIdIn(null)).to.equal(null);
  });

  it('keep of a text what the contract keeps, and nothing of what it refuses', () =>
    fc.assert(
      fc.property(nearText, (text) => {
        expect(textAsKept(text)).to.equal(parsed(messageText, text));
      }),
      { numRuns: 2_000 },
    ));

  it('take for quiet hours what the contract takes', () =>
    fc.assert(
      fc.property(nearTime, nearTime, (from, to) => {
        expect(mayBeQuiet({ from, to })).to.equal(parsed(quietHours, { from, to }) !== null);
      }),
      { numRuns: 2_000 },
    ));
});
