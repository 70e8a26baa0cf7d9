import { OF_DEPUTIES } from './looks.ts';
import { describeBarriers } from './looks-barriers.ts';

describeBarriers('deputy', OF_DEPUTIES);
