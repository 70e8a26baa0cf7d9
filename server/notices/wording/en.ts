import type { Catalogue } from './catalogue.rules.ts';

/** Words of reminders. To deputies only asking; to units who, what, and by when. */
export const en: Catalogue = {
  rules: {
    R2: {
      title: 'Please sign for {which}',
      open: '{suggestion} was handed over to {unit} and has not been signed for. Please sign by {due}.',
      today:
        '{suggestion} was handed over to {unit} and has not been signed for. Today is the last day to sign.',
      late: '{suggestion} was handed over to {unit}; it was to be signed for by {due}, {days} ago. Please sign soon.',
      many: {
        title: '{count} suggestions wait to be signed for',
        text: '{unit} has {count} suggestions to sign for, the first of them {suggestion}. Please sign for each.',
      },
    },
    R3: {
      title: 'Please name a contact for {which}',
      open: '{unit} has named no contact person for {suggestion}. Please name one by {due}, so that the deputies can reach you.',
      late: '{unit} has named no contact person for {suggestion}, due {due}. Please name one, so that the deputies can reach you.',
      many: {
        title: '{count} suggestions have no contact person',
        text: '{unit} has named no contact person for {count} suggestions, the first of them {suggestion}.',
      },
    },
    R4: {
      title: 'The time to return {which} runs out',
      open: 'If {suggestion} is not for {unit}, please ask to return it by {due}; otherwise please sign for it.',
      today:
        'Today is the last day on which {unit} may ask to return {suggestion}. Otherwise please sign for it.',
      late: 'The time to return {suggestion} ended on {due}. {unit} is asked to sign for it and handle it.',
      many: {
        title: 'The time to return {count} suggestions runs out',
        text: 'The time in which {unit} may return {count} suggestions runs out, first for {suggestion}. Please ask, or sign.',
      },
    },
    R5: {
      title: 'Please decide on returning {which}',
      open: '{unit} asks to return {suggestion}. Please decide by {due}.',
      today: '{unit} asks to return {suggestion}. Today is the last day to decide.',
      late: '{unit} asks to return {suggestion}; the decision was due on {due}, {days} ago. Please decide soon.',
      many: {
        title: '{count} requests to return wait',
        text: '{count} requests to return a suggestion wait for a decision, the first for {suggestion}.',
      },
    },
    R6: {
      title: '{which}: {phase}',
      open: '{suggestion}: {phase} is not on record. {unit} is asked to speak with the lead deputy and record it by {due}.',
      today:
        '{suggestion}: {phase} is not on record, and today is the last day. {unit} is asked to speak with the lead deputy and record it.',
      late: '{suggestion}: {phase} was due on {due}, {days} ago, and is not on record. {unit} is asked to speak with the lead deputy soon.',
      many: {
        title: '{count} suggestions: {phase}',
        text: 'For {count} suggestions of {unit} {phase} is not on record, the first of them {suggestion}.',
      },
    },
    R7: {
      title: 'A deputy waits for an answer on {which}',
      open: 'A deputy wrote in the room of {suggestion}, and {unit} has not answered. Please answer there, or record a contact.',
      many: {
        title: 'Deputies wait for an answer in {count} rooms',
        text: 'Deputies wrote in the rooms of {count} suggestions and {unit} has not answered, first in {suggestion}.',
      },
    },
    R8: {
      title: 'Please file the opinion on {which}',
      open: '{unit} has filed no opinion on {suggestion}. Please give it to the leading unit by {due}.',
      today:
        '{unit} has filed no opinion on {suggestion}, and today is the last day. Please give it to the leading unit.',
      late: '{unit} has filed no opinion on {suggestion}; it was due on {due}, {days} ago. Please give it to the leading unit soon.',
      many: {
        title: '{count} opinions to file',
        text: '{unit} has {count} to file, the first on {suggestion}.',
      },
    },
    R9: {
      title: 'Please take or send back the opinion on {which}',
      open: 'An opinion on {suggestion} waits. The leading unit is asked to take it or send it back by {due}.',
      late: 'An opinion on {suggestion} waits since before {due}, {days} ago. The leading unit is asked to take it or send it back.',
      many: {
        title: '{count} opinions wait',
        text: '{count} opinions wait to be taken or sent back, the first on {suggestion}.',
      },
    },
    R10: {
      title: '{which}: {phase}',
      open: '{suggestion} is being handled, and {phase} is not on record. {unit} is asked to speak with the deputies; the reply is due on {due}.',
      late: '{suggestion}: {phase} is not on record, and the reply was due on {due}. {unit} is asked to speak with the deputies soon.',
      many: {
        title: '{count} suggestions: {phase}',
        text: 'For {count} suggestions of {unit} {phase} is not on record, the first of them {suggestion}.',
      },
    },
    R11: {
      title: 'The reply to {which}',
      open: 'The reply of {unit} to {suggestion} is due on {due}, in {days}. Please arrange for draft, review and signature.',
      today:
        'Today is the last day for the reply of {unit} to {suggestion}. Please sign it and send it to the deputies.',
      late: 'The reply of {unit} to {suggestion} was due on {due}, {days} ago. Please reply soon and explain it to the deputies.',
      many: {
        title: '{count} suggestions wait for a reply',
        text: '{unit} has {count} suggestions to reply to, the first due is {suggestion}.',
      },
    },
    R12: {
      title: 'The reply to {which} is overdue',
      open: '{unit} has not replied to {suggestion}, due on {due}. Please reply soon and explain it to the deputies.',
      late: '{unit} has not replied to {suggestion}, due on {due}, {days} ago. Please reply soon and explain it to the deputies.',
      many: {
        title: '{count} replies are overdue',
        text: '{unit} has {count} overdue replies, the first to {suggestion}. Please reply soon and explain it to the deputies.',
      },
    },
    R13: {
      title: 'More time for {which}',
      open: 'If {unit} cannot reply to {suggestion} by {due}, please ask for more time now, saying why and until when.',
      late: 'The time to ask for more time for {suggestion} ended on {due}. {unit} is asked to reply soon and explain it to the deputies.',
      many: {
        title: 'More time for {count} suggestions',
        text: '{unit} has {count} replies due soon, the first to {suggestion}. Where they cannot be in time, please ask for more time now.',
      },
    },
    R14: {
      title: 'Decided: more time for {which}',
      open: 'It has been decided on more time for {unit} to reply to {suggestion}. Please see the room.',
      many: {
        title: 'Decided: more time for {count} suggestions',
        text: '{count} requests for more time were decided, the last for {suggestion}. Please see the rooms.',
      },
    },
    R15: {
      title: '{which} has been answered',
      open: 'The reply of {unit} to {suggestion} has arrived. Please have a look when it suits you.',
      many: {
        title: '{count} suggestions have been answered',
        text: 'Replies to {count} of your suggestions have arrived, the last to {suggestion}. Please have a look when it suits you.',
      },
    },
    R16: {
      title: '{which}: {phase}',
      open: '{unit} has replied to {suggestion}, and {phase} is not on record. Please hear what the deputies think and record it by {due}.',
      late: '{suggestion}: {phase} was due on {due}, {days} ago. {unit} is asked to hear the deputies soon and record it.',
      many: {
        title: '{count} suggestions: {phase}',
        text: 'For {count} suggestions of {unit} {phase} is not on record, the first of them {suggestion}.',
      },
    },
    R17: {
      title: 'What do you think of the reply to {which}?',
      open: 'The reply to {suggestion} has arrived. When it suits you, please tell us what you think of it; any day until {due} is fine.',
      today: 'The reply to {suggestion} has arrived. Today you can still tell us what you think of it.',
      late: 'The reply to {suggestion} has arrived. When it suits you, please have a look and tell us what you think.',
      many: {
        title: 'What do you think of {count} replies?',
        text: 'Replies to {count} of your suggestions have arrived, the first to {suggestion}. When it suits you, please tell us what you think.',
      },
    },
    R18: {
      title: 'What do you think of the reply to {which}?',
      open: '{suggestion}, which you joined, has been answered. When it suits you, please tell the lead deputy what you think.',
      many: {
        title: '{count} suggestions that you joined have been answered',
        text: '{count} suggestions that you joined have been answered, the first of them {suggestion}. When it suits you, please tell the lead deputies what you think.',
      },
    },
    R19: {
      title: 'Dissatisfied with the reply to {which}',
      open: 'The deputy is not satisfied with the reply to {suggestion} and says why. The office is asked to decide whether it is handled again, the units to be ready.',
      many: {
        title: 'Dissatisfied with {count} replies',
        text: 'Deputies are not satisfied with {count} replies, the first to {suggestion}. The office is asked to decide whether they are handled again.',
      },
    },
    R20: {
      title: 'The new reply to {which}',
      open: 'The new reply of {unit} to {suggestion} is due on {due}, in {days}. Please speak with the deputies first.',
      today:
        'Today is the last day for the new reply of {unit} to {suggestion}. Please sign it and send it to the deputies.',
      late: 'The new reply of {unit} to {suggestion} was due on {due}, {days} ago. Please reply soon and explain it to the deputies.',
      many: {
        title: '{count} suggestions wait for a new reply',
        text: '{unit} has {count} suggestions to reply to anew, the first due is {suggestion}.',
      },
    },
    R21: {
      title: 'What was promised for {which}',
      open: 'In the reply to {suggestion} {unit} promised something by {due}. Please record how far it is, or that it is done.',
      today:
        'In the reply to {suggestion} {unit} promised something by today. Please record that it is done, or explain.',
      late: 'In the reply to {suggestion} {unit} promised something by {due}, {days} ago. Please record how it stands, or explain.',
      many: {
        title: '{count} promises',
        text: '{unit} has {count} to report on, the first for {suggestion}.',
      },
    },
    R22: {
      title: 'Report on promises for {which}',
      open: '{unit} is asked to report what became this year of its promises for {suggestion}, by {due}.',
      late: '{unit} is asked to report what became this year of its promises for {suggestion}; it was due on {due}, {days} ago.',
      many: {
        title: 'Report on promises for {count} suggestions',
        text: '{unit} is asked to report what became this year of its promises for {count} suggestions, such as {suggestion}.',
      },
    },
    R23: {
      title: 'Please publish {which}',
      open: '{suggestion} has been answered. Please publish it, or say why not, by {due}.',
      late: '{suggestion} has been answered; it was to be published by {due}, {days} ago. Please publish it, or say why not.',
      many: {
        title: '{count} suggestions wait to be published',
        text: '{count} suggestions have been answered and wait to be published, the first due is {suggestion}.',
      },
    },
    R24: {
      title: 'Progress of key supervision for {which}',
      open: '{suggestion} is under key supervision by {unit}. Please record the plan, or how far it is.',
      many: {
        title: 'Progress of key supervision for {count} suggestions',
        text: '{count} suggestions under key supervision by {unit} wait for a plan or a word of progress, the first of them {suggestion}.',
      },
    },
    R25: {
      title: 'A word on {which}',
      open: 'Nothing has been said for a while in the room of {suggestion}. {unit} is asked to say there how it stands.',
      many: {
        title: 'A word in {count} rooms',
        text: 'Nothing has been said for a while in the rooms of {count} suggestions, first of {suggestion}. {unit} is asked to say there how they stand.',
      },
    },
    R28: {
      title: 'A hand-over is not complete',
      open: 'A hand-over has taken more than an hour and is not complete. Please look at the queues and logs, and whether a worker runs.',
      many: {
        title: 'A hand-over lacks {count} suggestions',
        text: 'A hand-over has taken more than an hour and lacks {count} suggestions. Please look at the queues and logs, and whether a worker runs.',
      },
    },
    R29: {
      title: 'The room of {which} will be archived',
      open: 'The room of {suggestion} will be archived on {due}. It can be read afterwards; please say before what you want to say.',
      many: {
        title: '{count} rooms will be archived',
        text: '{count} rooms will be archived, the first of them that of {suggestion}. They can be read afterwards; please say before what you want to say.',
      },
    },
  },
  gentle: {
    title: 'News on {which}',
    open: 'There is news on {suggestion}. Please have a look when it suits you.',
    many: {
      title: 'News on {count} suggestions',
      text: 'There is news on {count} of your suggestions, the last on {suggestion}. Please have a look when it suits you.',
    },
  },
};
