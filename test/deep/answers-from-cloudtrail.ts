import { heldInLive } from '../support/held-against-records';
import { eachAccount } from './support/each-account';

eachAccount('out of live CloudTrail', 2001, (seed) => heldInLive(seed, 3));
