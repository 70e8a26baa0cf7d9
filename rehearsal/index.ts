export type { Scale } from './cast.ts';
export type { Watching } from './days.ts';
export { type Findings, findingsOf } from './findings/findings.ts';
export { type Played, rehearse } from './rehearse.ts';
export { reportOf, verdictOf } from './report/html.ts';
export type { Engines, Order } from './stage.ts';
