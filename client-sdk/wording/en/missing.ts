type Missing = Readonly<Record<string, string>>;

/** What has to come first, by the name under which a refusal lists it. */
export const missing: Missing = {
  title: 'a title',
  text: 'what it is about and what is asked',
  confirmation: 'the word of joint deputies',
  withdrawal: 'the lead deputy’s wish to withdraw',
  part: 'what each unit handles',
  signature: 'a leader’s signature',
  'return-request': 'a unit’s wish to return it',
  receipt: 'your unit’s receipt',
  'return-decision': 'the decision upon the return',
  contact: 'a recorded contact with the lead deputy',
  'mid-contact': 'a recorded contact during handling',
  opinions: 'the opinions of co-handling units',
  request: 'a request for more time',
  draft: 'a draft of the reply',
  dissatisfied: 'a deputy’s wish to have it handled again',
  term: 'the end of the term',
  fulfilment: 'the unit’s word that the promise is kept',
  commitments: 'the end of what was promised',
  supervision: 'the end of the key supervision',
  publication: 'the end of the publication',
  proposal: 'a proposal what to publish',
  review: 'the review of what is published',
  'public-text': 'the text for the public',
  designation: 'the choice for key supervision',
};
