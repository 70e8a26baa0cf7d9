import { PUBLICITIES } from '../../../../shared/values/cases.ts';
import type { publicationRequests } from '../../../../shared/publication.ts';
import type { supervisionRequests } from '../../../../shared/supervision.ts';
import { SUPERVISION_FORMS } from '../../../../shared/values/supervision.ts';
import { choice, day, either, line, optionsOf, prose } from './field.tsx';
import type { FormsOf, NamesOf } from './forms.ts';
import { pickLoaded } from './pickers.tsx';
import { mostPublic } from './proposing.ts';

const why = () => ({ why: prose(2, 500) });

/** What the public may read, and key supervision. */
export const publicForms: FormsOf<NamesOf<typeof publicationRequests> | NamesOf<typeof supervisionRequests>> =
  {
    'publication:propose': ({ view, words }) => ({
      publicity: choice(optionsOf(PUBLICITIES, words.publicities), mostPublic(view)),
      text: prose(0, 50_000),
      reason: line(0, 500),
    }),
    'publication:review': ({ words }) => ({
      approved: either({ yes: words.decisions.agree, no: words.decisions.refuse }),
      text: prose(0, 50_000),
      ...why(),
    }),
    'publication:publish': () => ({}),
    'publication:object': why,
    'supervision:designate': ({ topics }) => ({ topicId: pickLoaded(topics), ...why() }),
    'supervision:record': ({ today, words }) => ({
      form: choice(optionsOf(SUPERVISION_FORMS, words.forms)),
      on: day(today, today),
      summary: prose(2, 5_000),
    }),
    'supervision:end': why,
  };
