const REASONS: Readonly<Record<string, string>> = {
  'hand-over': ' (hand-over)',
  check: ' (members checked)',
};

/** A reason behind a sentence; those that the product gives itself have words, others are the words of whoever did it. */
export const because = (why: string | undefined): string => {
  if (why === undefined || why === '') return '';
  return REASONS[why] ?? ` (${why})`;
};
