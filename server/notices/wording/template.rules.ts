const IN_BRACES = /\{([^{}]*)\}/g;

/** What a text names in braces, each once, in order. */
export const namesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(IN_BRACES)].map(([, name = '']) => name)),
];

/** What of a text cannot be filled in: names nobody knows, and braces that hold nothing. */
export function unfillableIn(text: string, known: readonly string[]): string[] {
  const stray = /[{}]/.exec(text.replaceAll(IN_BRACES, ''))?.[0];
  return [...namesIn(text).filter((name) => !known.includes(name)), ...(stray === undefined ? [] : [stray])];
}

/** A text with its parameters filled in; what is filled in is not looked at again. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(IN_BRACES, (whole, name: string) => values[name] ?? whole);
