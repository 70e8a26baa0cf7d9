import type { PersonId } from '../../shared/ids.ts';
import { phoneDigits } from './contact-data.rules.ts';

interface Sealing {
  seal(plain: string, place: { collection: string; field: string; id: string }): string;
  open(sealed: string, place: { collection: string; field: string; id: string }): string;
  fingerprints(plain: string, purpose: string): [string, ...string[]];
}

/** Fields of a person that identify them: kept sealed, each bound to its own place. */
export const SEALED_FIELDS = ['phone', 'certificate', 'email'] as const;
export type SealedField = (typeof SEALED_FIELDS)[number];

const PURPOSE = 'people.phone';

const placeOf = (field: SealedField, id: PersonId) => ({ collection: 'people', field, id });

/** How the identifying fields of a person are sealed, opened and found. */
export const makeSealedFields = (sealer: Sealing) => ({
  seal: (id: PersonId, field: SealedField, plain: string | null): string | null =>
    plain === null ? null : sealer.seal(plain, placeOf(field, id)),
  open: (id: PersonId, field: SealedField, sealed: string | null): string | null =>
    sealed === null ? null : sealer.open(sealed, placeOf(field, id)),
  /** By what a phone number is found, newest key first; none when the text is no phone number. */
  phoneIndexes: (phone: string | null): string[] => {
    const digits = phone === null ? null : phoneDigits(phone);
    return digits === null ? [] : sealer.fingerprints(digits, PURPOSE);
  },
});
