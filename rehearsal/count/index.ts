export { countingOf, dayAt } from './days.rules.ts';
export { type Entry, historyOf, type Person } from './history.rules.ts';
export { HOLIDAYS } from './holidays.ts';
export { livesOf } from './lives.rules.ts';
export { livesOfWords, type Word } from './words.rules.ts';
export { bellsOf, type Expected, expectedOf, type World } from './reminders.rules.ts';
