import { heldInIndex } from '../support/held-against-records';
import { eachAccount } from './support/each-account';

eachAccount('out of the index', 1001, (seed) => heldInIndex(seed, 3));
