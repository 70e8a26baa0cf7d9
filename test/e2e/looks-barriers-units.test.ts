import { OF_UNITS } from './looks.ts';
import { describeBarriers } from './looks-barriers.ts';

describeBarriers('unit', OF_UNITS);
