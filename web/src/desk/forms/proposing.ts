import type { Publicity } from '../../../../shared/cases.ts';
import {
  HANDLING_MODES,
  PUBLICITIES,
  REJECTION_REASONS,
  SECRECY_LEVELS,
} from '../../../../shared/values/cases.ts';
import type { draftSuggestion, proposalRequests } from '../../../../shared/proposals.ts';
import type { Origin } from '../../../../shared/suggestions.ts';
import { ORIGINS } from '../../../../shared/values/suggestions.ts';
import type { z } from 'zod/mini';
import type { Desk } from './desk.ts';
import { choice, type Fields, line, type Option, optionsOf, prose, proseOrNone, yes } from './field.tsx';
import type { FormsOf, NamesOf } from './forms.ts';
import { findSome, pickLoadedSome, pickOne, pickSome } from './pickers.tsx';
import { tracks } from './tracks.tsx';

type Proposal = Omit<z.input<typeof draftSuggestion.input>, 'actKey' | 'by'>;

/** What stands of a proposal already. */
type Said = Pick<
  Desk['view'],
  'title' | 'text' | 'category' | 'wantsWrittenReply' | 'wishedUnitIds' | 'publicity' | 'keepSecret'
>;

const NOTHING: Said = {
  ...{ title: '', text: '', category: '', wantsWrittenReply: true },
  ...{ wishedUnitIds: [], publicity: 'full', keepSecret: false },
};

/** What a deputy says of a proposal, at first and later. */
export const proposalFields = (
  { words, units }: Pick<Desk, 'words' | 'units'>,
  said: Said = NOTHING,
): Fields<Proposal> => ({
  title: line(1, 200, said.title),
  text: prose(0, 50_000, said.text),
  category: line(0, 100, said.category),
  wantsWrittenReply: yes(said.wantsWrittenReply),
  wishedUnitIds: pickLoadedSome(units, said.wishedUnitIds),
  publicity: choice(optionsOf(PUBLICITIES, words.publicities), said.publicity),
  keepSecret: yes(said.keepSecret),
});

/** What a deputy says of a proposal, and whence it came. */
export const draftFields = (
  desk: Pick<Desk, 'words' | 'units'>,
  origins: Readonly<Record<Origin, string>>,
): Fields<Proposal> => ({
  ...proposalFields(desk),
  origins: pickSome(optionsOf(ORIGINS, origins)),
  betweenSessions: yes(),
});

/** The deputies of a case, to choose from. */
export const deputiesOf = ({ view, words }: Pick<Desk, 'view' | 'words'>): Option[] =>
  [...(view.lead ? [view.lead] : []), ...view.seconding, ...view.asked].map(({ personId, name, label }) => ({
    value: personId,
    label: words.person(name, label),
  }));

/** The most that the public may read of a case as it stands. */
export const mostPublic = ({ keepSecret, secrecy, publicity }: Desk['view']): Publicity =>
  keepSecret || secrecy !== 'public' ? 'none' : publicity;

const why = () => ({ why: prose(2, 500) });
const judgement = ({ words }: Desk) => ({
  reason: choice(optionsOf(REJECTION_REASONS, words.reasons)),
  note: prose(0, 500),
});
const handingIn = () => ({ dropUnconfirmed: yes() });

/** From the draft to the number, and taking back. */
export const proposingForms: FormsOf<NamesOf<typeof proposalRequests>> = {
  'suggestion:submit': handingIn,
  'suggestion:resubmit': handingIn,
  'suggestion:redraft': (desk) => proposalFields(desk, desk.view),
  'seconding:ask': ({ findPeople }) => ({ personIds: findSome(findPeople) }),
  'seconding:confirm': () => ({}),
  'seconding:decline': () => ({ why: proseOrNone(2, 500) }),
  'suggestion:register': (desk) => ({
    number: line(1, 40, desk.view.number),
    category: line(0, 100, desk.view.category),
    mode: choice(optionsOf(HANDLING_MODES, desk.words.modes), 'sole'),
    secrecy: choice(optionsOf(SECRECY_LEVELS, desk.words.secrecies)),
    publicity: choice(optionsOf(PUBLICITIES, desk.words.publicities), desk.view.publicity),
    tracks: tracks(desk, true),
  }),
  'suggestion:return-for-revision': judgement,
  'suggestion:reject': judgement,
  'suggestion:convert-motion': () => ({ motionNumber: line(1, 40) }),
  'suggestion:merge': ({ findSuggestions }) => ({ withIds: findSome(findSuggestions) }),
  'suggestion:withdraw': why,
  'withdrawal:agree': () => ({}),
  'withdrawal:refuse': why,
  'withdrawal:retract': () => ({}),
  'deputy:leave': (desk) => ({ personId: pickOne(deputiesOf(desk)), ...why() }),
};
