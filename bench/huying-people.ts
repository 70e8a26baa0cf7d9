const WORD = 'Bench-word-for-all-1';

/** How the n-th person of the bench signs in. */
export const wordOf = (n: number): [login: string, password: string] => [`b${n}`, WORD];
