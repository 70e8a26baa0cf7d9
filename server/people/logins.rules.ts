/** An account name in the one spelling that counts. */
export const loginText = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();
