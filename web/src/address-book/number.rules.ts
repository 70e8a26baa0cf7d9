/** Where a telephone is sent to call a number as it was typed. */
export const callOf = (number: string): string => `tel:${number.replace(/[^\d+]/g, '')}`;

/** A number of eleven digits as it is read out: 138 1234 5678; others as they are. */
export const spaced = (number: string): string => number.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3');
