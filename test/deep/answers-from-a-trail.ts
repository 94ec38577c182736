import { heldInTrail } from '../support/held-against-records';
import { eachAccount } from './support/each-account';

eachAccount('out of a trail', 1, (seed) => heldInTrail(seed, 1));
