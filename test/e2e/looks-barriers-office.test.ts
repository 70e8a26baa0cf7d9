import { OF_THE_OFFICE } from './looks.ts';
import { describeBarriers } from './looks-barriers.ts';

describeBarriers('office', OF_THE_OFFICE);
