import { askAtDoors } from './doors-and-askers';

// A member asks at every door, and each of the others at every sixth one: npm run test:deep asks as everybody at every door.
askAtDoors((asker, door) => asker === 0 || (asker + door) % 6 === 0);
