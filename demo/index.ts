export { demoAccounts } from './accounts.ts';
export type { DemoCongress, DemoPerson, DemoSuggestion } from './congress.ts';
export { generateDemo } from './generate.ts';
export { loadDemo } from './load.ts';
export { demoId, makeRandom, type Random } from './random.ts';
export { SCALES, type Scale } from './scales.ts';
export { countClasses } from './shares.ts';
