import type { EventBody } from '../../../shared/case-events.ts';
import { type FileId, fileId, type UnitId } from '../../../shared/ids.ts';
import type { CaseRole } from '../../../shared/cases.ts';
import { PAPER_KINDS, type Paper, type PaperKind } from '../../../shared/papers.ts';
import type { Attached } from '../../files/index.ts';
import type { CaseEntry } from './case.rules.ts';
import { unitOf } from './timeline.rules.ts';

type Words = Pick<Paper, 'text' | 'letter' | 'ratings'>;

const words = (text: string, more: Partial<Words> = {}): Words => ({
  ...{ text, letter: null, ratings: null },
  ...more,
});

function ofReply({ letter, commitments }: EventBody<'replied'>, { attached }: PaperReader): Words {
  const { docNumber, replyClass, points, text, copies, publicity, publicityReason, faceToFace } = letter;
  return words(text, {
    letter: {
      ...{ docNumber, replyClass, points, copies, publicity, publicityReason },
      signedBy: letter.signedBy.name,
      faceToFace: faceToFace && { on: faceToFace.on, place: faceToFace.place },
      commitments: commitments.map((c) => ({ commitmentId: c.commitmentId, text: c.text, due: c.due })),
      attachments: filesOf(letter).map((id) => ({ fileId: id, file: attached(id) })),
    },
  });
}

const filesOf = ({ attachmentIds }: EventBody<'replied'>['letter']): FileId[] =>
  attachmentIds.map((id) => fileId.parse(id));

/** Files that went with the letters of an entry. */
export const attachedIn = ({ happened }: Pick<CaseEntry, 'happened'>): FileId[] =>
  happened.flatMap((one) => (one.kind === 'replied' ? filesOf(one.body.letter) : []));

/** What each kind has to say. */
const WORDS: { readonly [K in PaperKind]: (body: EventBody<K>, reader: PaperReader) => Words } = {
  'opinion-filed': ({ text }) => words(text),
  'draft-shared': ({ text }) => words(text),
  'draft-commented': ({ text }) => words(text),
  replied: ofReply,
  explained: ({ summary }) => words(summary),
  'joint-opinion-given': ({ text, result }) => words(text, { ratings: { attitude: null, result } }),
  'feedback-given': ({ opinion, attitude, result }) => words(opinion, { ratings: { attitude, result } }),
  'commitment-reported': ({ progress }) => words(progress),
  'commitment-fulfilled': ({ text }) => words(text),
  'commitment-explained': ({ text }) => words(text),
  'commitment-rated': ({ text, result }) => words(text, { ratings: { attitude: null, result } }),
  'publication-proposed': ({ text }) => words(text),
  'publication-reviewed': ({ text }) => words(text),
};

/** An opinion goes to the lead unit, never to the deputies alone. */
const NOT_THE_DEPUTIES: readonly CaseRole[] = [
  'registry',
  'unit-leader',
  'office',
  'coordinator',
  'committee',
];

/** Whose papers of a case somebody reads. */
export interface PaperReader {
  readonly roles: ReadonlySet<CaseRole>;
  /** May know how deputies rated (knowsRatings). */
  readonly ratings: boolean;
  readonly unitName: (id: UnitId) => string | null;
  /** A file that went with a letter, as far as it stands. */
  readonly attached: (id: FileId) => Attached | null;
}

const isPaper = (kind: string): kind is PaperKind => (PAPER_KINDS as readonly string[]).includes(kind);

/** Whether somebody may read a paper of this kind; who may read the case reads all that is not kept from them. */
function mayRead(kind: PaperKind, given: Words, { roles, ratings }: PaperReader): boolean {
  if (kind === 'opinion-filed') return NOT_THE_DEPUTIES.some((role) => roles.has(role));
  return given.ratings === null || ratings;
}

/** The papers of an entry that a reader may read. */
export function papersOf({ n, at, by, happened }: CaseEntry, reader: PaperReader): Paper[] {
  return happened.flatMap(({ kind, body }) => {
    if (!isPaper(kind)) return [];
    const wordsOf = WORDS[kind] as (body: unknown, of: PaperReader) => Words; // kind and body belong together
    const given = wordsOf(body, reader);
    if (!mayRead(kind, given, reader)) return [];
    const unitId = unitOf(body);
    const { personId, name, label } = by;
    return [
      {
        ...{ n, at: at.toISOString(), kind },
        by: personId === 'system' ? null : { personId, name, label },
        unitName: unitId === null ? null : reader.unitName(unitId),
        ...given,
      },
    ];
  });
}
